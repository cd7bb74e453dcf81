package org.differnet.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files to read, made in Python beforehand or byte by byte here, and what reading them must say. */
final class Fixtures {

    private Fixtures() {}

    static Path resource(String name) {
        try {
            return Path.of(Fixtures.class.getResource(name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Asserts that reading fails with a message that names the file and has the given words. */
    static void assertRefused(Path file, String words, Runnable reading) {
        String message = assertThrows(UncheckedIOException.class, reading::run).getMessage();
        assertTrue(message.contains(file.toString()), message);
        assertTrue(message.contains(words), message);
    }

    static byte[] safetensors(String header, int dataBytes) {
        byte[] text = header.getBytes(UTF_8);
        return safetensors(text.length, text, dataBytes);
    }

    static byte[] safetensors(long claimedLength, byte[] header, int dataBytes) {
        return ByteBuffer.allocate(8 + header.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(claimedLength)
                .put(header)
                .array();
    }

    static Path write(Path folder, byte[] content) throws IOException {
        return Files.write(folder.resolve("weights"), content);
    }
}
