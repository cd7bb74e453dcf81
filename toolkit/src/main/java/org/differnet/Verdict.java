package org.differnet;

import java.util.Arrays;
import java.util.Locale;
import org.differnet.data.Sample;
import org.differnet.score.AnomalyScore;
import org.differnet.score.Threshold;

/** What a detector says of one image. */
public class Verdict {

    private final Detector detector;
    private final Sample sample;
    private final double[] viewScores;

    /**
     * @param viewScores the score of each view, at least one
     */
    public Verdict(Detector detector, Sample sample, double[] viewScores) {
        this.detector = detector;
        this.sample = sample;
        this.viewScores = viewScores.clone();
    }

    /** The image. */
    public final Sample sample() {
        return sample;
    }

    /** The score, higher = more anomalous; the detector says of which range. */
    public final double value() {
        return AnomalyScore.ofImage(viewScores);
    }

    /** The score of each view; their mean is {@link #value()}. */
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

    final String caption() {
        String verdict = !threshold().known() ? "no threshold" : anomalous() ? "anomalous" : "good";
        String compared = threshold().known()
                ? String.format(Locale.ROOT, " (threshold %.2f)", threshold().value())
                : "";
        return String.format(
                Locale.ROOT, "%s: score %.2f%s, %s%s", sample.name(), value(), compared, verdict, detector.caveat());
    }

    @Override
    public final String toString() {
        double[] sorted = viewScores.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT, "%s; views from %.2f to %.2f", caption(), sorted[0], sorted[sorted.length - 1]);
    }
}
