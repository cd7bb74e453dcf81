package org.differnet.fetch.recipe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.differnet.fetch.disk.Hashes;
import org.differnet.fetch.disk.Interrupts;
import org.differnet.fetch.disk.WrongContent;
import org.differnet.fetch.http.NoRanges;
import org.differnet.fetch.http.Trouble;

/**
 * Takes some tensors out of a PyTorch checkpoint without reading its pickle, which may hold any code: the storage of a
 * tensor is known by its size, and where several have the same, the hash of the whole says which is which.
 */
public final class Convolutions {

    private static final int MOST_ARRANGEMENTS = 1000;

    /**
     * A tensor of 32-bit floats.
     *
     * @param name its name in the checkpoint
     * @param shape its sizes
     */
    public record Layer(String name, List<Integer> shape) {

        /** A tensor of these sizes. */
        public Layer(String name, Integer... shape) {
            this(name, List.of(shape));
        }

        long bytes() {
            return shape.stream().mapToLong(Integer::longValue).reduce(Float.BYTES, Math::multiplyExact);
        }
    }

    /** AlexNet's, in the order of their names. */
    public static final List<Layer> ALEXNET = List.of(
            new Layer("features.0.bias", 64),
            new Layer("features.0.weight", 64, 3, 11, 11),
            new Layer("features.10.bias", 256),
            new Layer("features.10.weight", 256, 256, 3, 3),
            new Layer("features.3.bias", 192),
            new Layer("features.3.weight", 192, 64, 5, 5),
            new Layer("features.6.bias", 384),
            new Layer("features.6.weight", 384, 192, 3, 3),
            new Layer("features.8.bias", 256),
            new Layer("features.8.weight", 256, 384, 3, 3));

    private Convolutions() {}

    /**
     * The tensors as a safetensors file.
     *
     * @param checkpoint as {@code torch.save} writes since PyTorch 1.6: a zip of storages, nothing compressed
     * @param layers in the order in which they go into the file
     * @param sha256 of the file that must come out
     * @throws WrongContent if it cannot be had from this checkpoint
     */
    public static byte[] convert(SeekableByteChannel checkpoint, List<Layer> layers, String sha256) throws IOException {
        Map<Long, List<byte[]>> storages = storages(checkpoint, layers);
        for (List<byte[]> arrangement : arrangements(layers, storages)) {
            byte[] file = safetensors(layers, arrangement);
            if (Hashes.sha256(file).equals(sha256)) {
                return file;
            }
        }
        throw new WrongContent("its convolutional part does not have the SHA-256 " + sha256);
    }

    private static Map<Long, List<byte[]>> storages(SeekableByteChannel channel, List<Layer> layers)
            throws IOException {
        Map<Long, Long> wanted =
                layers.stream().collect(Collectors.groupingBy(Layer::bytes, HashMap::new, Collectors.counting()));
        Map<Long, List<byte[]>> storages = new HashMap<>();
        // Each local header would cost a request; the table at the end has all that is needed.
        try (ZipFile zip = ZipFile.builder()
                .setSeekableByteChannel(channel)
                .setIgnoreLocalFileHeader(true)
                .get()) {
            List<ZipArchiveEntry> entries = Collections.list(zip.getEntries()).stream()
                    .filter(entry -> entry.getName().matches("[^/]*/data/[^/]*") && wanted.containsKey(entry.getSize()))
                    .sorted(Comparator.comparingLong(ZipArchiveEntry::getLocalHeaderOffset))
                    .toList();
            for (ZipArchiveEntry entry : entries) {
                List<byte[]> same = storages.computeIfAbsent(entry.getSize(), size -> new ArrayList<>());
                if (entry.getMethod() != ZipEntry.STORED || same.size() >= wanted.get(entry.getSize())) {
                    throw new WrongContent("its storages are not those of the published checkpoint");
                }
                try (InputStream in = zip.getInputStream(entry)) {
                    same.add(in.readNBytes((int) entry.getSize()));
                }
            }
        } catch (CancellationException e) {
            throw e;
        } catch (IOException e) {
            throw meaning(e);
        } catch (RuntimeException e) {
            throw new WrongContent("it is not a checkpoint (" + e + ")");
        }
        wanted.forEach((size, count) -> storages.putIfAbsent(size, List.of()));
        for (Map.Entry<Long, Long> each : wanted.entrySet()) {
            if (storages.get(each.getKey()).size() != each.getValue()) {
                throw new WrongContent("it has no " + each.getValue() + " storages of " + each.getKey() + " bytes");
            }
        }
        return storages;
    }

    /** The reader of zips wraps what the way to the server throws. */
    private static IOException meaning(IOException e) {
        // An interrupt closes a file that is being read.
        Interrupts.check();
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (cause instanceof Trouble || cause instanceof NoRanges || cause instanceof FileNotFoundException) {
            return (IOException) cause;
        }
        return new WrongContent("it is not a checkpoint (" + cause.getMessage() + ")");
    }

    private static List<List<byte[]>> arrangements(List<Layer> layers, Map<Long, List<byte[]>> storages)
            throws IOException {
        List<List<byte[]>> all = List.of(List.of());
        for (Layer layer : layers) {
            List<List<byte[]>> longer = new ArrayList<>();
            for (List<byte[]> begun : all) {
                Set<byte[]> used = new HashSet<>(begun);
                for (byte[] storage : storages.get(layer.bytes())) {
                    if (!used.contains(storage)) {
                        List<byte[]> next = new ArrayList<>(begun);
                        next.add(storage);
                        longer.add(next);
                    }
                }
            }
            all = longer;
            if (all.size() > MOST_ARRANGEMENTS) {
                throw new WrongContent("it has too many storages of the same size");
            }
        }
        return all;
    }

    /** A safetensors file with these contents, one for each layer, in this order. */
    static byte[] safetensors(List<Layer> layers, List<byte[]> storages) {
        StringBuilder header = new StringBuilder("{");
        long offset = 0;
        for (Layer layer : layers) {
            String shape = layer.shape().stream().map(String::valueOf).collect(Collectors.joining(","));
            header.append(header.length() > 1 ? "," : "")
                    .append("\"" + layer.name() + "\":{\"dtype\":\"F32\",\"shape\":[" + shape + "],\"data_offsets\":[")
                    .append(offset + "," + (offset += layer.bytes()) + "]}");
        }
        header.append("}");
        // The format wants tensors to begin at a multiple of eight.
        header.append(" ".repeat(-header.length() & 7));
        byte[] text = header.toString().getBytes(UTF_8);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .array());
        file.writeBytes(text);
        storages.forEach(file::writeBytes);
        return file.toByteArray();
    }
}
