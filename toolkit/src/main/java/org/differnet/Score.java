package org.differnet;

import org.differnet.data.Sample;
import org.differnet.localize.Heatmap;
import org.differnet.localize.HeatmapOptions;

/** What DifferNet says of one image: a score of at least 0, for good images as {@link Options#scoring} says, a verdict and a heat map. */
public final class Score extends Verdict {

    private final DifferNet model;

    Score(DifferNet model, Sample sample, double score, double[] viewScores) {
        super(model, sample, score, viewScores);
        this.model = model;
    }

    /** Where in the image the score comes from, as {@link Options#heatmap()} says. */
    public Heatmap heatmap() {
        return heatmap(model.options().heatmap());
    }

    /** Where in the image the score comes from, in another way than usual: {@link HeatmapOptions#paper()}, say. */
    public Heatmap heatmap(HeatmapOptions how) {
        return model.heatmap(sample(), caption(), how);
    }
}
