package org.differnet;

import java.util.Arrays;
import java.util.Locale;
import org.differnet.data.Sample;
import org.differnet.localize.Heatmap;
import org.differnet.localize.HeatmapOptions;
import org.differnet.score.AnomalyScore;
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

    /** Where in the image the score comes from, as {@link Options#heatmap()} says. */
    public Heatmap heatmap() {
        return heatmap(model.options().heatmap());
    }

    /** Where in the image the score comes from, in another way than usual: {@link HeatmapOptions#paper()}, say. */
    public Heatmap heatmap(HeatmapOptions how) {
        return model.heatmap(sample, caption(), how);
    }

    private String caption() {
        String verdict = !threshold().known() ? "no threshold" : anomalous() ? "anomalous" : "good";
        String compared = threshold().known()
                ? String.format(Locale.ROOT, " (threshold %.2f)", threshold().value())
                : "";
        return String.format(
                Locale.ROOT, "%s: score %.2f%s, %s%s", sample.name(), value(), compared, verdict, model.caveat());
    }

    @Override
    public String toString() {
        double[] sorted = viewScores.clone();
        Arrays.sort(sorted);
        return String.format(
                Locale.ROOT, "%s; views from %.2f to %.2f", caption(), sorted[0], sorted[sorted.length - 1]);
    }
}
