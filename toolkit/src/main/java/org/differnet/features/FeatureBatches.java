package org.differnet.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** Where a trainer's batches come from. */
public interface FeatureBatches {

    /** Steps in one epoch, at least 1. */
    int stepsPerEpoch();

    /**
     * The features of one step, shape (n, d), float32, attached to {@code manager}; the same for the same epoch and
     * step.
     */
    NDArray batch(int epoch, int step, NDManager manager);
}
