package org.differnet.data.image;

import java.io.IOException;
import java.nio.ByteOrder;

/** A BMP whose pixels are all there, without the profile that a header of version 5 points to. */
final class BmpContents {

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;
    private static final int CORE = 12;
    private static final int COLOURS = 46;
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
        boolean core = header == CORE;
        long width = core ? file.number(18, 2, ORDER) : (int) file.number(18, 4, ORDER);
        long height = core ? file.number(20, 2, ORDER) : Math.abs((long) (int) file.number(22, 4, ORDER));
        long bits = file.number(core ? 24 : 28, 2, ORDER);
        long compression = core ? 0 : file.number(30, 4, ORDER);
        if (compression > MOST_COMPRESSION) {
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
        if (!whole) {
            checkRuns(file, pixels, compression == RUNS_OF_4_BITS);
        }
        if (!core && file.number(COLOURS, 4, ORDER) > 256) {
            throw new IOException("it claims a palette of " + file.number(COLOURS, 4, ORDER) + " colours");
        }
        byte[] start = file.bytes(0, (int) (14 + header));
        if (!core) {
            long size = file.length() - pixels;
            put(start, 34, whole ? Math.min(needed, Integer.MAX_VALUE) : size);
        }
        if (header >= VERSION_4) {
            put(start, 70, 0x73524742);
            for (int i = 126; i < start.length; i++) {
                start[i] = 0;
            }
        }
        return new Contents(new Parts().add(start).add(start.length, file.length() - start.length), 1);
    }

    /** Follows the runs of pixels to the mark of their end, without which all that is missing would be black. */
    private static void checkRuns(FileBytes file, long pixels, boolean half) throws IOException {
        long at = pixels;
        while (true) {
            int count = (int) file.number(at, 1, ORDER);
            int value = (int) file.number(at + 1, 1, ORDER);
            at += 2;
            if (count == 0 && value == 1) {
                return;
            }
            if (count == 0 && value == 2) {
                at += 2;
            } else if (count == 0 && value > 2) {
                int bytes = half ? (value + 1) / 2 : value;
                at += bytes + bytes % 2;
            }
        }
    }

    private static void put(byte[] bytes, int at, long number) {
        for (int i = 0; i < 4; i++) {
            bytes[at + i] = (byte) (number >> 8 * i);
        }
    }
}
