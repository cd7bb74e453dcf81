package org.differnet.baseline;

import java.util.List;

/**
 * A detector of one's own: learns from the features of good images and scores those of others. {@link Baseline#fit} makes a
 * {@link org.differnet.Detector} of it, with views, network, threshold, evaluation and comparison as all others have them;
 * {@code Method.of} takes it into experiments.
 *
 * <p>Example: <pre>{@code
 * class Centre implements FeatureDetector {
 *     public String name() { return "distance to the centre"; }
 *     public FeatureScore fit(List<float[]> good) {
 *         float[] centre = mean(good);
 *         return features -> distance(features, centre);
 *     }
 * }
 * Baseline centre = Baseline.fit(tiles, new Centre());
 * centre.evaluate(tiles);
 * }</pre>
 *
 * <p>Scikit-learn's outlier detectors have {@code fit(X)} for {@link #fit} and {@code score_samples(X)} or {@code
 * decision_function(X)} for {@link FeatureScore#of}, of which the higher is the more normal: here the sign is the other.
 * Anomalib's models have {@code fit()} and an {@code anomaly_score} of the same sign as here.
 */
public interface FeatureDetector {

    /** The method, in a word or two, for legends and messages. */
    String name();

    /** What its scores depend on beside the features: experiments keep results under it. Empty where there is nothing. */
    default String settings() {
        return "";
    }

    /**
     * Learns what good features look like.
     *
     * @param good the features of the views of good images, one row of d finite numbers for each view, the views of an image
     *     one after the other; each row is copied when it is asked for
     * @return gives the scores; called on several threads at once
     */
    FeatureScore fit(List<float[]> good);
}
