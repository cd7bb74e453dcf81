package org.differnet.baseline;

/** How anomalous features are, as a {@link FeatureDetector} has learnt it. */
@FunctionalInterface
public interface FeatureScore {

    /**
     * The score of a view; that of an image is the mean over its views.
     *
     * @param features d numbers
     * @return a finite number, higher = more anomalous
     */
    double of(float[] features);
}
