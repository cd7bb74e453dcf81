package org.differnet;

import java.util.Arrays;
import java.util.Locale;
import org.differnet.data.Sample;
import org.differnet.score.AnomalyScore;
import org.differnet.score.GoodScores;
import org.differnet.score.Threshold;

/** What a detector says of one image. */
public class Verdict {

    private final Detector detector;
    private final Sample sample;
    private final double value;
    private final double[] viewScores;

    /**
     * Of the mean of the views' scores.
     *
     * @param viewScores the score of each view, at least one
     */
    public Verdict(Detector detector, Sample sample, double[] viewScores) {
        this(detector, sample, AnomalyScore.ofImage(viewScores), viewScores);
    }

    Verdict(Detector detector, Sample sample, double value, double[] viewScores) {
        this.detector = detector;
        this.sample = sample;
        this.value = value;
        this.viewScores = viewScores.clone();
    }

    /** The image. */
    public final Sample sample() {
        return sample;
    }

    /** The score, higher = more anomalous; the detector says of which range. */
    public final double value() {
        return value;
    }

    /** The score of each view; {@link #value()} is their mean, unless {@link Options#scoring} says otherwise. */
    public final double[] viewScores() {
        return viewScores.clone();
    }

    /** What the score is compared with. */
    public final Threshold threshold() {
        return detector.threshold();
    }

    /** Whether the score reaches the threshold. */
    public final boolean anomalous() {
        return threshold().isAnomalous(value());
    }

    /**
     * How unusual the score is among good images: (1 + number of those that score as high or higher) / (n + 1). Of new good
     * images at most one in twenty has 0.05 or less, if the detector's {@link Detector#goodScores} were held out of
     * training; 1 where there are none.
     */
    public final double pValue() {
        return detector.goodScores().pValue(value());
    }

    final String caption() {
        String verdict = !threshold().known() ? "no threshold" : anomalous() ? "anomalous" : "good";
        String compared = threshold().known()
                ? String.format(Locale.ROOT, " (threshold %.2f)", threshold().value())
                : "";
        GoodScores good = detector.goodScores();
        String unusual = good.source() == GoodScores.Source.HELD_OUT && good.count() > 0
                ? String.format(Locale.ROOT, ", p = %.2g", pValue())
                : "";
        return String.format(
                Locale.ROOT,
                "%s: score %.2f%s%s, %s%s",
                sample.name(),
                value(),
                compared,
                unusual,
                verdict,
                detector.caveat());
    }

    @Override
    public final String toString() {
        double[] sorted = viewScores.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT, "%s; views from %.2f to %.2f", caption(), sorted[0], sorted[sorted.length - 1]);
    }
}
