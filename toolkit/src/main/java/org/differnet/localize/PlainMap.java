package org.differnet.localize;

import java.awt.image.BufferedImage;
import java.util.Objects;
import org.differnet.chart.Picture;

/**
 * A map by itself, without its image and without the scale of a model: dark violet for its lowest value, yellow for its
 * highest. Two of them look alike where their values differ by a factor; a {@link Heatmap} tells them apart.
 *
 * @param caption stands under the picture
 * @param values finite, size x size, row by row
 * @param size side in pixels
 */
public record PlainMap(String caption, float[] values, int size) implements Picture {

    public PlainMap {
        Objects.requireNonNull(caption, "caption");
        if (values.length != size * size) {
            throw new IllegalArgumentException(
                    "a map of " + size + " x " + size + " pixels cannot have " + values.length + " values");
        }
    }

    @Override
    public BufferedImage picture() {
        float lowest = Float.POSITIVE_INFINITY;
        float highest = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            lowest = Math.min(lowest, value);
            highest = Math.max(highest, value);
        }
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < values.length; i++) {
            double place = highest > lowest ? (values[i] - lowest) / (highest - lowest) : 0;
            image.setRGB(i % size, i / size, Colours.of(place));
        }
        return image;
    }

    @Override
    public String toString() {
        return caption;
    }
}
