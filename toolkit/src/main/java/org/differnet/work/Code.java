package org.differnet.work;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which code computes: results that are kept belong to it and to no other.
 *
 * @param version of the library, such as 0.2.0
 * @param commit of its sources when it was built, ending in "-dirty" if they were changed since; "unknown" without git
 * @param hash SHA-256 of the classes and scripts that compute, in hexadecimal; "unknown" where they cannot be listed
 */
public record Code(String version, String commit, String hash) {

    private static final String UNKNOWN = "unknown";
    private static final String ROOT = "org/differnet";

    /** Packages that show numbers and make none; all others compute. */
    private static final List<String> SHOWING = List.of("chart", "notebook");

    /** The code that runs. Reads all of it: ask once. */
    public static Code current() {
        return new Code(Version.current(), built(), place().map(Code::hash).orElse(UNKNOWN));
    }

    /** The hash of the classes and scripts below a folder or in a jar, but for those that only show. */
    static String hash(Path place) {
        try {
            return Uninterrupted.read(() -> hashIn(place));
        } catch (IOException e) {
            throw new UncheckedIOException("the code in " + place + " cannot be read: " + e, e);
        }
    }

    private static String hashIn(Path place) throws IOException {
        if (Files.isDirectory(place)) {
            return hashOf(place.resolve(ROOT));
        }
        URI jar = URI.create("jar:" + place.toUri());
        try (FileSystem files = FileSystems.newFileSystem(jar, Map.of())) {
            return hashOf(files.getPath("/" + ROOT));
        }
    }

    private static String hashOf(Path root) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(root)) {
            files = all.filter(Files::isRegularFile)
                    .filter(file -> computes(root.relativize(file)))
                    .toList();
        }
        Sha256 sha = new Sha256();
        for (String name : files.stream().map(file -> name(root, file)).sorted().toList()) {
            byte[] content = Files.readAllBytes(root.resolve(name));
            sha.add(name + "\n" + content.length + "\n").add(content);
        }
        return sha.hex();
    }

    private static boolean computes(Path file) {
        String first = file.getName(0).toString();
        // Version and commit stand beside the hash.
        return !SHOWING.contains(first) && !first.endsWith(".txt");
    }

    private static String name(Path root, Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    private static Optional<Path> place() {
        try {
            return Optional.ofNullable(Code.class.getProtectionDomain().getCodeSource())
                    .map(source -> source.getLocation())
                    .filter(url -> url.getProtocol().toLowerCase(Locale.ROOT).equals("file"))
                    .map(url -> URI.create(url.toString()))
                    .map(Path::of);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String built() {
        try (InputStream in = Code.class.getResourceAsStream("/org/differnet/commit.txt")) {
            String commit = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
            return commit.isEmpty() || commit.startsWith("$") ? UNKNOWN : commit;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One line, such as "0.2.0, commit 9258881c3f04-dirty, code 5f0a12bc". */
    @Override
    public String toString() {
        return version + ", commit " + commit + ", code " + hash.substring(0, Math.min(12, hash.length()));
    }
}
