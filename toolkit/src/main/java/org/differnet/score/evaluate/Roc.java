package org.differnet.score.evaluate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntPredicate;
import org.differnet.score.Threshold;

/**
 * The receiver operating characteristic: what every possible threshold makes of scores whose labels are known. Higher
 * scores should be anomalous.
 *
 * <p>Point 0 calls no image anomalous, each further point all images from one more distinct score on. All shares are in
 * [0, 1].
 *
 * <p>Reference: T. Fawcett, An introduction to ROC analysis, Pattern Recognition Letters 27, 2006.
 *
 * @param thresholds of the points, falling from infinity
 * @param falsePositives good images called anomalous at each point; at the last one all of them
 * @param truePositives defective images called anomalous at each point; at the last one all of them
 */
public record Roc(double[] thresholds, int[] falsePositives, int[] truePositives) {

    /**
     * The curve of scores and labels.
     *
     * @throws IllegalArgumentException if only one class is there, the lengths differ or a score is NaN
     */
    public static Roc of(double[] scores, boolean[] anomalous) {
        int n = scores.length;
        if (anomalous.length != n) {
            throw new IllegalArgumentException(n + " scores but " + anomalous.length + " labels; give one for each");
        }
        int positives = 0;
        for (int i = 0; i < n; i++) {
            if (Double.isNaN(scores[i])) {
                throw new IllegalArgumentException("score " + i + " is NaN; scores must be numbers");
            }
            positives += anomalous[i] ? 1 : 0;
        }
        if (positives == 0 || positives == n) {
            throw new IllegalArgumentException("a ROC curve needs good and defective images; there are "
                    + (n - positives) + " good and " + positives + " defective ones");
        }
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -scores[i]));

        double[] thresholds = new double[n + 1];
        int[] fp = new int[n + 1];
        int[] tp = new int[n + 1];
        thresholds[0] = Double.POSITIVE_INFINITY;
        int points = 1;
        for (int i = 0; i < n; points++) {
            thresholds[points] = scores[order[i]];
            fp[points] = fp[points - 1];
            tp[points] = tp[points - 1];
            for (; i < n && scores[order[i]] == thresholds[points]; i++) {
                if (anomalous[order[i]]) {
                    tp[points]++;
                } else {
                    fp[points]++;
                }
            }
        }
        return new Roc(Arrays.copyOf(thresholds, points), Arrays.copyOf(fp, points), Arrays.copyOf(tp, points));
    }

    /** How many points the curve has: one more than there are distinct scores. */
    public int points() {
        return thresholds.length;
    }

    /** How many images are good. */
    public int good() {
        return falsePositives[points() - 1];
    }

    /** How many images are defective. */
    public int defective() {
        return truePositives[points() - 1];
    }

    /** Share of good images called anomalous at each point, rising from 0 to 1. */
    public double[] falsePositiveRate() {
        return Arrays.stream(falsePositives)
                .mapToDouble(fp -> (double) fp / good())
                .toArray();
    }

    /** Share of defective images called anomalous at each point, the recall, rising from 0 to 1. */
    public double[] truePositiveRate() {
        return Arrays.stream(truePositives)
                .mapToDouble(tp -> (double) tp / defective())
                .toArray();
    }

    /** Share of defective images among those called anomalous at each point; 1 at point 0, which calls none so. */
    public double[] precision() {
        double[] precision = new double[points()];
        Arrays.setAll(precision, this::precision);
        return precision;
    }

    private double precision(int point) {
        int called = truePositives[point] + falsePositives[point];
        return called == 0 ? 1 : (double) truePositives[point] / called;
    }

    /** Area under the curve: how often a defective image scores above a good one, ties counted half (mid-ranks). */
    public double auroc() {
        double area = 0;
        for (int i = 1; i < points(); i++) {
            area += (falsePositives[i] - falsePositives[i - 1])
                    * ((double) truePositives[i] + truePositives[i - 1])
                    / 2;
        }
        return area / ((double) good() * defective());
    }

    /** Sum over points of (recall step) x precision, as scikit-learn defines it; at random the share of defectives. */
    public double averagePrecision() {
        double sum = 0;
        for (int i = 1; i < points(); i++) {
            sum += (truePositives[i] - truePositives[i - 1]) * precision(i);
        }
        return sum / defective();
    }

    /** The share of defective images above every good one. */
    public double recallAtZeroFalsePositives() {
        return recallAt(0);
    }

    /**
     * The highest share of defective images found by a threshold that calls at most this share of the good ones anomalous.
     *
     * @param falsePositiveRate 0 to 1
     */
    public double recallAt(double falsePositiveRate) {
        if (!(falsePositiveRate >= 0 && falsePositiveRate <= 1)) {
            throw new IllegalArgumentException(
                    "false-positive rate is " + falsePositiveRate + "; allowed are values from 0 to 1");
        }
        // The slack keeps 0.05 x 20 from rounding down to no image at all.
        int most = (int) (falsePositiveRate * good() + 1e-9);
        int point = lastPoint(i -> falsePositives[i] <= most);
        return (double) truePositives[point] / defective();
    }

    /** The share of defective images that a threshold calls anomalous. */
    public double recall(Threshold threshold) {
        return (double) truePositives[pointOf(threshold.value())] / defective();
    }

    /** The share of good images that a threshold calls anomalous. */
    public double falsePositiveRate(Threshold threshold) {
        return (double) falsePositives[pointOf(threshold.value())] / good();
    }

    /** The last point whose images all score {@code value} or more. */
    int pointOf(double value) {
        return lastPoint(i -> thresholds[i] >= value);
    }

    /** The last point with a property that point 0 has and that, once lost, does not come back. */
    private int lastPoint(IntPredicate property) {
        int low = 0;
        int high = points();
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (property.test(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
