package org.differnet.data.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Masks: which pixels of an image show its defect.
 *
 * <p>A pixel is marked if it is not black: in two levels (0 and 1, 0 and 255), in shades, in 16 bits, in the colours of a
 * palette, or in its numbers if all its colours are black. Where alpha is not the same everywhere, a pixel without any is
 * not marked; and if all others are black, or all pixels have one colour, alpha alone marks. In a lossy file (JPEG, lossy
 * WebP), in which shades surround what was black and white, a pixel is marked from 128 on.
 */
public final class Mask {

    private static final int LEAST_OF_LOSSY = 128;

    private Mask() {}

    /**
     * Reads the mask of an image.
     *
     * @return 255 where it marks and 0 elsewhere, as {@link BufferedImage#TYPE_BYTE_GRAY}
     * @throws UncheckedIOException as {@link ImageFile#read(Path)}, and if a lossy file marks nothing but has values above 0
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static BufferedImage read(Path file) {
        return ImageFile.open(file, opened -> {
            RawImage raw = opened.decoded();
            BufferedImage mask = opened.format().lossy(opened.file()) ? bright(raw.pixels()) : of(raw.pixels());
            return Pixels.upright(mask, raw.orientation());
        });
    }

    /** The mask that an image of any type without loss is: 255 where it marks, 0 elsewhere, as grey of 8 bits. */
    public static BufferedImage of(BufferedImage image) {
        BufferedImage source =
                image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_CMYK ? Pixels.plain(image) : image;
        Raster raster = source.getRaster();
        IndexColorModel palette = source.getColorModel() instanceof IndexColorModel model ? model : null;
        int colours = palette == null ? Pixels.colours(source) : 1;
        boolean hasAlpha = source.getColorModel().hasAlpha();
        int bands = raster.getNumBands();
        double[] row = new double[bands * raster.getWidth()];
        BitSet numbered = new BitSet();
        BitSet coloured = new BitSet();
        BitSet opaque = new BitSet();
        double[] first = null;
        boolean oneColour = true;
        for (int y = 0, i = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, raster.getWidth(), 1, row);
            first = first == null ? Arrays.copyOf(row, colours) : first;
            for (int at = 0; at < row.length; at += bands, i++) {
                int entry = palette == null ? 0 : entry(palette, (int) row[at]);
                boolean some = false;
                for (int band = 0; band < colours; band++) {
                    some |= row[at + band] != 0;
                    oneColour &= row[at + band] == first[band];
                }
                numbered.set(i, some);
                coloured.set(i, palette == null ? some : (entry & 0xffffff) != 0);
                opaque.set(i, !hasAlpha || (palette == null ? row[at + colours] != 0 : entry >>> 24 != 0));
            }
        }
        if (palette != null && coloured.isEmpty()) {
            coloured = numbered;
        }
        int pixels = raster.getWidth() * raster.getHeight();
        if (!opaque.isEmpty() && opaque.cardinality() < pixels) {
            BitSet both = (BitSet) coloured.clone();
            both.and(opaque);
            coloured = oneColour || both.isEmpty() ? opaque : both;
        }
        return drawn(coloured, raster.getWidth(), raster.getHeight());
    }

    /** Where an image of a lossy file is bright in any channel. */
    private static BufferedImage bright(BufferedImage image) throws IOException {
        BufferedImage plain = Pixels.plain(image);
        byte[] values = Pixels.bytes(plain);
        int channels = values.length / (plain.getWidth() * plain.getHeight());
        BitSet marks = new BitSet();
        int brightest = 0;
        for (int i = 0; i < values.length; i++) {
            int value = values[i] & 255;
            brightest = Math.max(brightest, value);
            if (value >= LEAST_OF_LOSSY) {
                marks.set(i / channels);
            }
        }
        if (marks.isEmpty() && brightest > 0) {
            throw new UnsupportedImageException("it is a mask with loss that has no value above " + brightest
                    + ", where " + LEAST_OF_LOSSY + " to 255 mark");
        }
        return drawn(marks, plain.getWidth(), plain.getHeight());
    }

    private static BufferedImage drawn(BitSet marks, int width, int height) {
        BufferedImage mask = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        byte[] pixels = Pixels.bytes(mask);
        marks.stream().forEach(i -> pixels[i] = (byte) 255);
        return mask;
    }

    /** Alpha, red, green and blue of a number; opaque black where the palette has no such entry. */
    private static int entry(IndexColorModel palette, int number) {
        return number < palette.getMapSize() ? palette.getRGB(number) : 0xff000000;
    }
}
