package org.differnet.data.image;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A BMP whose pixels are all there, without the profile that a header of version 5 points to. */
final class BmpContents {

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int CORE = 12;
    private static final int COLOURS = 46;
    private static final int OS2_VERSION_2 = 64;
    private static final int VERSION_4 = 108;
    private static final int UNCOMPRESSED = 0;
    private static final int RUNS_OF_4_BITS = 2;
    private static final int MASKED = 3;
    private static final int MOST_COMPRESSION = 3;

    private BmpContents() {}

    static Contents of(FileBytes file) throws IOException {
        long header = file.number(14, 4, ORDER);
        if (header != CORE && (header < 40 || header > 124)) {
            throw new UnsupportedImageException("it is a BMP with a header of " + header + " bytes");
        }
        boolean os2 = header == OS2_VERSION_2;
        boolean core = header == CORE;
        long width = core ? file.number(18, 2, ORDER) : (int) file.number(18, 4, ORDER);
        long height = core ? file.number(20, 2, ORDER) : Math.abs((long) (int) file.number(22, 4, ORDER));
        long bits = file.number(core ? 24 : 28, 2, ORDER);
        long compression = core ? 0 : file.number(30, 4, ORDER);
        if (compression > (os2 ? RUNS_OF_4_BITS : MOST_COMPRESSION)) {
            throw new UnsupportedImageException("it is a BMP of a rare kind (compression " + compression + ")");
        }
        long pixels = file.number(10, 4, ORDER);
        long row = (width * bits + 31) / 32 * 4;
        boolean whole = compression == UNCOMPRESSED || compression == MASKED;
        long needed = whole ? row * height : 1;
        if (width > 0 && pixels + needed > file.length()) {
            throw new IOException(
                    "its pixels need " + needed + " bytes, where " + Math.max(0, file.length() - pixels) + " are left");
        }
        Runs runs = whole ? null : runs(file, pixels, compression == RUNS_OF_4_BITS, width, height);
        if (!core && file.number(COLOURS, 4, ORDER) > 256) {
            throw new IOException("it claims a palette of " + file.number(COLOURS, 4, ORDER) + " colours");
        }
        byte[] start = file.bytes(0, (int) (14 + header));
        if (!core) {
            put(start, 34, whole ? Math.min(needed, Integer.MAX_VALUE) : runs.end() - pixels + runs.marks().length);
        }
        if (header >= VERSION_4) {
            put(start, 70, 0x73524742);
            for (int i = 126; i < start.length; i++) {
                start[i] = 0;
            }
        }
        long after = start.length;
        if (os2) {
            // Its first 40 bytes are those of Windows, the others say nothing of the pixels.
            start = Arrays.copyOf(start, 54);
            put(start, 14, 40);
            put(start, 10, pixels - OS2_VERSION_2 + 40);
        }
        Parts parts = new Parts().add(start).add(after, (whole ? file.length() : runs.end()) - after);
        return new Contents(whole ? parts : parts.add(runs.marks()), 1);
    }

    /**
     * Where the runs of pixels end.
     *
     * @param end the place of the mark of their end
     * @param inRow whether the last row has no mark of its own, without which the decoder leaves it black
     */
    private record Runs(long end, boolean inRow) {

        byte[] marks() {
            return inRow ? new byte[] {0, 0, 0, 1} : new byte[] {0, 1};
        }
    }

    /**
     * Follows the runs of pixels to the mark of their end. Some programs leave it out, but then all pixels must be there, as
     * what is missing would be black.
     */
    private static Runs runs(FileBytes file, long pixels, boolean half, long width, long height) throws IOException {
        long x = 0;
        long y = 0;
        long at = pixels;
        while (at < file.length() || y < height - 1 || y == height - 1 && x < width) {
            int count = (int) file.number(at, 1, ORDER);
            int value = (int) file.number(at + 1, 1, ORDER);
            if (count == 0 && value == 1) {
                break;
            }
            at += 2;
            if (count > 0) {
                x += count;
            } else if (value == 0) {
                x = 0;
                y++;
            } else if (value == 2) {
                x += file.number(at, 1, ORDER);
                y += file.number(at + 1, 1, ORDER);
                at += 2;
            } else {
                x += value;
                int bytes = half ? (value + 1) / 2 : value;
                at += bytes + bytes % 2;
            }
        }
        return new Runs(at, x > 0);
    }

    private static void put(byte[] bytes, int at, long number) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (number >> 8 * i);
        }
    }
}
