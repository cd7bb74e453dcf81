package org.differnet.features.cache;

import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.UUID;
import org.differnet.work.Sha256;

/**
 * Features of one image in a file: 32 bytes of SHA-256 over the key and what follows, then float32, little-endian.
 *
 * <p>Streams, not channels: these would be closed by an interrupt. Nothing is forced to the disk: what a power failure
 * leaves unfinished has another hash.
 */
final class KeptFile {

    static final String SUFFIX = ".features";
    static final String UNFINISHED = ".tmp";

    private static final int HASH = 32;

    private KeptFile() {}

    /**
     * Reads features.
     *
     * @param length how many numbers there have to be
     * @throws IOException if the file cannot be read or is not what was written; the message names it
     */
    static float[] read(Path file, String key, int length) throws IOException {
        long bytes = HASH + (long) length * Float.BYTES;
        // A pipe would be waited for, and a device may never end.
        if (!Files.isRegularFile(file) || Files.size(file) != bytes) {
            throw new IOException(file + " is not a file of " + bytes + " bytes, as " + length + " features make");
        }
        byte[] content;
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            content = in.readNBytes((int) bytes);
        }
        if (content.length != bytes) {
            throw new IOException(file + " ends after " + content.length + " of " + bytes + " bytes");
        }
        ByteBuffer numbers = ByteBuffer.wrap(content, HASH, content.length - HASH);
        if (!Arrays.equals(hash(key, numbers), Arrays.copyOf(content, HASH))) {
            throw new IOException(file + " is damaged: its checksum does not fit its content");
        }
        float[] rows = new float[length];
        numbers.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(rows);
        for (float number : rows) {
            if (!Float.isFinite(number)) {
                throw new IOException(file + " has features that are not finite");
            }
        }
        return rows;
    }

    /** Writes features, in whole or not at all. */
    static void write(Path file, String key, float[] rows) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(HASH + Math.multiplyExact(rows.length, Float.BYTES));
        content.position(HASH).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(rows);
        content.put(0, hash(key, content));
        Path unfinished = file.resolveSibling("." + UUID.randomUUID() + UNFINISHED);
        try {
            try (FileOutputStream out = new FileOutputStream(unfinished.toFile())) {
                // Held until the file is closed: it tells whoever sweeps that the writer lives.
                out.getChannel().tryLock();
                out.write(content.array());
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private static byte[] hash(String key, ByteBuffer numbers) {
        return new Sha256().add(key).add(numbers).bytes();
    }
}
