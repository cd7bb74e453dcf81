package org.differnet.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The safetensors format: a length of 8 bytes, a JSON header, then the numbers of all tensors without gaps.
 *
 * <p>Reference: Hugging Face, "safetensors", format description in the README of the project, 2023.
 */
public final class Safetensors {

    private static final String KIND = "safetensors";

    private Safetensors() {}

    /**
     * Reads all tensors, in the order of their data in the file.
     *
     * @throws UncheckedIOException if the file is missing, truncated or not what its header says
     */
    public static Map<String, Tensor> read(Path file) {
        return Unreadable.guard(file, KIND, channel -> {
            SafetensorsHeader header = SafetensorsHeader.read(channel);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            for (SafetensorsHeader.Entry entry : header.entries()) {
                int length = (int) (entry.end() - entry.begin());
                ByteBuffer data = Bytes.read(channel, header.dataStart() + entry.begin(), length);
                tensors.put(entry.name(), new Tensor(entry.type(), entry.shape(), data));
            }
            return tensors;
        });
    }

    /**
     * Reads the free text that was written beside the tensors; empty if there is none.
     *
     * @throws UncheckedIOException if the file is missing, truncated or not what its header says
     */
    public static Map<String, String> metadata(Path file) {
        return Unreadable.guard(
                file, KIND, channel -> SafetensorsHeader.read(channel).metadata());
    }

    /**
     * Writes a file, in whole or not at all: a file of this name is replaced only when the new one is complete.
     *
     * <p>Tensors stand in the map's order, those of longer numbers before those of shorter ones.
     *
     * @param metadata free text by name, may be empty
     * @throws UncheckedIOException if the folder cannot be written to or the disk is full
     */
    public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
        SafetensorsHeader header = SafetensorsHeader.of(tensors, metadata);
        Path target = file.toAbsolutePath();
        Path temporary = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try {
            try (FileChannel channel =
                    FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                writeFully(channel, ByteBuffer.wrap(header.toBytes()));
                for (SafetensorsHeader.Entry entry : header.entries()) {
                    writeFully(channel, tensors.get(entry.name()).data());
                }
                channel.force(true);
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    file + " cannot be written (" + e + "): choose a folder that exists, is writable and has room", e);
        } finally {
            deleteQuietly(temporary);
        }
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static void deleteQuietly(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // The error that left the file there is the one to report.
        }
    }
}
