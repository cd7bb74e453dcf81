package org.differnet.store;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The safetensors format: a length of 8 bytes, a JSON header, then the numbers of all tensors without gaps.
 *
 * <p>Reference: Hugging Face, "safetensors", format description in the README of the project, 2023.
 */
public final class Safetensors {

    private static final String KIND = "safetensors";
    private static final int CHUNK = 1 << 20;

    private Safetensors() {}

    /**
     * Reads all tensors, in the order of their data in the file.
     *
     * @throws UncheckedIOException if the file is missing, truncated or not what its header says
     */
    public static Map<String, Tensor> read(Path file) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        forEach(file, tensors::put);
        return tensors;
    }

    /**
     * Reads all tensors, one at a time, in the order of their data in the file: no more memory is taken than the largest
     * needs, unless they are kept.
     *
     * @throws UncheckedIOException if the file is missing, truncated or not what its header says
     */
    public static void forEach(Path file, BiConsumer<String, Tensor> tensors) {
        Unreadable.guard(file, KIND, channel -> {
            SafetensorsHeader header = SafetensorsHeader.read(channel);
            for (SafetensorsHeader.Entry entry : header.entries()) {
                int length = (int) (entry.end() - entry.begin());
                ByteBuffer data = Bytes.read(channel, header.dataStart() + entry.begin(), length);
                tensors.accept(entry.name(), new Tensor(entry.type(), entry.shape(), data));
            }
            return null;
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
     * Writes a file as {@link Replacement} does: in whole or not at all, whether the thread is interrupted or not.
     *
     * <p>Tensors stand in the map's order, those of longer numbers before those of shorter ones.
     *
     * @param metadata free text by name, may be empty
     * @throws UncheckedIOException if the folder cannot be written to or the disk is full
     */
    public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
        SafetensorsHeader header = SafetensorsHeader.of(tensors, metadata);
        Replacement.write(file, out -> {
            out.write(header.toBytes());
            byte[] some = new byte[CHUNK];
            for (SafetensorsHeader.Entry entry : header.entries()) {
                ByteBuffer data = tensors.get(entry.name()).data();
                while (data.hasRemaining()) {
                    int length = Math.min(CHUNK, data.remaining());
                    data.get(some, 0, length);
                    out.write(some, 0, length);
                }
            }
        });
    }
}
