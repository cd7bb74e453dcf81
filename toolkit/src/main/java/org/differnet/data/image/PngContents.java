package org.differnet.data.image;

import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

/** The chunks of a PNG that make its pixels, their checksums compared; all others are left out. */
final class PngContents {

    private static final byte[] END = {0, 0, 0, 0, 'I', 'E', 'N', 'D', (byte) 0xAE, 0x42, 0x60, (byte) 0x82};
    private static final int GREY = 0;
    private static final int RGB = 2;

    private final FileBytes file;
    private final Parts parts = new Parts();
    private int orientation = 1;
    private int colour;
    private int palette;
    private boolean pixels;
    private final List<long[]> checks = new ArrayList<>();

    private PngContents(FileBytes file) {
        this.file = file;
    }

    static Contents of(FileBytes file) throws IOException {
        return new PngContents(file).read();
    }

    private Contents read() throws IOException {
        parts.add(0, 8);
        if (!file.has(12, "IHDR")) {
            throw file.has(12, "CgBI")
                    ? new UnsupportedImageException("it is a PNG as Apple's tools change it for their devices")
                    : new IOException("it is a PNG without the chunk IHDR");
        }
        colour = file.at(25);
        boolean end = false;
        for (long at = 8; !end && at + 8 <= file.length(); ) {
            long size = file.number(at, 4, ByteOrder.BIG_ENDIAN);
            boolean ends = file.has(at + 4, "IEND");
            if (!ends) {
                chunk(at, size);
            }
            end = ends;
            at += 12 + size;
        }
        if (!pixels) {
            throw new IOException("it is a PNG without pixels (no chunk IDAT)");
        }
        return new Contents(parts.add(END), orientation, null, this::checkSums);
    }

    private void chunk(long at, long size) throws IOException {
        String type = file.has(at + 4, "IDAT")
                ? "IDAT"
                : file.has(at + 4, "PLTE") ? "PLTE" : file.has(at + 4, "IHDR") ? "IHDR" : "";
        if (!type.isEmpty()) {
            check(type, at, size);
            pixels |= type.equals("IDAT");
            palette = type.equals("PLTE") ? (int) size / 3 : palette;
            parts.add(at, 12 + size);
        } else if (!pixels && file.has(at + 4, "tRNS") && transparency(size) && at + 12 + size <= file.length()) {
            parts.add(at, 12 + size);
        } else if (file.has(at + 4, "eXIf") && at + 8 + size <= file.length()) {
            orientation = Contents.orientation(file, at + 8, size);
        }
    }

    /** Whether a chunk of transparency has the size that it should. */
    private boolean transparency(long size) {
        return switch (colour) {
            case GREY -> size == 2;
            case RGB -> size == 6;
            default -> palette > 0 && size <= palette;
        };
    }

    private void check(String type, long at, long size) throws IOException {
        long left = file.length() - at - 8;
        if (size > left) {
            throw new IOException(
                    String.format(Locale.ROOT, "its chunk %s claims %d bytes, where %d are left", type, size, left));
        }
        if (left < size + 4) {
            return;
        }
        checks.add(new long[] {at, size});
    }

    /** Compares the checksums of all chunks that were taken. */
    private void checkSums() throws IOException {
        for (long[] chunk : checks) {
            checkSum(chunk[0], chunk[1]);
        }
    }

    private void checkSum(long at, long size) throws IOException {
        CRC32 crc = new CRC32();
        byte[] some = new byte[1 << 14];
        for (long done = -4; done < size; ) {
            int count = file.copy(at + 8 + done, some, 0, (int) Math.min(some.length, size - done));
            crc.update(some, 0, count);
            done += count;
        }
        if (crc.getValue() != file.number(at + 8 + size, 4, ByteOrder.BIG_ENDIAN)) {
            throw new IOException("the checksum of the chunk at byte " + at + " is wrong");
        }
    }
}
