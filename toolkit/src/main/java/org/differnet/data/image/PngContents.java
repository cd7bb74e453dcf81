package org.differnet.data.image;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/** The chunks of a PNG that make its pixels, their checksums compared; all others are left out. */
final class PngContents {

    private static final int HEADER = 0x49484452;
    private static final int PALETTE = 0x504C5445;
    private static final int PIXELS = 0x49444154;
    private static final int TRANSPARENCY = 0x74524E53;
    private static final int EXIF = 0x65584966;
    private static final int LAST = 0x49454E44;
    private static final byte[] END = {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xAE, 0x42, 0x60, (byte) 0x82};
    private static final int MOST_PALETTE = 3 * 256;
    private static final int GREY = 0;
    private static final int RGB = 2;
    private static final int INDEXED = 3;

    private final FileBytes file;
    private final Parts parts = new Parts();
    private int orientation = 1;
    private int palette;
    private boolean pixels;

    private PngContents(FileBytes file) {
        this.file = file;
    }

    static Contents of(FileBytes file) throws IOException {
        return new PngContents(file).read();
    }

    /** What is done with each chunk, of a type, at a place, with so many bytes of data behind its eight. */
    @FunctionalInterface
    private interface Visitor {
        void visit(int type, long at, long size) throws IOException;
    }

    private Contents read() throws IOException {
        if (!file.has(12, "IHDR")) {
            throw file.has(12, "CgBI")
                    ? new UnsupportedImageException("it is a PNG as Apple's tools change it for their devices")
                    : new IOException("it is a PNG without the chunk IHDR");
        }
        parts.add(0, 8);
        walk(this::take);
        if (!pixels) {
            throw new IOException("it is a PNG without pixels (no chunk IDAT)");
        }
        byte[] some = new byte[1 << 14];
        return new Contents(
                parts.add(END),
                orientation,
                reader -> reader.read(0),
                () -> walk((type, at, size) -> compare(type, at, size, some)));
    }

    private void walk(Visitor visitor) throws IOException {
        for (long at = 8; at + 8 <= file.length(); ) {
            long size = file.number(at, 4, ByteOrder.BIG_ENDIAN);
            int type = (int) file.number(at + 4, 4, ByteOrder.BIG_ENDIAN);
            if (type == LAST) {
                return;
            }
            visitor.visit(type, at, size);
            at += 12 + size;
        }
    }

    private void take(int type, long at, long size) throws IOException {
        long left = file.length() - at - 8;
        if (needed(type) && size > 0) {
            if (size > left || type == PALETTE && size > MOST_PALETTE) {
                throw new IOException("its chunk " + file.latin(at + 4, 4) + " claims " + size + " bytes, where " + left
                        + " are left");
            }
            pixels |= type == PIXELS;
            palette = type == PALETTE ? (int) size / 3 : palette;
            parts.add(at, 12 + size);
        } else if (type == TRANSPARENCY && !pixels && transparency(size) && size + 4 <= left) {
            parts.add(at, 12 + size);
        } else if (type == EXIF && size <= left) {
            orientation = Contents.orientation(file, at + 8, size);
        }
    }

    /** A palette that an image of another kind has is a suggestion, and where grey has one it is a mistake. */
    private boolean needed(int type) throws IOException {
        return type == HEADER || type == PIXELS || type == PALETTE && file.at(25) == INDEXED;
    }

    /** Whether a chunk of transparency has the size that it should. */
    private boolean transparency(long size) throws IOException {
        return switch (file.at(25)) {
            case GREY -> size == 2;
            case RGB -> size == 6;
            default -> size <= palette;
        };
    }

    /** Compares the checksum of a chunk that was taken; the last one's may be cut off. */
    private void compare(int type, long at, long size, byte[] some) throws IOException {
        if (!needed(type) || at + 12 + size > file.length()) {
            return;
        }
        CRC32 crc = new CRC32();
        for (long done = -4; done < size; ) {
            int count = file.copy(at + 8 + done, some, 0, (int) Math.min(some.length, size - done));
            crc.update(some, 0, count);
            done += count;
        }
        if (crc.getValue() != file.number(at + 8 + size, 4, ByteOrder.BIG_ENDIAN)) {
            throw new IOException(
                    "the checksum of its chunk " + file.latin(at + 4, 4) + " at byte " + at + " is wrong");
        }
    }
}
