package org.differnet.fit;

import java.util.Locale;
import org.differnet.score.GoodScores;
import org.differnet.score.Threshold;
import org.differnet.work.ProgressListener;

/** The threshold that good scores give, with a warning where it is not what was asked for. */
final class LearntThreshold {

    private LearntThreshold() {}

    /** For the rate asked for, or for the lowest that so many images allow. */
    static Threshold of(GoodScores scores, double asked, ProgressListener listener) {
        int images = scores.count();
        if (images == 0) {
            listener.warn("no threshold can be learnt from one good image: scores and maps work, verdicts do not."
                    + " Give more good images");
            return Threshold.none("one good image alone");
        }
        double rate = Math.max(asked, GoodScores.lowestRate(images));
        if (rate > asked) {
            listener.warn(String.format(
                    Locale.ROOT,
                    "with %d good %s %s %.1f %% false positives, not %.1f %%. Give more good images",
                    images,
                    images == 1 ? "image" : "images",
                    aims(scores.source()),
                    100 * rate,
                    100 * asked));
        }
        Threshold threshold = scores.threshold(rate);
        warnOfAnOddImage(scores, threshold, listener);
        return threshold;
    }

    private static String aims(GoodScores.Source source) {
        return switch (source) {
            case HELD_OUT -> "set aside the threshold promises";
            case CROSS_VALIDATED -> "in all, cross-validated, the threshold aims at";
            case TRAINED_ON -> "that are trained on too the threshold aims at";
        };
    }

    private static void warnOfAnOddImage(GoodScores scores, Threshold threshold, ProgressListener listener) {
        int images = scores.count();
        double[] values = scores.values();
        if (scores.highestIsOdd() && threshold.value() > values[images - 1]) {
            listener.warn(String.format(
                    Locale.ROOT,
                    "one good image decides the threshold: its score of %.4f stands far above the next, %.4f. If it is no"
                            + " good product, take it out; if it is, withFalsePositiveRate(%.3f) or more leaves it aside",
                    values[images - 1],
                    values[images - 2],
                    Math.ceil(2000.0 / (images + 1)) / 1000));
        }
    }
}
