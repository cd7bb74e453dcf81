package org.differnet.data.image;

import java.io.IOException;
import java.nio.ByteOrder;

/** The one chunk of a WebP that has its pixels, of its first frame where it moves, and the orientation from another. */
final class WebpContents {

    /** Bytes of a frame of an animation before its chunks. */
    private static final int FRAME = 16;

    private WebpContents() {}

    static Contents of(FileBytes file) throws IOException {
        Parts parts = null;
        int orientation = 1;
        for (long at = 12; at + 8 <= file.length(); ) {
            long size = file.number(at + 4, 4, ByteOrder.LITTLE_ENDIAN);
            boolean pixels = file.has(at, "VP8 ") || file.has(at, "VP8L");
            if (parts == null && (pixels || file.has(at, "ANMF")) && size > file.length() - at - 8) {
                throw new IOException(
                        "its pixels claim " + size + " bytes, where " + (file.length() - at - 8) + " are left");
            }
            if (parts == null && pixels) {
                parts = container(file, at, size);
            } else if (file.has(at, "EXIF") && at + 8 + size <= file.length()) {
                orientation = Contents.orientation(file, at + 8, size);
            }
            at += parts == null && file.has(at, "ANMF") ? 8 + FRAME : 8 + size + size % 2;
        }
        if (parts == null) {
            throw new IOException("it is a WebP without pixels");
        }
        return new Contents(parts, orientation);
    }

    /** A file of this chunk alone. */
    private static Parts container(FileBytes file, long at, long size) throws IOException {
        long whole = 12 + size + size % 2;
        byte[] head = {
            'R',
            'I',
            'F',
            'F',
            (byte) whole,
            (byte) (whole >> 8),
            (byte) (whole >> 16),
            (byte) (whole >> 24),
            'W',
            'E',
            'B',
            'P'
        };
        return new Parts().add(head).add(at, 8 + size).add(new byte[(int) (size % 2)]);
    }
}
