package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * What a transform is given when a flow makes it: how long rows are, and its first parameters, which belong to the flow
 * and are closed with it. What is drawn follows from the flow's seed and the order of the calls.
 */
public final class Setup {

    private final int dimension;
    private final int context;
    private final NDManager manager;
    private final MersenneTwister random;

    Setup(int dimension, int context, NDManager manager, MersenneTwister random) {
        this.dimension = dimension;
        this.context = context;
        this.manager = manager;
        this.random = random;
    }

    /**
     * For transforms that are made outside a {@link Composition}.
     *
     * @param dimension d, at least 1
     * @param seed of what is drawn
     * @param manager owns the parameters and decides the device
     */
    public static Setup of(int dimension, long seed, NDManager manager) {
        if (dimension < 1) {
            throw new IllegalArgumentException("a transform of " + dimension + " dimensions; give 1 or more");
        }
        return new Setup(dimension, 0, manager, new MersenneTwister(seed));
    }

    /** d, the length of a row. */
    public int dimension() {
        return dimension;
    }

    /** c, the length of a row's context; 0 in a flow without. */
    public int context() {
        return context;
    }

    /** Owns the parameters and decides the device. */
    public NDManager manager() {
        return manager;
    }

    /** A parameter of zeros. */
    public NDArray zeros(long... shape) {
        return manager.zeros(new Shape(shape));
    }

    /** A parameter of ones. */
    public NDArray ones(long... shape) {
        return manager.ones(new Shape(shape));
    }

    /** A parameter whose numbers are drawn from [-bound, bound). */
    public NDArray uniform(double bound, long... shape) {
        float[] values = new float[(int) new Shape(shape).size()];
        float low = (float) -bound;
        // In double, so that product and sum are rounded once, as PyTorch's fused operation does.
        double range = (float) bound - low;
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextFloat() * range + low);
        }
        return array(values, shape);
    }

    /** A parameter whose numbers are drawn from a normal distribution around 0. */
    public NDArray normal(double deviation, long... shape) {
        float[] values = new float[(int) new Shape(shape).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (deviation * random.nextNormal());
        }
        return array(values, shape);
    }

    /**
     * A fully connected net with ReLU after each hidden layer.
     *
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public Subnet net(int inputs, int outputs, int units, int hiddenLayers) {
        return new Subnet(inputs, outputs, units, hiddenLayers, this);
    }

    /** An array of these numbers; a constant, unless the transform counts it among its parameters. */
    NDArray array(float[] values, long... shape) {
        // A copy made by the engine does not depend on memory that Java collects.
        try (NDArray buffered = manager.create(values, new Shape(shape))) {
            return buffered.duplicate();
        }
    }

    NDArray constant(double value) {
        return manager.full(new Shape(), (float) value);
    }

    /** Refuses dimensions of which a transform can make nothing. */
    void atLeastTwo(String reason) {
        if (dimension < 2) {
            throw new IllegalArgumentException(
                    "a flow on " + dimension + " dimensions is not possible: " + reason + "; give 2 or more");
        }
    }
}
