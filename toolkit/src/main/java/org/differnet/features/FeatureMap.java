package org.differnet.features;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.differnet.chart.Picture;

/**
 * How strongly one channel of a network's last maps answers to each place of a view, at one scale. Its mean over places is
 * a feature.
 *
 * @param scale side of the view at this scale, in pixels
 * @param channel from 0
 * @param side places in a row and in a column
 * @param values the answers row by row, side x side
 */
public record FeatureMap(int scale, int channel, int side, float[] values) implements Picture {

    private static final int SIZE = 224;

    /** All maps of one view, the largest scale first, as {@link FeatureExtractor#positions} gives them channel by channel. */
    static List<FeatureMap> split(float[] positions, FeatureExtractor extractor) {
        List<PositionGrid> grids = extractor.grids();
        int all = grids.stream().mapToInt(PositionGrid::positions).sum();
        int channels = extractor.dimension() / grids.size();
        List<FeatureMap> maps = new ArrayList<>();
        int before = 0;
        for (int s = 0; s < grids.size(); s++) {
            int side = grids.get(s).side();
            for (int channel = 0; channel < channels; channel++) {
                int from = channel * all + before;
                float[] values = Arrays.copyOfRange(positions, from, from + side * side);
                maps.add(new FeatureMap(extractor.backbone().scales().get(s), channel, side, values));
            }
            before += side * side;
        }
        return maps;
    }

    /** The feature that this map becomes: its mean over places. */
    public double mean() {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** The strongest answer. */
    public double greatest() {
        double greatest = 0;
        for (float value : values) {
            greatest = Math.max(greatest, value);
        }
        return greatest;
    }

    /** Each place as a square: black for 0, white for the strongest answer of this map. */
    @Override
    public BufferedImage picture() {
        double greatest = greatest();
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                float value = values[y * side / SIZE * side + x * side / SIZE];
                int grey = greatest > 0 ? (int) Math.round(255 * Math.max(0, value) / greatest) : 0;
                image.setRGB(x, y, grey << 16 | grey << 8 | grey);
            }
        }
        return image;
    }

    @Override
    public String caption() {
        return String.format(
                Locale.ROOT, "channel %d at %d pixels: mean %.2f, greatest %.2f", channel, scale, mean(), greatest());
    }

    @Override
    public String toString() {
        return caption();
    }
}
