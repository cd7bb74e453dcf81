package org.differnet.localize.evaluate;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Rates at or above a falling value, over the pixels of several images.
 *
 * @param falsePositiveRate share of the good pixels, rising from 0 to 1
 * @param truePositiveRate share of the pixels inside masks, rising from 0 to 1
 * @param regionOverlap mean over the regions of the masks of the share of each, rising from 0 to 1
 */
record PixelCurves(double[] falsePositiveRate, double[] truePositiveRate, double[] regionOverlap) {

    static PixelCurves of(List<MaskAgreement> images) {
        int bins = MaskAgreement.BINS;
        double[] good = new double[bins];
        double[] defect = new double[bins];
        double[] coverage = new double[bins];
        for (MaskAgreement image : images) {
            for (int i = 0; i < bins; i++) {
                good[i] += image.good()[i];
            }
            if (image.anomalous()) {
                for (int i = 0; i < bins; i++) {
                    defect[i] += image.defect()[i];
                    coverage[i] += image.coverage()[i];
                }
            }
        }
        return new PixelCurves(rates(good), rates(defect), rates(coverage));
    }

    double auroc() {
        double area = 0;
        for (int i = 1; i < falsePositiveRate.length; i++) {
            area += (falsePositiveRate[i] - falsePositiveRate[i - 1])
                    * (truePositiveRate[i] + truePositiveRate[i - 1])
                    / 2;
        }
        return area;
    }

    /** Area under the overlap up to a false-positive rate, over that rate; the curve is straight between its points. */
    double aupro(double limit) {
        double area = 0;
        for (int i = 1; i < falsePositiveRate.length && falsePositiveRate[i - 1] < limit; i++) {
            double step = falsePositiveRate[i] - falsePositiveRate[i - 1];
            if (step > 0) {
                double taken = Math.min(limit, falsePositiveRate[i]) - falsePositiveRate[i - 1];
                double end = regionOverlap[i - 1] + taken / step * (regionOverlap[i] - regionOverlap[i - 1]);
                area += taken * (regionOverlap[i - 1] + end) / 2;
            }
        }
        return area / limit;
    }

    /** The points that are enough to draw the overlap: each but the last lies a 500th of an axis from the one before. */
    int[] drawn() {
        int last = falsePositiveRate.length - 1;
        IntStream.Builder points = IntStream.builder().add(0);
        int before = 0;
        for (int i = 1; i <= last; i++) {
            double right = falsePositiveRate[i] - falsePositiveRate[before];
            double up = regionOverlap[i] - regionOverlap[before];
            if (i == last || Math.max(right, up) >= 0.002) {
                points.add(i);
                before = i;
            }
        }
        return points.build().toArray();
    }

    /** From counts by rising value to shares by falling value, 0 first. */
    private static double[] rates(double[] counts) {
        double[] rates = new double[counts.length + 1];
        for (int i = 0; i < counts.length; i++) {
            rates[i + 1] = rates[i] + counts[counts.length - 1 - i];
        }
        double total = rates[counts.length];
        for (int i = 0; i < rates.length; i++) {
            rates[i] /= total;
        }
        return rates;
    }
}
