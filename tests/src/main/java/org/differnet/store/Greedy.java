package org.differnet.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;

/** Small files of tensors that ask for much: memory, or steps that grow with the square of their size. */
final class Greedy {

    private static final long[] LENGTHS = {Long.MAX_VALUE, Long.MAX_VALUE - 7, Long.MIN_VALUE, -1, 1L << 62, 100_000_000
    };

    private Greedy() {}

    /** A number of the pieces of a file, mostly small. */
    private static int some(Random random) {
        return random.nextInt(20) == 0 ? 1 + random.nextInt(12_000) : 1 + random.nextInt(60);
    }

    /** Text number i of those that all have the same hash. */
    static String sameHash(int i) {
        return IntStream.range(0, 15)
                .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining());
    }

    /** A whole number with the hash of these texts. */
    private static long sameHashNumber(int i) {
        return (long) i << 32 | (i ^ sameHash(0).hashCode()) & 0xffffffffL;
    }

    static byte[] checkpoint(Random random) {
        int n = some(random);
        try {
            return switch (random.nextInt(9)) {
                case 0 -> Zips.checkpoint(keysOfOneHash(n), 16);
                case 1 -> Zips.checkpoint(overlapping(n, 256 * n), 1024 * n);
                case 2 -> Zips.checkpoint(pickle("", "]", n).end(), 16);
                case 3 -> Zips.checkpoint(repeated(n, i -> "]a").end(), 16);
                case 4 -> Zips.checkpoint(memos(n), 16);
                case 5 -> Zips.checkpoint(numbers(n, random), 16);
                case 6 ->
                    Zips.checkpoint(
                            new Pickle()
                                    .ops("}")
                                    .text("w".repeat(64 * n))
                                    .ops("Ns")
                                    .end(),
                            16);
                case 7 ->
                    Zips.checkpoint(new Pickle().global("x".repeat(64 * n), "y").end(), 16);
                default -> entriesOfOneHash(n);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A dict under keys of one hash and two classes. */
    static byte[] keysOfOneHash(int n) {
        Pickle pickle = new Pickle().ops("}");
        for (int i = 0; i < n; i++) {
            pickle.text(sameHash(i)).ops("Ns").number(sameHashNumber(i)).ops("Ns");
        }
        return pickle.end();
    }

    /** As many tensors that all look at the same numbers. */
    static byte[] overlapping(int n, long elements) {
        Pickle pickle = new Pickle().ops("}");
        for (int i = 0; i < n; i++) {
            pickle.text("w" + i)
                    .tensor("FloatStorage", elements, 0, new long[] {elements}, 1)
                    .ops("s");
        }
        return pickle.end();
    }

    /** A list in a list in a list, or more tuples than the pickle has bytes for. */
    private static Pickle pickle(String begin, String each, int n) {
        return new Pickle().ops(begin + each.repeat(n) + "a".repeat(n - 1));
    }

    private static Pickle repeated(int n, IntFunction<String> each) {
        Pickle pickle = new Pickle().ops("]");
        for (int i = 0; i < n; i++) {
            pickle.ops(each.apply(i));
        }
        return pickle;
    }

    /** Lists of lists of what was remembered: 2^n values, if somebody counted them. */
    private static byte[] memos(int n) {
        Pickle pickle = new Pickle().ops("]").op(0x94);
        for (int i = 0; i < Math.min(n, 250); i++) {
            pickle.ops("]").op(0x94).op('h', i, 'a', 'h', i, 'a');
        }
        return pickle.end();
    }

    private static byte[] numbers(int n, Random random) {
        Pickle pickle = new Pickle().ops("](");
        for (int i = 0; i < n; i++) {
            byte[] digits = new byte[random.nextInt(256)];
            random.nextBytes(digits);
            pickle.op(0x8a, digits.length);
            for (byte digit : digits) {
                pickle.op(digit);
            }
        }
        return pickle.ops("e").end();
    }

    /** A zip of files whose names have one hash. */
    static byte[] entriesOfOneHash(int n) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("archive/data.pkl", Pickle.dictOf("FloatStorage", 4, 0, new long[] {2, 2}, 1, 2));
        for (int i = 0; i < n; i++) {
            entries.put("archive/data/" + sameHash(i), new byte[0]);
        }
        entries.put("archive/data/0", new byte[16]);
        return Zips.zip(entries, ZipEntry.STORED);
    }

    static byte[] safetensors(Random random) {
        int n = some(random);
        return switch (random.nextInt(9)) {
            case 0 -> file(tensors(n, i -> "t" + i, "U8", "0", 0, 0), 0);
            case 1 -> file(tensors(n, Greedy::sameHash, "U8", "0", 0, 0), 0);
            case 2 -> file("{\"a\":".repeat(n) + "{" + "}".repeat(n + 1), 0);
            case 3 -> file("{\"__metadata__\":" + "[".repeat(n), 0);
            case 4 -> file("{" + tensor("a", "F32", "1,".repeat(n) + "1", 0, 4) + "}", 4);
            case 5 -> file("{" + tensor("a", "F32", "9".repeat(64 * n), 0, 4) + "}", 4);
            case 6 -> file(tensors(n, i -> "t" + i, "F32", "1", 0, 4), 4);
            case 7 -> file("{" + tensor("n".repeat(64 * n), "F" + "3".repeat(n), "1", 0, 4) + "}", 4);
            default -> withLength(LENGTHS[random.nextInt(LENGTHS.length)], new byte[n]);
        };
    }

    static String tensors(int n, IntFunction<String> name, String type, String shape, int from, int to) {
        return IntStream.range(0, n)
                .mapToObj(i -> tensor(name.apply(i), type, shape, from, to))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String tensor(String name, String type, String shape, int from, int to) {
        return "\"" + name + "\":{\"dtype\":\"" + type + "\",\"shape\":[" + shape + "],\"data_offsets\":[" + from + ","
                + to + "]}";
    }

    static byte[] file(String header, int data) {
        byte[] text = header.getBytes(UTF_8);
        byte[] content = new byte[text.length + data];
        System.arraycopy(text, 0, content, 0, text.length);
        return withLength(text.length, content);
    }

    private static byte[] withLength(long length, byte[] content) {
        return ByteBuffer.allocate(8 + content.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(content)
                .array();
    }
}
