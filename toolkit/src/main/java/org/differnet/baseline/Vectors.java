package org.differnet.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.differnet.engine.TorchScript;
import org.differnet.features.FeaturePool;

/** The linear algebra of the baselines, in float64; owns what a model keeps. */
final class Vectors implements AutoCloseable {

    private final NDManager manager;
    private final TorchScript script;

    Vectors(NDManager parent) {
        this.manager = parent.newSubManager();
        this.script = TorchScript.load(manager, Vectors.class, "vectors.torchscript");
    }

    /** The rows of a pool, (images x views, d). */
    static NDArray rows(NDManager owner, FeaturePool pool) {
        return pool.toNDArray(owner);
    }

    static void checkRows(String method, long rows, int least) {
        if (rows < least) {
            throw new IllegalArgumentException(method + " cannot be learnt from " + rows
                    + (rows == 1 ? " view" : " views") + "; it needs at least " + least
                    + ": give more images or more views of each");
        }
    }

    /** Calls a method and keeps the result as long as this is open. */
    NDArray keep(String method, Object... arguments) {
        return script.call(manager, method, arguments);
    }

    /** Calls a method; the result belongs to the first argument's manager. */
    NDArray call(String method, NDArray first, Object... others) {
        Object[] arguments = new Object[others.length + 1];
        arguments[0] = first;
        System.arraycopy(others, 0, arguments, 1, others.length);
        return script.call(first.getManager(), method, arguments);
    }

    /** Copies numbers into memory that lives as long as this is open. */
    NDArray keep(double[] values, Shape shape) {
        try (NDArray borrowed = manager.create(values).reshape(shape)) {
            return borrowed.duplicate();
        }
    }

    @Override
    public void close() {
        script.close();
        manager.close();
    }
}
