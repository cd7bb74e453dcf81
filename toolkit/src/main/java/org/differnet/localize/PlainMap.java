package org.differnet.localize;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Objects;
import org.differnet.chart.Picture;

/**
 * A map by itself, without its image and without the scale of a model: dark violet for its lowest value, yellow for the
 * highest thousandth of its pixels. Two of them look alike where their values differ by a factor; a {@link Heatmap} tells
 * them apart.
 *
 * @param caption stands under the picture
 * @param values finite, size x size, row by row
 * @param size side in pixels
 */
public record PlainMap(String caption, float[] values, int size) implements Picture {

    /** Larger maps are drawn smaller, each pixel the mean of those it stands for: some left out would make patterns. */
    private static final int LARGEST = 300;

    private static final double BELOW_YELLOW = 0.999;

    public PlainMap {
        Objects.requireNonNull(caption, "caption");
        if (size < 1 || values.length != size * size) {
            throw new IllegalArgumentException(
                    "a map of " + size + " x " + size + " pixels cannot have " + values.length + " values");
        }
    }

    @Override
    public BufferedImage picture() {
        int block = (size + LARGEST - 1) / LARGEST;
        int side = size / block;
        float[] means = new float[side * side];
        for (int y = 0; y < side * block; y++) {
            for (int x = 0; x < side * block; x++) {
                means[y / block * side + x / block] += values[y * size + x] / (block * block);
            }
        }
        float[] sorted = means.clone();
        Arrays.sort(sorted);
        double lowest = sorted[0];
        double range = sorted[(int) Math.ceil(BELOW_YELLOW * (sorted.length - 1))] - lowest;
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < means.length; i++) {
            image.setRGB(i % side, i / side, Colours.of(range > 0 ? (means[i] - lowest) / range : 0));
        }
        return image;
    }

    @Override
    public String toString() {
        return caption;
    }
}
