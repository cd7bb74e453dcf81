package org.differnet.data.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;
import org.differnet.work.Sha256;

/**
 * Brings images of any type to {@link BufferedImage#TYPE_BYTE_GRAY} or {@link BufferedImage#TYPE_3BYTE_BGR}.
 *
 * <p>Sample values are taken as they are stored: Java's own conversion of grey would apply a gamma curve.
 */
public final class Pixels {

    private Pixels() {}

    /** The image itself if it is of one of the two types, else a copy that is. */
    public static BufferedImage plain(BufferedImage image) {
        return plain(image, null);
    }

    /** As {@link #plain(BufferedImage)}; {@code range} as in {@link RawImage#plain}. */
    static BufferedImage plain(BufferedImage image, ValueRange range) {
        boolean plain =
                image.getType() == BufferedImage.TYPE_BYTE_GRAY || image.getType() == BufferedImage.TYPE_3BYTE_BGR;
        return plain ? image : copy(image, range);
    }

    /** A copy of one of the two types; see {@link #copy(BufferedImage, ValueRange)}. */
    public static BufferedImage copy(BufferedImage image) {
        return copy(image, null);
    }

    /**
     * A copy of one of the two types. Alpha and further channels are dropped, 16 bits become 8 (value / 257, rounded),
     * palettes are resolved (a palette of greys gives grey), CMYK is multiplied out: what PIL's {@code convert("RGB")}
     * does, but for 16 bits, which it cuts off.
     *
     * @throws IllegalArgumentException if samples are integers of more than 16 bits or with a sign, NaN, infinite or, as
     *     floats without a range, outside 0 to 1; or if colours are neither grey, RGB nor CMYK
     */
    private static BufferedImage copy(BufferedImage image, ValueRange range) {
        Raster raster = image.getRaster();
        if (image.getColorModel() instanceof IndexColorModel palette) {
            return resolve(palette, raster);
        }
        if (image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_CMYK) {
            return multiply(image);
        }
        int bands = colours(image);
        int type = bands == 1 ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
        BufferedImage copy = new BufferedImage(image.getWidth(), image.getHeight(), type);
        if (RawImage.isFloat(raster)) {
            fillFloats(copy, raster, bands, range);
        } else {
            fill(copy, image, bands, range);
        }
        return copy;
    }

    /** How many bands of an image are its colours: 1 of grey, 3 of RGB, 4 of CMYK; the others are alpha and such. */
    static int colours(BufferedImage image) {
        int bands = image.getRaster().getNumBands();
        int space = image.getColorModel().getColorSpace().getType();
        if (space == ColorSpace.TYPE_GRAY || bands <= 2) {
            return 1;
        }
        if (space == ColorSpace.TYPE_RGB || space == ColorSpace.TYPE_CMYK) {
            return space == ColorSpace.TYPE_RGB ? 3 : 4;
        }
        throw new IllegalArgumentException("pixels are neither grey, RGB nor CMYK; save them as RGB");
    }

    /** An RGB copy for the screen, grey with the values that it has. */
    public static BufferedImage asSeen(BufferedImage image) {
        BufferedImage seen = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Raster raster = image.getRaster();
        int last = raster.getNumBands() - 1;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int red = raster.getSample(x, y, 0);
                int green = raster.getSample(x, y, Math.min(1, last));
                int blue = raster.getSample(x, y, last);
                seen.setRGB(x, y, red << 16 | green << 8 | blue);
            }
        }
        return seen;
    }

    /** Turns an image as the orientation of EXIF (1 to 8) says, so that it stands upright. */
    static BufferedImage upright(BufferedImage image, int orientation) {
        if (orientation <= 1 || orientation > 8) {
            return image;
        }
        int w = image.getWidth();
        int h = image.getHeight();
        boolean swap = orientation > 4;
        BufferedImage turned = new BufferedImage(swap ? h : w, swap ? w : h, image.getType());
        byte[] from = bytes(image);
        byte[] to = bytes(turned);
        int channels = from.length / (w * h);
        boolean fromRight = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
        boolean fromBelow = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
        for (int y = 0, i = 0; y < turned.getHeight(); y++) {
            for (int x = 0; x < turned.getWidth(); x++, i++) {
                int column = swap ? y : x;
                int row = swap ? x : y;
                int at = (fromBelow ? h - 1 - row : row) * w + (fromRight ? w - 1 - column : column);
                System.arraycopy(from, channels * at, to, channels * i, channels);
            }
        }
        return turned;
    }

    /** The pixels of an image of one of the two types, row by row: one byte of grey each, or blue, green and red. */
    public static byte[] bytes(BufferedImage image) {
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }

    /** SHA-256 of size, channels and pixels of an image of one of the two types, in hexadecimal digits. */
    public static String digest(BufferedImage image) {
        byte[] size = ByteBuffer.allocate(12)
                .putInt(image.getWidth())
                .putInt(image.getHeight())
                .putInt(image.getRaster().getNumBands())
                .array();
        return new Sha256().add(size).add(bytes(image)).hex();
    }

    private static BufferedImage resolve(IndexColorModel palette, Raster raster) {
        int[] colours = new int[palette.getMapSize()];
        palette.getRGBs(colours);
        boolean grey = true;
        for (int colour : colours) {
            grey &= (colour & 255) == (colour >> 8 & 255) && (colour & 255) == (colour >> 16 & 255);
        }
        int type = grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
        BufferedImage image = new BufferedImage(raster.getWidth(), raster.getHeight(), type);
        WritableRaster target = image.getRaster();
        int[] row = new int[raster.getWidth()];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getSamples(raster.getMinX(), raster.getMinY() + y, row.length, 1, 0, row);
            for (int band = 0; band < target.getNumBands(); band++) {
                for (int x = 0; x < row.length; x++) {
                    int colour = row[x] < colours.length ? colours[row[x]] : 0;
                    target.setSample(x, y, band, colour >> 16 - 8 * band & 255);
                }
            }
        }
        return image;
    }

    private static void fill(BufferedImage copy, BufferedImage image, int bands, ValueRange range) {
        Raster raster = image.getRaster();
        byte[] to = bytes(copy);
        int width = raster.getWidth();
        int[] row = new int[width];
        for (int band = 0; band < bands; band++) {
            byte[] levels = levels(most(image, band), range);
            for (int y = 0; y < raster.getHeight(); y++) {
                raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, band, row);
                for (int x = 0, at = y * width * bands + bands - 1 - band; x < width; x++, at += bands) {
                    to[at] = levels[row[x]];
                }
            }
        }
    }

    /** What the values 0 to {@code most} become. */
    private static byte[] levels(int most, ValueRange range) {
        byte[] levels = new byte[most + 1];
        for (int value = 0; value <= most; value++) {
            levels[value] =
                    (byte) (most > 255 && range != null ? range.scaled(value) : (value * 255L + most / 2) / most);
        }
        return levels;
    }

    private static void fillFloats(BufferedImage copy, Raster raster, int bands, ValueRange range) {
        ValueRange scale = range == null ? new ValueRange(0, 1) : range;
        byte[] to = bytes(copy);
        int width = raster.getWidth();
        double[] row = new double[width];
        for (int band = 0; band < bands; band++) {
            for (int y = 0; y < raster.getHeight(); y++) {
                raster.getSamples(raster.getMinX(), raster.getMinY() + y, width, 1, band, row);
                for (int x = 0, at = y * width * bands + bands - 1 - band; x < width; x++, at += bands) {
                    double value = row[x];
                    if (!Double.isFinite(value)) {
                        throw new IllegalArgumentException("the pixel at " + x + ", " + y + " is " + value
                                + "; every value must be finite, give such pixels one");
                    }
                    if (range == null && (value < 0 || value > 1)) {
                        throw new IllegalArgumentException("the pixel at " + x + ", " + y + " is " + value
                                + ", where floats are read from 0 to 1; say what becomes black and white"
                                + " (Dataset.withRange), or save as 16 bits");
                    }
                    to[at] = (byte) scale.scaled(value);
                }
            }
        }
    }

    private static BufferedImage multiply(BufferedImage image) {
        Raster raster = image.getRaster();
        BufferedImage colour = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] to = bytes(colour);
        byte[] levels = levels(most(image, 0), null);
        int bands = raster.getNumBands();
        int[] row = new int[bands * raster.getWidth()];
        for (int y = 0, i = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
            for (int at = 0; at < row.length; at += bands, i += 3) {
                int paper = 255 - (levels[row[at + 3]] & 255);
                for (int band = 0; band < 3; band++) {
                    int light = 255 - (levels[row[at + band]] & 255);
                    to[i + 2 - band] = (byte) ((light * paper + 127) / 255);
                }
            }
        }
        return colour;
    }

    /** The largest value that a band can hold, such as 255. */
    private static int most(BufferedImage image, int band) {
        int bits = image.getColorModel().getComponentSize(band);
        int type = image.getRaster().getSampleModel().getDataType();
        if (bits > 16 || type == DataBuffer.TYPE_SHORT) {
            throw new IllegalArgumentException(
                    "pixels are numbers of " + bits + " bits or with a sign; save them as 8 or 16 bits without sign");
        }
        return (1 << bits) - 1;
    }
}
