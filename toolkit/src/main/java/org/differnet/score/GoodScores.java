package org.differnet.score;

import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.math3.distribution.BetaDistribution;
import org.differnet.work.Quantiles;

/**
 * Scores of good images, against which new scores are held: what thresholds and p-values come from.
 *
 * <p>With n good images no false-positive rate below 1 / (n + 1) can be promised: a new good image is the highest of n + 1
 * with that probability, whatever the scores are.
 *
 * <p>References: V. Vovk, A. Gammerman, G. Shafer, Algorithmic Learning in a Random World, 2005 (conformal prediction);
 * R. F. Barber, E. J. Candes, A. Ramdas, R. J. Tibshirani, Predictive inference with the jackknife+, Annals of Statistics
 * 2021 (cross-validation).
 *
 * @param values finite; kept sorted, lowest first; do not change them
 * @param source how the model knows these images, which decides what can be promised
 */
public record GoodScores(double[] values, Source source) {

    /** The fewest good images of {@link #tailThreshold}. */
    public static final int FEWEST_FOR_TAIL = ParetoTail.FEWEST_SCORES;

    private static final int FEWEST_TO_BE_ODD = 10;

    /** How the model that gave the scores knows the images. */
    public enum Source {
        /** The model was fitted without them: promises hold. */
        HELD_OUT("held-out good images"),
        /** Each was scored by a model fitted without it, new images by one fitted on all: near the promise if both agree. */
        CROSS_VALIDATED("cross-validated good images"),
        /** The model was fitted on them: scores are too low and rates too optimistic. */
        TRAINED_ON("training images in new views (none were held out, so the rate is optimistic)");

        private final String text;

        Source(String text) {
            this.text = text;
        }
    }

    public GoodScores {
        values = values.clone();
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("a good image has score " + value + "; scores must be finite");
            }
        }
        Arrays.sort(values);
    }

    /** No good images: every p-value is 1. */
    public static GoodScores none() {
        return new GoodScores(new double[0], Source.HELD_OUT);
    }

    /** How many good images there are. */
    public int count() {
        return values.length;
    }

    /**
     * Whether one good image scores so high that it says little of the others: farther above the second highest than that is
     * above the median. A threshold that it decides finds few defects. False below 10 images, of which some stand off by chance.
     */
    public boolean highestIsOdd() {
        int n = count();
        return n >= FEWEST_TO_BE_ODD && values[n - 1] - values[n - 2] > values[n - 2] - values[n / 2];
    }

    /** The lowest false-positive rate that n good images can promise: 1 / (n + 1). */
    public static double lowestRate(int n) {
        return 1.0 / (n + 1);
    }

    /**
     * The share of good images, the new one counted among them, that score at least this: (1 + number of good images with
     * this score or more) / (n + 1). Of new good images at most a share a has a p-value of a or less, on average over draws
     * of the n, if they were held out; if they were trained on, more.
     */
    public double pValue(double score) {
        if (Double.isNaN(score)) {
            throw new IllegalArgumentException("the score is NaN; scores must be numbers");
        }
        return (1.0 + Arrays.stream(values).filter(value -> value >= score).count()) / (count() + 1);
    }

    /**
     * The threshold that calls at most a share of good images anomalous, by split conformal prediction: with n exchangeable
     * good images a new one exceeds their k-th smallest score with probability at most 1 - k / (n + 1). A score is called
     * anomalous iff its {@link #pValue} is at most the rate.
     *
     * <p>Of cross-validated scores, which promise nothing exact and are rather too high, the rank nearest to the rate is taken, and not
     * the next one that keeps it: of 31 at 0.05 the threshold leaves one above it, so that one odd image does not decide.
     *
     * @param falsePositiveRate the wanted rate, between 0 and 1
     * @throws IllegalArgumentException if n images cannot promise the rate, that is if it is below 1 / (n + 1)
     */
    public Threshold threshold(double falsePositiveRate) {
        checkRate(falsePositiveRate);
        int n = count();
        if (n == 0) {
            throw new IllegalArgumentException(
                    "no threshold can be learnt: there are no good scores; fit on two good images" + " or more");
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
        // The small slack keeps 0.05 x 20 from rounding up to one image more than meant.
        double rank = (n + 1) * (1 - falsePositiveRate) - 1e-9;
        double taken = source == Source.CROSS_VALIDATED ? Math.rint(rank) : Math.ceil(rank);
        int k = Math.max(1, Math.min(n, (int) taken));
        return new Threshold(
                Math.nextUp(values[k - 1]),
                String.format(
                        Locale.ROOT,
                        "%s %.1f %% false positives",
                        source == Source.HELD_OUT ? "at most" : "about",
                        100 * falsePositiveRate),
                n,
                source.text,
                promise(falsePositiveRate, k));
    }

    private String promise(double rate, int k) {
        return switch (source) {
            case HELD_OUT ->
                String.format(
                        Locale.ROOT,
                        "Of good images like these at most %.1f %% are called anomalous, on average over draws of the %d; for"
                                + " nine draws in ten at most %.1f %%. Needs new images drawn as these were (exchangeable).",
                        100 * rate,
                        count(),
                        100 * new BetaDistribution(count() + 1.0 - k, k).inverseCumulativeProbability(0.9));
            case CROSS_VALIDATED ->
                String.format(
                        Locale.ROOT,
                        "No exact promise: about %.1f %% if the model hardly changes when a fold is left out, else anything"
                                + " (Barber et al. 2021).",
                        100 * rate);
            case TRAINED_ON ->
                "No promise: the model knows these images, so it calls more of the unknown good ones"
                        + " anomalous. Hold some out.";
        };
    }

    /**
     * The threshold at a low false-positive rate by extreme-value theory: a generalized Pareto distribution is fitted to
     * the highest tenth of the scores, at least {@value ParetoTail#FEWEST_EXCEEDANCES}, and continued beyond them. It
     * extrapolates and promises nothing for a finite sample.
     *
     * @param falsePositiveRate the wanted rate, above 0 and at most 0.1
     * @throws IllegalArgumentException if there are fewer than {@value ParetoTail#FEWEST_SCORES} scores, or the highest are
     *     all equal
     */
    public Threshold tailThreshold(double falsePositiveRate) {
        checkRate(falsePositiveRate);
        ParetoTail tail = ParetoTail.of(values);
        return new Threshold(
                tail.quantile(falsePositiveRate),
                "about " + Threshold.digits(100 * falsePositiveRate) + " % false positives by a fitted tail",
                count(),
                source.text,
                String.format(
                        Locale.ROOT,
                        "No promise for a finite sample: extrapolates a generalized Pareto tail (shape %.2f, scale %.3g) of"
                                + " the highest %d of %d scores.",
                        tail.shape(),
                        tail.scale(),
                        tail.exceedances(),
                        count()));
    }

    private static void checkRate(double rate) {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException(
                    "false-positive rate is " + rate + "; allowed are values between 0 and 1, and 0.05 is usual");
        }
    }

    /** One line, such as "19 held-out good images score 0.84 to 1.45, median 1.02". */
    @Override
    public String toString() {
        int n = count();
        return n == 0
                ? "no good images"
                : String.format(
                        Locale.ROOT,
                        "%d %s score %.4g to %.4g, median %.4g",
                        n,
                        source.text,
                        values[0],
                        values[n - 1],
                        Quantiles.median(values));
    }
}
