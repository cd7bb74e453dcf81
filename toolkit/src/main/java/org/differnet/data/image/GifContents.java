package org.differnet.data.image;

import java.io.IOException;
import java.nio.ByteOrder;

/** The first picture of a GIF, with its colours; all others and what is said of them are left out. */
final class GifContents {

    private static final int EXTENSION = 0x21;
    private static final int PICTURE = 0x2C;

    private GifContents() {}

    static Contents of(FileBytes file) throws IOException {
        Parts parts = new Parts();
        long at = 13 + colours(file, 10);
        parts.add(0, at);
        while (file.at(at) == EXTENSION) {
            at = endOfBlocks(file, at + 2);
        }
        if (file.at(at) != PICTURE) {
            throw new IOException("it is a GIF without pixels");
        }
        for (int i = 0; i < 4; i++) {
            int other = i < 2 ? 0 : (int) file.number(6 + 2L * (i - 2), 2, ByteOrder.LITTLE_ENDIAN);
            if (file.number(at + 1 + 2L * i, 2, ByteOrder.LITTLE_ENDIAN) != other) {
                throw new UnsupportedImageException("it is a GIF whose first picture fills only a part of it");
            }
        }
        long end = endOfBlocks(file, at + 11 + colours(file, at + 9));
        return new Contents(parts.add(at, end - at).add(new byte[] {0x3B}), 1);
    }

    /** Bytes of the table of colours that the flags at a place speak of. */
    private static int colours(FileBytes file, long place) throws IOException {
        int flags = (int) file.number(place, 1, ByteOrder.LITTLE_ENDIAN);
        return (flags & 0x80) == 0 ? 0 : 3 << 1 + (flags & 7);
    }

    private static long endOfBlocks(FileBytes file, long place) throws IOException {
        long at = place;
        for (int size = file.at(at); size != 0; size = file.at(at)) {
            if (size < 0) {
                throw new IOException("it ends before its pixels do");
            }
            at += 1 + size;
        }
        return at + 1;
    }
}
