package org.differnet.data.image;

import java.io.IOException;

/**
 * What a file holds of an image.
 *
 * @param parts what a decoder is given
 * @param orientation 1 to 8 as in EXIF; 1, upright, where there is none or another number
 * @param inks how the four channels of a JPEG are to be read; null where the decoder knows its colours
 * @param check compares checksums and lengths before the pixels are decoded; takes a pass over the file
 */
record Contents(Parts parts, int orientation, Inks inks, Check check) {

    /** Throws if the pixels are damaged. */
    @FunctionalInterface
    interface Check {
        void run() throws IOException;
    }

    Contents(Parts parts, int orientation) {
        this(parts, orientation, null, () -> {});
    }

    /** The orientation that is said in EXIF at a place of a file; 1 where that cannot be read. */
    static int orientation(FileBytes file, long place, long length) throws IOException {
        long tiff = file.has(place, "Exif\0\0") ? place + 6 : place;
        return Directory.exif(file, tiff, place + length).upright();
    }
}
