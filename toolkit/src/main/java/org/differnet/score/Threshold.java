package org.differnet.score;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import org.differnet.score.evaluate.Roc;

/**
 * The score from which on an image is called anomalous: anomalous iff score >= value (eq. 6 of the paper).
 *
 * <p>From good images alone, as the method means it: {@link GoodScores#threshold} and {@link GoodScores#tailThreshold}.
 * Where there are labelled images beside the test set: {@link #bestF1}, {@link #lowestCost}, {@link #recallAtLeast}. The
 * test set itself chooses no threshold.
 *
 * @param value the threshold; positive infinity where none could be learnt
 * @param aim what it was chosen for, such as "at most 5.0 % false positives"
 * @param images how many it was learnt from
 * @param origin what these are, such as "held-out good images"
 * @param promise what holds for images that it was not learnt from, in a sentence
 */
public record Threshold(double value, String aim, int images, String origin, String promise) {

    private static final String LABELLED = "labelled images";
    private static final String NO_PROMISE =
            "No promise: it fits the labels that it was chosen on best, so expect less on other images; measure there.";

    public Threshold {
        if (Double.isNaN(value)) {
            throw new IllegalArgumentException("a threshold is NaN; give a number, or infinity for none");
        }
    }

    /** No threshold: every image is undecided. */
    public static Threshold none(String reason) {
        return new Threshold(Double.POSITIVE_INFINITY, "", 0, reason, "No image is called good or anomalous.");
    }

    /**
     * The threshold with the highest F1, 2 x precision x recall / (precision + recall); of several the highest. It lies
     * halfway between two scores.
     */
    public static Threshold bestF1(Roc roc) {
        IntToDoubleFunction f1 = i ->
                2.0 * roc.truePositives()[i] / (roc.truePositives()[i] + roc.falsePositives()[i] + roc.defective());
        int best = 0;
        for (int i = 1; i < roc.points(); i++) {
            best = f1.applyAsDouble(i) > f1.applyAsDouble(best) ? i : best;
        }
        return labelled(roc, best, "best F1, %.1f %%", 100 * f1.applyAsDouble(best));
    }

    /** The threshold with the lowest mean cost of an image, if defects are as frequent as among these images. */
    public static Threshold lowestCost(Roc roc, double miss, double falseAlarm) {
        return lowestCost(roc, miss, falseAlarm, roc.defective() / (double) (roc.defective() + roc.good()));
    }

    /**
     * The threshold with the lowest mean cost of an image, prevalence x (1 - recall) x miss + (1 - prevalence) x
     * false-positive rate x falseAlarm; of several the highest. It lies halfway between two scores.
     *
     * @param miss cost of a defective image called good, 0 or more
     * @param falseAlarm cost of a good image called anomalous, 0 or more
     * @param prevalence share of defective images where the threshold will be used, 0 to 1
     */
    public static Threshold lowestCost(Roc roc, double miss, double falseAlarm, double prevalence) {
        if (!(miss >= 0 && falseAlarm >= 0 && miss + falseAlarm < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("costs are " + miss + " for a miss and " + falseAlarm
                    + " for a false alarm; give finite costs of 0 or more");
        }
        if (!(prevalence >= 0 && prevalence <= 1)) {
            throw new IllegalArgumentException("prevalence is " + prevalence + "; allowed are values from 0 to 1");
        }
        double[] recall = roc.truePositiveRate();
        double[] falsePositiveRate = roc.falsePositiveRate();
        IntToDoubleFunction cost =
                i -> prevalence * (1 - recall[i]) * miss + (1 - prevalence) * falsePositiveRate[i] * falseAlarm;
        int best = 0;
        for (int i = 1; i < roc.points(); i++) {
            best = cost.applyAsDouble(i) < cost.applyAsDouble(best) ? i : best;
        }
        return labelled(
                roc,
                best,
                "lowest cost, %s an image (miss %s, false alarm %s, %s %% defective)",
                digits(cost.applyAsDouble(best)),
                digits(miss),
                digits(falseAlarm),
                digits(100 * prevalence));
    }

    /**
     * The highest threshold that promises a recall: with m exchangeable defective images a new one scores below their k-th
     * smallest with probability at most k / (m + 1).
     *
     * @param recall the wanted share of defective images to find, above 0
     * @throws IllegalArgumentException if the defective images cannot promise it, that is if it is above m / (m + 1)
     */
    public static Threshold recallAtLeast(Roc roc, double recall) {
        int m = roc.defective();
        if (!(recall > 0 && recall <= m / (m + 1.0))) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "a recall of %s cannot be promised from %d defective images; allowed are values above 0, up to"
                            + " m/(m+1) = %.4f. Ask for less or label more defective images",
                    recall,
                    m,
                    m / (m + 1.0)));
        }
        int least = m + 1 - (int) Math.floor((m + 1) * (1 - recall) + 1e-9);
        int point = 0;
        while (roc.truePositives()[point] < least) {
            point++;
        }
        return new Threshold(
                roc.thresholds()[point],
                String.format(
                        Locale.ROOT,
                        "recall at least %.1f %%, false positives %.1f %%",
                        100 * recall,
                        100.0 * roc.falsePositives()[point] / roc.good()),
                m + roc.good(),
                LABELLED,
                String.format(
                        Locale.ROOT,
                        "Of defects like these, in the same mix of kinds, at least %.1f %% are found, on average over"
                                + " draws of the %d defective images. No promise for false positives.",
                        100 * recall,
                        m));
    }

    private static Threshold labelled(Roc roc, int point, String aim, Object... numbers) {
        return new Threshold(
                below(roc.thresholds(), point),
                String.format(Locale.ROOT, aim, numbers),
                roc.good() + roc.defective(),
                LABELLED,
                NO_PROMISE);
    }

    /** A value that parts the scores of a point from the next lower ones: their middle, where there is one. */
    private static double below(double[] thresholds, int point) {
        if (point == 0) {
            return Math.nextUp(thresholds[1]);
        }
        if (point == thresholds.length - 1) {
            return thresholds[point];
        }
        double middle = thresholds[point] / 2 + thresholds[point + 1] / 2;
        return middle > thresholds[point + 1] && middle <= thresholds[point] ? middle : thresholds[point];
    }

    /** Three digits that count, none of them in vain. */
    static String digits(double value) {
        return new BigDecimal(value)
                .round(new MathContext(3))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** Whether a threshold could be learnt. */
    public boolean known() {
        return value < Double.POSITIVE_INFINITY;
    }

    /** What a score is called. */
    public Call call(double score) {
        if (!known()) {
            return Call.UNDECIDED;
        }
        return score >= value ? Call.ANOMALOUS : Call.GOOD;
    }

    /**
     * Whether a score is called anomalous.
     *
     * @throws IllegalStateException if there is no threshold
     */
    public boolean isAnomalous(double score) {
        if (!known()) {
            throw new IllegalStateException("there is no threshold (" + origin
                    + "), so nothing is good or anomalous: fit with more good images, or give a threshold with"
                    + " model.withThreshold(...)");
        }
        return score >= value;
    }

    /** One line, such as "threshold 1.4464: at most 5.0 % false positives, from 19 held-out good images". */
    @Override
    public String toString() {
        return known()
                ? String.format(Locale.ROOT, "threshold %.5g: %s, from %d %s", value, aim, images, origin)
                : "no threshold: " + origin;
    }
}
