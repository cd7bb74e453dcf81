package org.differnet;

import java.util.Arrays;
import java.util.Locale;
import org.differnet.data.Sample;
import org.differnet.localize.Heatmap;
import org.differnet.score.AnomalyScore;
import org.differnet.score.GoodScores;
import org.differnet.score.Threshold;

/** What a model says of one image. */
public final class Score {

    private final DifferNet model;
    private final Sample sample;
    private final double[] viewScores;

    Score(DifferNet model, Sample sample, double[] viewScores) {
        this.model = model;
        this.sample = sample;
        this.viewScores = viewScores;
    }

    /** The image. */
    public Sample sample() {
        return sample;
    }

    /** The score, at least 0, higher = more anomalous; good images lie near 1. */
    public double value() {
        return AnomalyScore.ofImage(viewScores);
    }

    /** The score of each view; their mean is {@link #value()}. */
    public double[] viewScores() {
        return viewScores.clone();
    }

    /** What the score is compared with. */
    public Threshold threshold() {
        return model.threshold();
    }

    /** The verdict: whether the score reaches the threshold. */
    public boolean anomalous() {
        return threshold().isAnomalous(value());
    }

    /**
     * How unusual the score is among good images: (1 + number of those that score as high or higher) / (n + 1). Of new good
     * images at most one in twenty has 0.05 or less, if the model's {@link DifferNet#goodScores} were held out of training;
     * 1 where there are none.
     */
    public double pValue() {
        return model.goodScores().pValue(value());
    }

    /** Where in the image the score comes from. */
    public Heatmap heatmap() {
        return model.heatmap(sample, caption());
    }

    private String caption() {
        String verdict = !threshold().known() ? "no threshold" : anomalous() ? "anomalous" : "good";
        String compared = threshold().known()
                ? String.format(Locale.ROOT, " (threshold %.2f)", threshold().value())
                : "";
        boolean heldOut = model.goodScores().source() == GoodScores.Source.HELD_OUT;
        String unusual =
                heldOut && model.goodScores().count() > 0 ? String.format(Locale.ROOT, ", p = %.2g", pValue()) : "";
        return String.format(
                Locale.ROOT,
                "%s: score %.2f%s%s, %s%s",
                sample.name(),
                value(),
                compared,
                unusual,
                verdict,
                model.caveat());
    }

    @Override
    public String toString() {
        double[] sorted = viewScores.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT, "%s; views from %.2f to %.2f", caption(), sorted[0], sorted[sorted.length - 1]);
    }
}
