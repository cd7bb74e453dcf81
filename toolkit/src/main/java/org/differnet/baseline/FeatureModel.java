package org.differnet.baseline;

import ai.djl.ndarray.NDArray;

/** What good features look like; holds native memory until it is closed. */
public interface FeatureModel extends AutoCloseable {

    /** The method, in a word or two. */
    String name();

    /**
     * How anomalous features are.
     *
     * @param rows float32 (n, d)
     * @return one number a row, higher = more anomalous
     */
    double[] score(NDArray rows);

    @Override
    void close();
}
