package org.differnet.work;

import java.util.Arrays;

/** Medians and quantiles of samples, as numpy computes them by default. */
public final class Quantiles {

    private Quantiles() {}

    /**
     * The middle value, or the mean of the two in the middle.
     *
     * @param values in any order, at least one; unchanged
     */
    public static double median(double[] values) {
        double[] sorted = sorted(values);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /**
     * The value below which a share of the values lies, interpolated linearly (Hyndman and Fan's type 7).
     *
     * @param values in any order, at least one; unchanged
     * @param share 0 gives the lowest, 1 the highest
     */
    public static double quantile(double[] values, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share is " + share + "; allowed are 0 to 1");
        }
        double[] sorted = sorted(values);
        double position = share * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(sorted.length - 1, below + 1);
        return below == position ? sorted[below] : sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }

    private static double[] sorted(double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("there are no values; give at least one");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted;
    }
}
