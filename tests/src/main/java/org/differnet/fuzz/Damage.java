package org.differnet.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;

/** Damages files: a bit, a byte, a number, a stretch, the end, or several of these. */
public final class Damage {

    /** Numbers at which readers go wrong. */
    private static final long[] EDGES = {
        0,
        1,
        -1,
        2,
        127,
        128,
        255,
        256,
        32767,
        32768,
        65535,
        65536,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        1L << 32,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        100_000_000
    };

    private Damage() {}

    /** A damaged copy. */
    public static byte[] to(byte[] good, Random random) {
        byte[] bytes = good.clone();
        for (int i = random.nextInt(4); i >= 0 && bytes.length > 0; i--) {
            bytes = once(bytes, random);
        }
        return bytes;
    }

    private static byte[] once(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(8)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = (byte) random.nextInt(256);
            case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 8), (byte) (random.nextBoolean() ? 255 : 0));
            case 3 -> bytes = Arrays.copyOf(bytes, at);
            case 4 -> {
                int from = random.nextInt(bytes.length);
                int length = Math.min(random.nextInt(64), bytes.length - Math.max(from, at));
                System.arraycopy(bytes, from, bytes, at, length);
            }
            case 5 -> edge(bytes, at, random);
            case 6 -> {
                int from = random.nextInt(bytes.length);
                bytes = joined(bytes, at, from, Math.min(bytes.length, from + random.nextInt(64)));
            }
            default -> {
                int to = Math.min(bytes.length, at + 1 + random.nextInt(16));
                byte[] shorter = Arrays.copyOf(bytes, bytes.length - (to - at));
                System.arraycopy(bytes, to, shorter, at, bytes.length - to);
                bytes = shorter;
            }
        }
        return bytes;
    }

    /** Overwrites 1, 2, 4 or 8 bytes with a number. */
    private static void edge(byte[] bytes, int at, Random random) {
        int width = 1 << random.nextInt(4);
        ByteBuffer number = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        number.putLong(EDGES[random.nextInt(EDGES.length)]);
        boolean bigEndian = random.nextBoolean();
        for (int i = 0; i < width && at + i < bytes.length; i++) {
            bytes[at + i] = number.get(bigEndian ? width - 1 - i : i);
        }
    }

    /** The bytes with a copy of a stretch of them put in at a place. */
    private static byte[] joined(byte[] bytes, int at, int from, int to) {
        byte[] longer = new byte[bytes.length + to - from];
        System.arraycopy(bytes, 0, longer, 0, at);
        System.arraycopy(bytes, from, longer, at, to - from);
        System.arraycopy(bytes, at, longer, at + to - from, bytes.length - at);
        return longer;
    }
}
