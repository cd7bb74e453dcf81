package org.differnet.score;

import java.util.Arrays;

/**
 * A generalized Pareto distribution of how far high scores exceed a level, P(X > level + x) = share x (1 + shape x /
 * scale)^(-1 / shape), fitted by probability-weighted moments.
 *
 * <p>A shape below 0 would mean that no score can lie beyond some end; that is never assumed, such a tail is taken as
 * exponential.
 *
 * <p>References: J. R. M. Hosking, J. R. Wallis, Parameter and quantile estimation for the generalized Pareto
 * distribution, Technometrics 1987; A. Siffer et al., Anomaly detection in streams with extreme value theory, KDD 2017
 * (eq. 1, the quantile).
 *
 * @param level that the exceedances exceed
 * @param exceedances how many scores lie above the level
 * @param share of all scores that do
 * @param shape 0 or more; below 1, beyond which there is no mean
 * @param scale above 0
 */
record ParetoTail(double level, int exceedances, double share, double shape, double scale) {

    static final int FEWEST_SCORES = 50;
    static final int FEWEST_EXCEEDANCES = 10;

    /** The tail of scores, lowest first. */
    static ParetoTail of(double[] sorted) {
        int n = sorted.length;
        if (n < FEWEST_SCORES) {
            throw new IllegalArgumentException("a tail needs at least " + FEWEST_SCORES + " good images, not " + n
                    + "; set more aside or take a threshold at a higher rate");
        }
        int k = Math.max(FEWEST_EXCEEDANCES, n / 10);
        double level = sorted[n - k - 1];
        double[] excess =
                Arrays.stream(sorted, n - k, n).map(score -> score - level).toArray();
        if (excess[k - 1] == 0) {
            throw new IllegalArgumentException("the highest " + (k + 1) + " of " + n
                    + " scores are equal; such scores have no tail to fit. Give more of them, or ask for a share that they"
                    + " show: " + GoodScores.lowestRate(n) + " or more");
        }
        double mean = 0;
        double weighted = 0;
        for (int i = 0; i < k; i++) {
            mean += excess[i] / k;
            weighted += (1 - (i + 1 - 0.35) / k) * excess[i] / k;
        }
        double shape = 2 - mean / (mean - 2 * weighted);
        double scale = 2 * mean * weighted / (mean - 2 * weighted);
        return shape > 0
                ? new ParetoTail(level, k, (double) k / n, shape, scale)
                : new ParetoTail(level, k, (double) k / n, 0, mean);
    }

    /** The score that is exceeded with this probability, at most {@link #share}. */
    double quantile(double probability) {
        if (probability > share) {
            throw new IllegalArgumentException("false-positive rate is " + probability + "; the fitted tail holds the"
                    + " highest " + share + " of the scores: ask for no more, or take the conformal threshold");
        }
        double ratio = share / probability;
        return level + (shape == 0 ? scale * Math.log(ratio) : scale * Math.expm1(shape * Math.log(ratio)) / shape);
    }
}
