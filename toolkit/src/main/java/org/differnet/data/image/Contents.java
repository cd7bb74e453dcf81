package org.differnet.data.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageReader;

/**
 * What a file holds of an image.
 *
 * @param parts what a decoder is given
 * @param orientation 1 to 8 as in EXIF; 1, upright, where there is none or another number
 * @param pixels how its decoder is asked for them
 * @param check compares checksums and lengths before the pixels are decoded; takes a pass over the file
 */
record Contents(Parts parts, int orientation, Decoding pixels, Check check) {

    /** Throws if the pixels are damaged. */
    @FunctionalInterface
    interface Check {
        void run() throws IOException;
    }

    /** What a decoder says of the pixels, with what it does not know of them put right. */
    @FunctionalInterface
    interface Decoding {
        BufferedImage of(ImageReader reader) throws IOException;
    }

    Contents(Parts parts, int orientation) {
        this(parts, orientation, reader -> reader.read(0), () -> {});
    }

    /** The orientation that is said in EXIF at a place of a file; 1 where that cannot be read. */
    static int orientation(FileBytes file, long place, long length) throws IOException {
        long tiff = file.has(place, "Exif\0\0") ? place + 6 : place;
        return Directory.exif(file, tiff, place + length).upright();
    }
}
