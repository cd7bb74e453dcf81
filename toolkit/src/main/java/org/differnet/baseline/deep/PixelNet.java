package org.differnet.baseline.deep;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.differnet.work.ProgressListener;

/** The networks of a method on pixels: how they learn, and how they score. Their weights belong to {@link Weights}. */
public interface PixelNet {

    /** What moves the weights, always in the same order; each makes one step in each call of {@link #learn}. */
    List<Adam> optimisers();

    /** How many examples a pass over so many images has. */
    default int examples(int images) {
        return images;
    }

    /**
     * One step of learning.
     *
     * @param which numbers of examples, from 0
     * @param random begun anew with each epoch
     * @return the loss, shown as it is learnt
     */
    double learn(Images good, int[] which, SplittableRandom random);

    /**
     * The numbers beside the weights that scores need, found when the weights are learnt.
     *
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    default double[] conclude(Images good, ProgressListener listener) {
        return new double[0];
    }

    /**
     * How anomalous images are; called on several threads at once.
     *
     * @param images float32 (n, channels, side, side), from -1 to 1, owned by a manager of the step
     * @param concluded what {@link #conclude} gave
     * @return one number an image, higher = more anomalous
     */
    double[] score(NDArray images, double[] concluded);

    /**
     * The images as this would draw them, of their shape and owned by their manager, where it draws: what is missing or other
     * in them is what it finds anomalous.
     *
     * @param images as in {@link #score}
     */
    default Optional<NDArray> redrawn(NDArray images) {
        return Optional.empty();
    }
}
