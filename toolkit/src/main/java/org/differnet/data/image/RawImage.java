package org.differnet.data.image;

import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;

/**
 * An image as its file has it, before its values are brought to 8 bits and it is turned upright.
 *
 * @param pixels of any type
 * @param orientation 1 to 8 as in EXIF
 */
public record RawImage(BufferedImage pixels, int orientation) {

    /** An image from memory, which stands upright. */
    public static RawImage of(BufferedImage pixels) {
        return new RawImage(pixels, 1);
    }

    /** Whether its values are more than 8 bits can hold, so that a {@link ValueRange} matters. */
    public boolean deep() {
        return deep(pixels);
    }

    /** Whether its values are floats, of which 0 to 1 is the full range. */
    public boolean floats() {
        return isFloat(pixels.getRaster());
    }

    static boolean deep(BufferedImage image) {
        ColorModel model = image.getColorModel();
        return !(model instanceof IndexColorModel) && (isFloat(image.getRaster()) || model.getComponentSize(0) > 8);
    }

    static boolean isFloat(Raster raster) {
        int type = raster.getSampleModel().getDataType();
        return type == DataBuffer.TYPE_FLOAT || type == DataBuffer.TYPE_DOUBLE;
    }

    /**
     * The image upright, in 8 bits, as {@link BufferedImage#TYPE_BYTE_GRAY} or {@link BufferedImage#TYPE_3BYTE_BGR}.
     *
     * @param range what becomes 0 and 255 of values with more than 8 bits; null for all values that the type can hold, 0 to
     *     65535 for 16 bits and 0 to 1 for floats
     * @throws IllegalArgumentException if values are NaN or infinite, outside 0 to 1 where floats have no range, or of a
     *     type or colours that are not read; the message says which
     */
    public BufferedImage plain(ValueRange range) {
        return Pixels.upright(Pixels.plain(pixels, range), orientation);
    }

    /** The smallest and the largest values of the colours, alpha not among them; NaN everywhere if there is one. */
    public Extremes extremes() {
        Raster raster = pixels.getRaster();
        int bands = Pixels.colours(pixels);
        Extremes.Finder finder = new Extremes.Finder((long) raster.getWidth() * raster.getHeight() * bands);
        double[] row = new double[raster.getWidth()];
        for (int y = 0; y < raster.getHeight(); y++) {
            for (int band = 0; band < bands; band++) {
                raster.getSamples(raster.getMinX(), raster.getMinY() + y, row.length, 1, band, row);
                for (double value : row) {
                    if (Double.isNaN(value)) {
                        return new Extremes(value, value, value, value);
                    }
                    finder.add(value);
                }
            }
        }
        return finder.found();
    }
}
