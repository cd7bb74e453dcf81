package org.differnet.score.evaluate;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.differnet.work.Quantiles;

/**
 * Percentile intervals from resampled test sets. Good and defective images are drawn apart, with replacement, so that
 * their numbers stay.
 *
 * <p>An interval shrinks to a point where the classes do not overlap: it then says nothing of how well others would be
 * told apart. Where a single image decides, as in recall at no false positives, resampled values lean to the better side.
 *
 * <p>Reference: B. Efron, R. J. Tibshirani, An Introduction to the Bootstrap, 1993.
 *
 * @param resamples 100 to 1,000,000
 * @param level of confidence, between 0 and 1
 * @param seed the same seed gives the same intervals
 */
public record Bootstrap(int resamples, double level, long seed) {

    public Bootstrap {
        if (resamples < 100 || resamples > 1_000_000) {
            throw new IllegalArgumentException(
                    "resamples is " + resamples + "; allowed are 100 to 1000000, and 2000 is usual");
        }
        if (!(level > 0 && level < 1)) {
            throw new IllegalArgumentException(
                    "level is " + level + "; allowed are values between 0 and 1, and 0.95 is usual");
        }
    }

    /** 2000 resamples, 95 % confidence, seed 0. */
    public static Bootstrap standard() {
        return new Bootstrap(2000, 0.95, 0);
    }

    /** The interval of one measure of a curve. */
    public Interval interval(Roc roc, ToDoubleFunction<Roc> measure) {
        return intervals(roc, sample -> new double[] {measure.applyAsDouble(sample)})[0];
    }

    /** The intervals of several measures of a curve, each for itself. */
    public Interval[] intervals(Roc roc, Function<Roc, double[]> measures) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] good = pointOfEach(roc.falsePositives());
        int[] defective = pointOfEach(roc.truePositives());
        double[][] samples = new double[resamples][];
        for (int i = 0; i < resamples; i++) {
            samples[i] = measures.apply(
                    new Roc(roc.thresholds(), draw(good, roc.points(), random), draw(defective, roc.points(), random)));
        }
        Interval[] intervals = new Interval[samples[0].length];
        for (int m = 0; m < intervals.length; m++) {
            int measure = m;
            double[] values = Arrays.stream(samples)
                    .mapToDouble(sample -> sample[measure])
                    .toArray();
            double cut = (1 - level) / 2;
            intervals[m] = new Interval(Quantiles.quantile(values, cut), Quantiles.quantile(values, 1 - cut));
        }
        return intervals;
    }

    /** The point of the curve at which each image is first called anomalous. */
    private static int[] pointOfEach(int[] cumulative) {
        int[] points = new int[cumulative[cumulative.length - 1]];
        for (int point = 1; point < cumulative.length; point++) {
            Arrays.fill(points, cumulative[point - 1], cumulative[point], point);
        }
        return points;
    }

    private static int[] draw(int[] pointOfEach, int points, SplittableRandom random) {
        int[] counts = new int[points];
        for (int i = 0; i < pointOfEach.length; i++) {
            counts[pointOfEach[random.nextInt(pointOfEach.length)]]++;
        }
        for (int point = 1; point < points; point++) {
            counts[point] += counts[point - 1];
        }
        return counts;
    }
}
