package org.differnet.features.backbone;

import java.awt.image.BufferedImage;
import org.differnet.chart.Picture;

/**
 * A filter of a first convolution, drawn.
 *
 * @param weights (3, side, side) for red, green and blue
 */
record Filter(float[] weights) implements Picture {

    private static final int ENLARGED = 8;

    @Override
    public BufferedImage picture() {
        int side = (int) Math.round(Math.sqrt(weights.length / 3.0));
        float most = Float.MIN_VALUE;
        for (float weight : weights) {
            most = Math.max(most, Math.abs(weight));
        }
        BufferedImage image = new BufferedImage(ENLARGED * side, ENLARGED * side, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = 0;
                for (int c = 0; c < 3; c++) {
                    float weight = weights[(c * side + y / ENLARGED) * side + x / ENLARGED];
                    rgb = rgb << 8 | Math.round(127.5f * (1 + weight / most));
                }
                image.setRGB(x, y, rgb);
            }
        }
        return image;
    }

    @Override
    public String caption() {
        return "";
    }

    @Override
    public String toString() {
        return "filter";
    }
}
