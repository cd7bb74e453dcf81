package org.differnet.data.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
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
        boolean plain =
                image.getType() == BufferedImage.TYPE_BYTE_GRAY || image.getType() == BufferedImage.TYPE_3BYTE_BGR;
        return plain ? image : copy(image);
    }

    /**
     * A copy of one of the two types. Alpha is dropped, 16 bits become 8 (value / 257, rounded), palettes are resolved
     * (a palette of greys gives grey), CMYK is multiplied out: what PIL's {@code convert("RGB")} does, but for 16 bits,
     * which it cuts off.
     *
     * @throws IllegalArgumentException if samples are no integers of up to 16 bits, or neither grey, RGB nor CMYK
     */
    public static BufferedImage copy(BufferedImage image) {
        ColorModel model = image.getColorModel();
        Raster raster = image.getRaster();
        if (model instanceof IndexColorModel palette) {
            return resolve(palette, raster);
        }
        int bands = raster.getNumBands();
        int space = model.getColorSpace().getType();
        if (bands <= 2) {
            BufferedImage grey = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
            fill(grey, raster, 1);
            return grey;
        }
        BufferedImage colour = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        switch (space) {
            case ColorSpace.TYPE_RGB -> fill(colour, raster, 3);
            case ColorSpace.TYPE_CMYK -> multiply(colour, raster);
            default -> throw new IllegalArgumentException("pixels are neither grey, RGB nor CMYK; save them as RGB");
        }
        return colour;
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

    /** 255 where any channel is at least 128, 0 elsewhere. */
    public static BufferedImage threshold(BufferedImage image, String name) {
        BufferedImage plain = plain(image);
        byte[] values = bytes(plain);
        BufferedImage mask = new BufferedImage(plain.getWidth(), plain.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        byte[] marks = bytes(mask);
        int channels = values.length / marks.length;
        int brightest = 0;
        for (int i = 0; i < values.length; i++) {
            int value = values[i] & 255;
            brightest = Math.max(brightest, value);
            if (value >= 128) {
                marks[i / channels] = (byte) 255;
            }
        }
        if (brightest > 0 && brightest < 128) {
            throw new IllegalArgumentException("the mask of " + name + " has no value above " + brightest
                    + "; defects must be marked with 255 (at least 128)");
        }
        return mask;
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

    public static byte[] bytes(BufferedImage image) {
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }

    /** SHA-256 of size, channels and pixels of an image of one of the two types, in hexadecimal digits. */
    public static String digest(BufferedImage image) {
        byte[] values = bytes(image);
        MessageDigest sha = Sha256.digest();
        sha.update(ByteBuffer.allocate(12)
                .putInt(image.getWidth())
                .putInt(image.getHeight())
                .putInt(image.getRaster().getNumBands())
                .array());
        return HexFormat.of().formatHex(sha.digest(values));
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

    private static void fill(BufferedImage image, Raster raster, int bands) {
        WritableRaster target = image.getRaster();
        int[] row = new int[raster.getWidth()];
        for (int band = 0; band < bands; band++) {
            int most = most(raster, band);
            for (int y = 0; y < raster.getHeight(); y++) {
                raster.getSamples(raster.getMinX(), raster.getMinY() + y, row.length, 1, band, row);
                for (int x = 0; most != 255 && x < row.length; x++) {
                    row[x] = (row[x] * 255 + most / 2) / most;
                }
                target.setSamples(0, y, row.length, 1, band, row);
            }
        }
    }

    private static void multiply(BufferedImage image, Raster raster) {
        WritableRaster target = image.getRaster();
        int most = most(raster, 0);
        for (int y = 0; y < raster.getHeight(); y++) {
            for (int x = 0; x < raster.getWidth(); x++) {
                int paper = 255 - raster.getSample(x, y, 3) * 255 / most;
                for (int band = 0; band < 3; band++) {
                    int light = 255 - raster.getSample(x, y, band) * 255 / most;
                    target.setSample(x, y, band, (light * paper + 127) / 255);
                }
            }
        }
    }

    /** The largest value of a band, such as 255. */
    private static int most(Raster raster, int band) {
        int bits = raster.getSampleModel().getSampleSize(band);
        int type = raster.getSampleModel().getDataType();
        if (bits > 16 || type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_SHORT) {
            throw new IllegalArgumentException(
                    "pixels are numbers of " + bits + " bits or with a sign; save them as 8 or 16 bits without sign");
        }
        return (1 << bits) - 1;
    }
}
