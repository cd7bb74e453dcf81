package org.differnet;

import org.differnet.data.Sample;
import org.differnet.localize.Heatmap;

/** What DifferNet says of one image: a score of at least 0, near 1 for good images, a verdict and a heat map. */
public final class Score extends Verdict {

    private final DifferNet model;

    Score(DifferNet model, Sample sample, double[] viewScores) {
        super(model, sample, viewScores);
        this.model = model;
    }

    /** Where in the image the score comes from. */
    public Heatmap heatmap() {
        return model.heatmap(sample(), caption());
    }
}
