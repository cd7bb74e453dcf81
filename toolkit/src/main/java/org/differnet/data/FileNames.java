package org.differnet.data;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Locale;

/**
 * Names of files as people wrote them.
 *
 * <p>Java turns the bytes of a name into characters by the locale; under LC_ALL=C it loses every character outside
 * ASCII, and {@link java.io.File} does not find the file. The path that a listing gave still has the bytes, and its URI
 * shows them.
 */
final class FileNames {

    private FileNames() {}

    /** Path of a file in a folder, with forward slashes. */
    static String in(Path folder, Path file) {
        StringBuilder name = new StringBuilder();
        for (Path element : folder.relativize(file)) {
            name.append(name.length() == 0 ? "" : "/").append(text(element));
        }
        return name.toString();
    }

    /** The last element of a path; all of it where it has none, as "/". */
    static String last(Path path) {
        Path name = path.getFileName();
        return name == null ? path.toString() : text(name);
    }

    /** A name without the extension. */
    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > name.lastIndexOf('/') + 1 ? name.substring(0, dot) : name;
    }

    /** The extension of a name in lower case, without the dot; empty where it has none. */
    static String extension(String name) {
        return name.substring(stem(name).length()).replace(".", "").toLowerCase(Locale.ROOT);
    }

    /** The composed form: macOS keeps names decomposed, and the two look alike. */
    static String composed(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }

    /** Whether {@link java.io.File} finds a file by its name. */
    static boolean hasName(Path file) {
        if (file.getFileSystem() != FileSystems.getDefault()) {
            return false;
        }
        try {
            return Path.of(file.toString()).equals(file);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** The characters of a name in UTF-8; as its URI has it where its bytes are none. */
    private static String text(Path element) {
        if (hasName(element) || element.getFileSystem() != FileSystems.getDefault()) {
            return element.toString();
        }
        String raw = element.toUri().getRawPath().replaceFirst("/$", "");
        String last = raw.substring(raw.lastIndexOf('/') + 1);
        ByteBuffer bytes = ByteBuffer.allocate(last.length());
        for (int i = 0; i < last.length(); i++) {
            boolean escaped = last.charAt(i) == '%';
            bytes.put((byte) (escaped ? Integer.parseInt(last.substring(i + 1, i + 3), 16) : last.charAt(i)));
            i += escaped ? 2 : 0;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            return last;
        }
    }
}
