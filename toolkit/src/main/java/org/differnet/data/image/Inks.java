package org.differnet.data.image;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;

/**
 * The colours of a JPEG with four channels: cyan, magenta, yellow, black.
 *
 * @param turned whether three of them are kept as luma and chroma (YCCK), of RGB in the place of CMY
 * @param inverted whether 255 is no ink, as Adobe's programs write
 */
record Inks(boolean turned, boolean inverted) {

    /** Light is what the inks leave of it: (255 - ink) x (255 - black) / 255. */
    BufferedImage rgb(Raster raster) {
        int width = raster.getWidth();
        BufferedImage image = new BufferedImage(width, raster.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        byte[] pixels = Pixels.bytes(image);
        int[] row = new int[4 * width];
        for (int y = 0, to = 0; y < raster.getHeight(); y++) {
            raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
            for (int at = 0; at < row.length; at += 4, to += 3) {
                if (turned) {
                    turn(row, at);
                }
                int paper = inverted ? row[at + 3] : 255 - row[at + 3];
                for (int band = 0; band < 3; band++) {
                    int light = inverted ? row[at + band] : 255 - row[at + band];
                    pixels[to + 2 - band] = (byte) ((light * paper + 127) / 255);
                }
            }
        }
        return image;
    }

    /** Luma and chroma to CMY, by the coefficients of JFIF. */
    private static void turn(int[] row, int at) {
        int luma = row[at];
        double blue = row[at + 1] - 128;
        double red = row[at + 2] - 128;
        row[at] = 255 - bounded(luma + 1.402 * red);
        row[at + 1] = 255 - bounded(luma - 0.344136 * blue - 0.714136 * red);
        row[at + 2] = 255 - bounded(luma + 1.772 * blue);
    }

    private static int bounded(double value) {
        return (int) Math.max(0, Math.min(255, Math.round(value)));
    }
}
