package org.differnet.localize;

import java.util.Arrays;
import java.util.List;

/**
 * The one scale of all maps of a model, learnt from good images that it was not trained on: how far a place lies above
 * what it has in good images, in times of what good images reach.
 *
 * @param typical mean map of good images, row by row: borders and fixtures that glow in every image are in it
 * @param level what 99 % of the pixels of the middle one of the good images stay below after {@code typical} is taken
 *     off, above 0
 */
public record MapScale(float[] typical, double level) {

    private static final double GOOD_SHARE = 0.99;

    /** Maps of images that are all alike differ from their mean by so much of it, and by no more. */
    private static final double ROUNDING = 1e-5;

    public MapScale {
        if (!(level > 0 && level < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the level of good images is " + level
                    + "; it must be above 0 and finite. Give good images that differ from each other");
        }
        for (int i = 0; i < typical.length; i++) {
            if (!Float.isFinite(typical[i])) {
                throw new IllegalArgumentException("the typical map of good images is " + typical[i] + " at place " + i
                        + "; it must be finite everywhere");
            }
        }
    }

    /**
     * Learns the scale.
     *
     * @param goodMaps of one size, at least one; of a single one its mean over places is typical everywhere
     * @throws IllegalArgumentException if they are all alike but for rounding
     */
    public static MapScale of(List<float[]> goodMaps) {
        int n = goodMaps.size();
        // Each map is in its own mean; from the mean of the others it is n / (n - 1) times as far.
        return n == 1 ? even(goodMaps) : against(mean(goodMaps), goodMaps, n / (n - 1.0));
    }

    /**
     * Learns a scale to which all places are alike: the mean over maps and places is typical everywhere. For maps that are
     * too few, or have too much in common, to say what each place has in good images.
     *
     * @param goodMaps of one size, at least one
     * @throws IllegalArgumentException if they are even themselves but for rounding
     */
    public static MapScale even(List<float[]> goodMaps) {
        float[] typical = mean(goodMaps);
        Arrays.fill(typical, mean(typical));
        return against(typical, goodMaps, 1);
    }

    private static MapScale against(float[] typical, List<float[]> goodMaps, double own) {
        double[] levels = goodMaps.stream()
                .mapToDouble(map -> highest(above(map, typical)))
                .sorted()
                .toArray();
        double level = own * levels[levels.length / 2];
        return new MapScale(typical, level > ROUNDING * greatest(typical) ? level : 0);
    }

    /**
     * A map in times of the level of good images; below 0 where it is less anomalous than good images are.
     *
     * @throws IllegalArgumentException if its size is not that of the maps that the scale was learnt from
     */
    public float[] apply(float[] map) {
        if (map.length != typical.length) {
            throw new IllegalArgumentException("the map has " + map.length + " places, the scale " + typical.length
                    + "; learn the scale from maps made with the same options");
        }
        float[] scaled = above(map, typical);
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = (float) (scaled[i] / level);
        }
        return scaled;
    }

    private static float[] above(float[] map, float[] typical) {
        float[] difference = new float[map.length];
        for (int i = 0; i < map.length; i++) {
            difference[i] = map[i] - typical[i];
        }
        return difference;
    }

    private static double greatest(float[] map) {
        double greatest = 0;
        for (float value : map) {
            greatest = Math.max(greatest, Math.abs(value));
        }
        return greatest;
    }

    private static float[] mean(List<float[]> maps) {
        float[] mean = new float[maps.get(0).length];
        for (float[] map : maps) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += map[i] / maps.size();
            }
        }
        return mean;
    }

    private static float mean(float[] map) {
        double sum = 0;
        for (float value : map) {
            sum += value;
        }
        return (float) (sum / map.length);
    }

    private static double highest(float[] map) {
        float[] sorted = map.clone();
        Arrays.sort(sorted);
        return sorted[(int) (GOOD_SHARE * (sorted.length - 1))];
    }
}
