package org.differnet.score.evaluate;

import java.util.Arrays;

/**
 * The structural components of an AUROC: what each image adds to it, from which its variance is estimated without a
 * model of the scores.
 *
 * <p>References: E. R. DeLong, D. M. DeLong, D. L. Clarke-Pearson, Comparing the areas under two or more correlated
 * receiver operating characteristic curves, Biometrics 1988; X. Sun, W. Xu, Fast implementation of DeLong's algorithm, IEEE
 * Signal Processing Letters 2014 (by ranks).
 *
 * @param defective for each defective image the share of good ones below it, ties counted half
 * @param good for each good image the share of defective ones above it, ties counted half
 */
record DeLong(double[] defective, double[] good) {

    DeLong {
        if (defective.length < 2 || good.length < 2) {
            throw new IllegalArgumentException("a variance needs two good and two defective images at least; there are "
                    + good.length + " good and " + defective.length + " defective ones");
        }
    }

    static DeLong of(double[] scores, boolean[] anomalous) {
        Roc roc = Roc.of(scores, anomalous);
        double[] defective = new double[roc.defective()];
        double[] good = new double[roc.good()];
        int d = 0;
        int g = 0;
        for (int i = 0; i < scores.length; i++) {
            int point = roc.pointOf(scores[i]);
            if (anomalous[i]) {
                defective[d++] = 1 - middle(roc.falsePositives(), point) / roc.good();
            } else {
                good[g++] = middle(roc.truePositives(), point) / roc.defective();
            }
        }
        return new DeLong(defective, good);
    }

    private static double middle(int[] cumulative, int point) {
        return (cumulative[point] + cumulative[point - 1]) / 2.0;
    }

    /** The variance of the AUROC. */
    double variance() {
        return covariance(this);
    }

    /** The covariance of this AUROC with another one on the same images in the same order. */
    double covariance(DeLong other) {
        return covariance(defective, other.defective) / defective.length + covariance(good, other.good) / good.length;
    }

    private static double covariance(double[] a, double[] b) {
        double meanA = Arrays.stream(a).average().orElseThrow();
        double meanB = Arrays.stream(b).average().orElseThrow();
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - meanA) * (b[i] - meanB);
        }
        return sum / (a.length - 1);
    }
}
