package org.differnet.features;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** Features that are handed in as plain numbers. */
public final class FeatureRows {

    private FeatureRows() {}

    /**
     * The features as an array, when they can be features.
     *
     * @param owner owns the result
     * @param values views x dimension, row by row; at least one row of finite numbers
     * @return float32 (views, dimension)
     * @throws IllegalArgumentException if they are not; the message says what was given and what is expected
     */
    public static NDArray of(NDManager owner, float[] values, int dimension) {
        if (values.length == 0 || values.length % dimension != 0) {
            throw new IllegalArgumentException(values.length + " numbers are no features of views; give " + dimension
                    + " for each view, one view after the other, and at least one view");
        }
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("feature " + i % dimension + " of view " + i / dimension + " is "
                        + values[i] + "; features must be finite numbers");
            }
        }
        return owner.create(values, new Shape(values.length / dimension, dimension));
    }
}
