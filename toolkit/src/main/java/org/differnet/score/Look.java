package org.differnet.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;

/**
 * What the first views of an image say.
 *
 * @param views how many, at least 2
 * @param score of the image in these views, higher = more anomalous
 * @param spread the standard deviation of the logarithms of their scores
 */
public record Look(int views, double score, double spread) {

    /** Views from one look to the next. */
    public static final int STEP = 8;

    /**
     * At the first views.
     *
     * @param z of these views, views x d, row by row
     * @param scoring gives the score of an image from such latents
     */
    public static Look at(float[] z, int dimension, ToDoubleFunction<float[]> scoring) {
        double[] logs =
                Arrays.stream(AnomalyScore.ofViews(z, dimension)).map(Math::log).toArray();
        return new Look(logs.length, scoring.applyAsDouble(z), new StandardDeviation().evaluate(logs));
    }

    /** At the first {@link #STEP} views, at twice as many and so on; the last is at all views. */
    public static List<Look> through(float[] z, int dimension, ToDoubleFunction<float[]> scoring) {
        int all = z.length / dimension;
        List<Look> looks = new ArrayList<>();
        for (int views = STEP; views < all; views += STEP) {
            looks.add(at(Arrays.copyOf(z, views * dimension), dimension, scoring));
        }
        looks.add(at(z, dimension, scoring));
        return looks;
    }

    /** The standard error of the logarithm of the score of all views, as these views tell it. */
    double standardError(int all) {
        return spread * Math.sqrt(1.0 / views - 1.0 / all);
    }
}
