package org.differnet.score;

import java.util.Arrays;
import java.util.Locale;

/**
 * The score from which on an image is called anomalous: anomalous iff score >= value (eq. 6 of the paper).
 *
 * @param value the threshold; positive infinity where none could be learnt
 * @param falsePositiveRate at most this share of good images is called anomalous, on average over draws of the good
 *     images that it was learnt from; NaN where none could be learnt
 * @param images good images that it was learnt from
 * @param origin where these came from, such as "held-out good images"
 */
public record Threshold(double value, double falsePositiveRate, int images, String origin) {

    /**
     * Learns a threshold from the scores of good images by split conformal prediction: with n exchangeable good images a
     * new one exceeds their k-th smallest score with probability at most 1 - k / (n + 1).
     *
     * @param goodScores scores of good images that the model was not trained on
     * @param falsePositiveRate the wanted rate, between 0 and 1
     * @throws IllegalArgumentException if n images cannot promise the rate, that is if it is below 1 / (n + 1)
     */
    public static Threshold fromGood(double[] goodScores, double falsePositiveRate, String origin) {
        int n = goodScores.length;
        if (!(falsePositiveRate > 0 && falsePositiveRate < 1)) {
            throw new IllegalArgumentException(
                    "false-positive rate is " + falsePositiveRate + "; allowed are values between 0 and 1");
        }
        if (falsePositiveRate < lowestRate(n)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "a false-positive rate of %s cannot be promised from %d good images; the lowest is 1/(n+1) = %.4f."
                            + " Ask for a higher rate or set more good images aside",
                    falsePositiveRate,
                    n,
                    lowestRate(n)));
        }
        double[] sorted = goodScores.clone();
        Arrays.sort(sorted);
        // The small slack keeps 0.05 x 20 from rounding up to one image more than meant.
        int k = Math.min(n, (int) Math.ceil((n + 1) * (1 - falsePositiveRate) - 1e-9));
        return new Threshold(Math.nextUp(sorted[k - 1]), falsePositiveRate, n, origin);
    }

    /** No threshold: nothing is called anomalous. */
    public static Threshold none(String reason) {
        return new Threshold(Double.POSITIVE_INFINITY, Double.NaN, 0, reason);
    }

    /** The lowest false-positive rate that n good images can promise: 1 / (n + 1). */
    public static double lowestRate(int n) {
        return 1.0 / (n + 1);
    }

    /** Whether a threshold could be learnt. */
    public boolean known() {
        return value < Double.POSITIVE_INFINITY;
    }

    /** Whether a score is called anomalous. */
    public boolean isAnomalous(double score) {
        return score >= value;
    }

    @Override
    public String toString() {
        return known()
                ? String.format(
                        Locale.ROOT,
                        "threshold %.4f: at most %.1f %% false positives, from %d %s",
                        value,
                        100 * falsePositiveRate,
                        images,
                        origin)
                : "no threshold: " + origin;
    }
}
