package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.differnet.features.FeatureBatches;

/**
 * Points of a normal distribution in the plane, both deviations 1, correlation 0.8.
 *
 * @param rows of a batch
 * @param seed of the points; each epoch and step has its own
 */
record Cloud(int stepsPerEpoch, int rows, long seed) implements FeatureBatches {

    /** The loss of a flow that fits exactly: 1/2 + log(1 - 0.8^2) / 4. */
    static final double ENTROPY = 0.5 + Math.log(1 - 0.8 * 0.8) / 4;

    @Override
    public NDArray batch(int epoch, int step, NDManager manager) {
        MersenneTwister random = new MersenneTwister(1_000_000 * seed + 1000L * epoch + step);
        float[] values = new float[2 * rows];
        for (int i = 0; i < rows; i++) {
            double x = random.nextNormal();
            values[2 * i] = (float) x;
            values[2 * i + 1] = (float) (0.8 * x + 0.6 * random.nextNormal());
        }
        return manager.create(values, new Shape(rows, 2));
    }
}
