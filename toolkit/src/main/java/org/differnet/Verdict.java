package org.differnet;

import java.util.Arrays;
import java.util.Locale;
import org.differnet.data.Sample;
import org.differnet.score.AnomalyScore;
import org.differnet.score.Call;
import org.differnet.score.GoodScores;
import org.differnet.score.Threshold;

/**
 * What a detector says of one image. It keeps what it was made with: a detector with another threshold gives other
 * verdicts and leaves this one as it is.
 */
public class Verdict {

    private final Sample sample;
    private final double score;
    private final double[] viewScores;
    private final Threshold threshold;
    private final double pValue;
    private final boolean promising;
    private final String caveat;

    /**
     * With the mean of the views' scores.
     *
     * @param detector whose threshold and good scores the score is compared with
     * @param viewScores the score of each view, at least one
     */
    public Verdict(Detector detector, Sample sample, double[] viewScores) {
        this(detector, sample, AnomalyScore.ofImage(viewScores), viewScores);
    }

    /**
     * With a score of the image that is made in another way.
     *
     * @param detector whose threshold and good scores the score is compared with
     * @param score higher = more anomalous
     * @param viewScores the score of each view, at least one
     * @throws IllegalArgumentException if the score is NaN
     */
    public Verdict(Detector detector, Sample sample, double score, double[] viewScores) {
        GoodScores good = detector.goodScores();
        this.sample = sample;
        this.score = score;
        this.viewScores = viewScores.clone();
        this.threshold = detector.threshold();
        this.pValue = good.pValue(score);
        this.promising = good.source() == GoodScores.Source.HELD_OUT && good.count() > 0;
        this.caveat = detector.caveat();
    }

    /** The image. */
    public final Sample sample() {
        return sample;
    }

    /**
     * The score, higher = more anomalous; the detector says of which range. Scikit-learn's {@code score_samples} is its
     * negative in kind, anomalib calls it {@code pred_score}.
     */
    public final double score() {
        return score;
    }

    /** The score of each view; {@link #score()} is their mean, unless {@link Options#scoring} says otherwise. */
    public final double[] viewScores() {
        return viewScores.clone();
    }

    /** What the score was compared with. */
    public final Threshold threshold() {
        return threshold;
    }

    /** What the image is called: good, anomalous, or undecided where there was no threshold. */
    public final Call call() {
        return threshold.call(score);
    }

    /**
     * Whether the score reaches the threshold.
     *
     * @throws IllegalStateException if there was no threshold; {@link #call()} has an answer for that
     */
    public final boolean anomalous() {
        return threshold.isAnomalous(score);
    }

    /**
     * How unusual the score is among good images: (1 + number of those that score as high or higher) / (n + 1). Of new good
     * images at most one in twenty has 0.05 or less, if the detector's {@link Detector#goodScores} were held out of
     * training; 1 where there are none.
     */
    public final double pValue() {
        return pValue;
    }

    final String caption() {
        String compared = threshold.known()
                ? String.format(Locale.ROOT, " (threshold %.2f)", threshold.value())
                : " (no threshold)";
        String unusual = promising ? String.format(Locale.ROOT, ", p = %.2g", pValue) : "";
        return String.format(
                Locale.ROOT, "%s: score %.2f%s%s, %s%s", sample.name(), score, compared, unusual, call(), caveat);
    }

    @Override
    public final String toString() {
        if (viewScores.length == 1) {
            return caption();
        }
        double[] sorted = viewScores.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT, "%s; views from %.2f to %.2f", caption(), sorted[0], sorted[sorted.length - 1]);
    }
}
