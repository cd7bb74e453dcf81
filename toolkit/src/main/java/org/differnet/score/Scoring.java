package org.differnet.score;

import org.differnet.work.Quantiles;

/** How the latents of the views of an image become its score, higher = more anomalous. */
public enum Scoring {
    /** The mean over views of |z|^2 / d, as in eq. 5; near 1 for good images. */
    MEAN,
    /** Their median, which a few odd views do not move; near 1 for good images. */
    MEDIAN,
    /**
     * Their median times |m - n|^2 / d, where m is the mean latent of the image over its views and n that of the training
     * image nearest to it: how unlikely its views are, and how far it is from all that was trained on. It helps where products
     * that were trained on come back in other photographs; below 1 for good images.
     */
    NEAREST;

    /**
     * The score of an image.
     *
     * @param z of its views, views x d, row by row
     * @param trained for {@link #NEAREST}; others do not look at it
     */
    public double ofImage(float[] z, int dimension, MeanLatents trained) {
        double[] viewScores = AnomalyScore.ofViews(z, dimension);
        return switch (this) {
            case MEAN -> AnomalyScore.ofImage(viewScores);
            case MEDIAN -> Quantiles.median(viewScores);
            case NEAREST -> Quantiles.median(viewScores) * trained.nearest(z);
        };
    }
}
