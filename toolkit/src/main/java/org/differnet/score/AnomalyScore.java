package org.differnet.score;

import java.util.Arrays;

/**
 * The score of an image: the mean of z^2 over views and dimensions, higher = more anomalous.
 *
 * <p>Equation 5 of the paper has the mean over views of -log p_Z(z) = |z|^2 / 2 + d / 2 log(2 pi), which ranks images
 * alike; good images lie near 1 here, the expected square of a standard normal variable.
 */
public final class AnomalyScore {

    private AnomalyScore() {}

    /**
     * The score of each view: the mean of z^2 over dimensions.
     *
     * @param z views x dimension, row by row
     */
    public static double[] ofViews(float[] z, int dimension) {
        double[] scores = new double[z.length / dimension];
        for (int view = 0; view < scores.length; view++) {
            double sum = 0;
            for (int i = view * dimension; i < (view + 1) * dimension; i++) {
                sum += (double) z[i] * z[i];
            }
            scores[view] = sum / dimension;
        }
        return scores;
    }

    /** The score of an image: the mean over its views. */
    public static double ofImage(double[] viewScores) {
        return Arrays.stream(viewScores).average().orElseThrow();
    }
}
