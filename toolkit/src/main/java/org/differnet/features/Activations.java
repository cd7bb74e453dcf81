package org.differnet.features;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * Features and what they were made of.
 *
 * @param features float32 (n, dimension), as {@link FeatureExtractor#extract} gives them
 * @param layers scale by scale, the largest first; within a scale from the views to the last maps
 * @param depths how many layers each scale has
 */
public record Activations(NDArray features, List<Activation> layers, int depths) {}
