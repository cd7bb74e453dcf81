package org.differnet.data.image;

import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A PBM, PGM or PPM with a header of its three or two numbers alone: comments may be as long as anybody likes. */
final class PnmContents {

    private static final int MOST_DIGITS = 9;

    private final FileBytes file;
    private long at = 2;

    private PnmContents(FileBytes file) {
        this.file = file;
    }

    static Contents of(FileBytes file) throws IOException {
        return new PnmContents(file).read();
    }

    private Contents read() throws IOException {
        int kind = file.at(1) - '0';
        boolean bitmap = kind == 1 || kind == 4;
        int width = number();
        int height = number();
        int most = bitmap ? 1 : number();
        if (most < 1 || most > 65535) {
            throw new IOException("its largest value is said to be " + most + ", it must be 1 to 65535");
        }
        int full = most > 255 ? 65535 : 255;
        String header = "P" + kind + "\n" + width + " " + height + (bitmap ? "\n" : " " + full + "\n");
        byte[] start = header.getBytes(StandardCharsets.US_ASCII);
        Parts parts = new Parts().add(start).add(at + 1, Math.max(0, file.length() - at - 1));
        Contents.Decoding pixels =
                bitmap || most == full ? reader -> reader.read(0) : reader -> scaled(reader.read(0), most, full);
        return new Contents(parts, 1, pixels, () -> {});
    }

    /** Brings values up to the largest to those of whole bytes, rounded; decoders cut them off, and know no largest of 1. */
    private static BufferedImage scaled(BufferedImage image, int most, int full) throws IOException {
        WritableRaster raster = image.getRaster();
        int[] row = new int[raster.getWidth()];
        for (int band = 0; band < raster.getNumBands(); band++) {
            for (int y = 0; y < raster.getHeight(); y++) {
                raster.getSamples(0, y, row.length, 1, band, row);
                for (int x = 0; x < row.length; x++) {
                    if (row[x] > most) {
                        throw new IOException("the pixel at " + x + ", " + y + " is " + row[x] + ", where " + most
                                + " is said to be the largest value");
                    }
                    row[x] = (int) (((long) row[x] * full + most / 2) / most);
                }
                raster.setSamples(0, y, row.length, 1, band, row);
            }
        }
        return image;
    }

    /** The next number; the place is that of the one space behind it then. */
    private int number() throws IOException {
        boolean comment = false;
        int value = file.at(at);
        while (value == '#' || value >= 0 && (comment || Character.isWhitespace(value))) {
            comment = value == '#' || comment && value != '\n';
            value = file.at(++at);
        }
        int number = 0;
        for (int digits = 0; value >= '0' && value <= '9'; digits++) {
            if (digits == MOST_DIGITS) {
                throw new IOException("a number of its header has more than " + MOST_DIGITS + " digits");
            }
            number = 10 * number + value - '0';
            value = file.at(++at);
        }
        if (value < 0 || !Character.isWhitespace(value)) {
            throw new IOException("its header does not name width, height and largest value");
        }
        return number;
    }
}
