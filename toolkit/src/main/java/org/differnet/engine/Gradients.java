package org.differnet.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Records gradients of what its thread computes, from its opening to its closing. Threads record side by side and compute
 * the gradients one after the other; what one of them asks gradients of, no other may use meanwhile. {@code
 * GradientCollector}, DJL's own, allows one in a process.
 */
public final class Gradients implements AutoCloseable {

    /** oneDNN 3.7.1, part of PyTorch 2.7, ends the process where two threads choose how to compute a convolution's gradient. */
    private static final Lock BACKWARD = new ReentrantLock();

    private static final ThreadLocal<Boolean> RECORDING = ThreadLocal.withInitial(() -> false);

    private final Thread owner = Thread.currentThread();
    private final boolean before;

    private Gradients(boolean before) {
        this.before = before;
    }

    /**
     * Opens a recording. The thread that opens it closes it.
     *
     * @throws IllegalStateException if this thread has one open already
     */
    public static Gradients record() {
        if (RECORDING.get()) {
            throw new IllegalStateException("this thread records gradients already; close that recording first");
        }
        Gradients recording = new Gradients(JniUtils.isGradMode());
        JniUtils.setGradMode(true);
        RECORDING.set(true);
        return recording;
    }

    /** Adds the gradient of a scalar to the arrays that require gradients. */
    public void backward(NDArray scalar) {
        try (NDArray one = scalar.onesLike()) {
            BACKWARD.lock();
            try {
                JniUtils.backward((PtNDArray) scalar, (PtNDArray) one, false, false);
            } finally {
                BACKWARD.unlock();
            }
        }
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
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException("a recording of " + owner.getName() + " is closed by "
                    + Thread.currentThread().getName() + "; close it where it was opened");
        }
        RECORDING.remove();
        JniUtils.setGradMode(before);
    }
}
