package org.differnet.data.check;

import java.awt.image.BufferedImage;
import org.differnet.data.Sample;
import org.differnet.data.image.Pixels;

/**
 * What the check of a data set remembers of an image when its pixels are gone.
 *
 * @param training whether it is trained on
 * @param channels 1 or 3
 * @param digest SHA-256 of size, channels and pixels
 * @param hash one bit for each of 8 x 8 places: whether it is brighter than its right neighbour (dHash)
 * @param thumbnail mean grey of {@link #SIDE} x {@link #SIDE} cells, row by row
 * @param brightness mean grey, 0 to 255
 * @param contrast standard deviation of the thumbnail
 * @param detail mean difference of a cell of the thumbnail and the one to its right or below it
 * @param colour mean difference of the largest and the smallest channel, 0 for grey
 * @param black share of pixels below 5
 * @param white share of pixels with 255 in every channel
 */
record ImageFacts(
        Sample sample,
        boolean training,
        int width,
        int height,
        int channels,
        String digest,
        long hash,
        byte[] thumbnail,
        double brightness,
        double contrast,
        double detail,
        double colour,
        double black,
        double white) {

    /** Cells in a row and in a column of the thumbnail. */
    static final int SIDE = 32;

    private static final int HASH_SIDE = 8;
    private static final int BLACK_BELOW = 5;

    static ImageFacts of(Sample sample, boolean training) {
        BufferedImage image = sample.image();
        byte[] values = Pixels.bytes(image);
        int width = image.getWidth();
        int height = image.getHeight();
        int channels = values.length / (width * height);
        byte[] grey = new byte[width * height];
        long sum = 0;
        long spread = 0;
        int black = 0;
        int white = 0;
        for (int i = 0, at = 0; i < grey.length; i++, at += channels) {
            int least = 255;
            int most = 0;
            int total = 0;
            for (int c = 0; c < channels; c++) {
                int value = values[at + c] & 255;
                least = Math.min(least, value);
                most = Math.max(most, value);
                total += value;
            }
            grey[i] = (byte) (total / channels);
            sum += total / channels;
            spread += most - least;
            black += most < BLACK_BELOW ? 1 : 0;
            white += least == 255 ? 1 : 0;
        }
        byte[] thumbnail = cells(grey, width, height, SIDE, SIDE);
        double pixels = grey.length;
        return new ImageFacts(
                sample,
                training,
                width,
                height,
                channels,
                Pixels.digest(image),
                hash(cells(grey, width, height, HASH_SIDE + 1, HASH_SIDE)),
                thumbnail,
                sum / pixels,
                deviation(thumbnail),
                detail(thumbnail),
                spread / pixels,
                black / pixels,
                white / pixels);
    }

    /** Mean difference of the thumbnails in grey levels. */
    double differenceTo(byte[] other) {
        int sum = 0;
        for (int i = 0; i < thumbnail.length; i++) {
            sum += Math.abs((thumbnail[i] & 255) - (other[i] & 255));
        }
        return (double) sum / thumbnail.length;
    }

    String size() {
        return width + " x " + height;
    }

    /** Means of the cells of a grid over the image; cells of images smaller than the grid repeat pixels. */
    private static byte[] cells(byte[] grey, int width, int height, int columns, int rows) {
        byte[] means = new byte[columns * rows];
        for (int row = 0; row < rows; row++) {
            int top = (int) ((long) row * height / rows);
            int bottom = Math.max(top + 1, (int) ((row + 1L) * height / rows));
            for (int column = 0; column < columns; column++) {
                int left = (int) ((long) column * width / columns);
                int right = Math.max(left + 1, (int) ((column + 1L) * width / columns));
                long sum = 0;
                for (int y = top; y < bottom; y++) {
                    for (int x = left; x < right; x++) {
                        sum += grey[y * width + x] & 255;
                    }
                }
                long count = (long) (bottom - top) * (right - left);
                means[row * columns + column] = (byte) ((sum + count / 2) / count);
            }
        }
        return means;
    }

    private static long hash(byte[] cells) {
        long bits = 0;
        for (int row = 0; row < HASH_SIDE; row++) {
            for (int column = 0; column < HASH_SIDE; column++) {
                int at = row * (HASH_SIDE + 1) + column;
                bits = bits << 1 | ((cells[at] & 255) > (cells[at + 1] & 255) ? 1 : 0);
            }
        }
        return bits;
    }

    private static double deviation(byte[] cells) {
        double sum = 0;
        double squares = 0;
        for (byte cell : cells) {
            sum += cell & 255;
            squares += (cell & 255) * (cell & 255);
        }
        double mean = sum / cells.length;
        return Math.sqrt(Math.max(0, squares / cells.length - mean * mean));
    }

    private static double detail(byte[] cells) {
        int sum = 0;
        for (int row = 0; row < SIDE - 1; row++) {
            for (int column = 0; column < SIDE - 1; column++) {
                int at = row * SIDE + column;
                sum += Math.abs((cells[at] & 255) - (cells[at + 1] & 255));
                sum += Math.abs((cells[at] & 255) - (cells[at + SIDE] & 255));
            }
        }
        return sum / (2.0 * (SIDE - 1) * (SIDE - 1));
    }
}
