package org.differnet.engine;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Records gradients from its opening to its closing. The engine allows one recording in a process: others wait for their
 * turn, in the order in which they came. One thread opens and closes it.
 */
public final class Gradients implements AutoCloseable {

    private static final ReentrantLock TURN = new ReentrantLock(true);

    private final GradientCollector collector;

    private Gradients(GradientCollector collector) {
        this.collector = collector;
    }

    /**
     * Opens a recording, once all earlier ones are closed.
     *
     * @throws IllegalStateException if this thread has one open already
     */
    public static Gradients record() {
        if (TURN.isHeldByCurrentThread()) {
            throw new IllegalStateException("this thread records gradients already; close that recording first");
        }
        TURN.lock();
        try {
            return new Gradients(Engine.getInstance().newGradientCollector());
        } catch (RuntimeException e) {
            TURN.unlock();
            throw e;
        }
    }

    /** Adds the gradient of a scalar to the arrays that require gradients. */
    public void backward(NDArray scalar) {
        collector.backward(scalar);
    }

    /**
     * What {@link #backward} added to an array since it was last cleared.
     *
     * @param name of the array, for the message
     * @return of its shape; whoever asks closes it
     * @throws IllegalStateException if nothing depended on the array
     */
    public static NDArray of(NDArray array, String name) {
        NDArray gradient = JniUtils.getGradient((PtNDArray) array);
        if (gradient == null) {
            throw new IllegalStateException(
                    "no gradient reaches " + name
                            + ": the loss does not depend on it; use it in the formula, or do not count it among the parameters");
        }
        return gradient;
    }

    /** Sets what was added to an array back to zero; of no effect where nothing was. */
    public static void clear(NDArray array) {
        try (NDArray gradient = JniUtils.getGradient((PtNDArray) array)) {
            if (gradient != null) {
                JniUtils.zeroGrad((PtNDArray) array);
            }
        }
    }

    @Override
    public void close() {
        try {
            collector.close();
        } finally {
            TURN.unlock();
        }
    }
}
