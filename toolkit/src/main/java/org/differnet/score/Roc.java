package org.differnet.score;

import java.util.Arrays;
import java.util.Comparator;

/**
 * The receiver operating characteristic of scores against labels, where higher scores should be anomalous.
 *
 * @param falsePositiveRate of each point, rising from 0 to 1; one point for each distinct score
 * @param truePositiveRate of each point, rising from 0 to 1
 * @param auroc area under the curve in [0, 1], ties counted by mid-rank
 * @param averagePrecision sum over points of (recall step) x precision, as scikit-learn defines it
 */
public record Roc(double[] falsePositiveRate, double[] truePositiveRate, double auroc, double averagePrecision) {

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
        long positives = 0;
        for (int i = 0; i < n; i++) {
            if (Double.isNaN(scores[i])) {
                throw new IllegalArgumentException("score " + i + " is NaN; scores must be numbers");
            }
            positives += anomalous[i] ? 1 : 0;
        }
        long negatives = n - positives;
        if (positives == 0 || negatives == 0) {
            throw new IllegalArgumentException("a ROC curve needs good and defective images; there are " + negatives
                    + " good and " + positives + " defective ones");
        }
        Integer[] order = new Integer[n];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, Comparator.comparingDouble((Integer i) -> -scores[i]));

        double[] fpr = new double[n + 1];
        double[] tpr = new double[n + 1];
        int points = 1;
        long tp = 0;
        long fp = 0;
        double area = 0;
        double precisionSum = 0;
        for (int i = 0; i < n; ) {
            double score = scores[order[i]];
            long tpBefore = tp;
            long fpBefore = fp;
            for (; i < n && scores[order[i]] == score; i++) {
                if (anomalous[order[i]]) {
                    tp++;
                } else {
                    fp++;
                }
            }
            area += (fp - fpBefore) * (tp + tpBefore) / 2.0;
            precisionSum += (tp - tpBefore) * ((double) tp / (tp + fp));
            fpr[points] = (double) fp / negatives;
            tpr[points] = (double) tp / positives;
            points++;
        }
        return new Roc(
                Arrays.copyOf(fpr, points),
                Arrays.copyOf(tpr, points),
                area / ((double) positives * negatives),
                precisionSum / positives);
    }

    /** The share of defective images above every good one. */
    public double recallAtZeroFalsePositives() {
        double recall = 0;
        for (int i = 0; i < falsePositiveRate.length && falsePositiveRate[i] == 0; i++) {
            recall = truePositiveRate[i];
        }
        return recall;
    }
}
