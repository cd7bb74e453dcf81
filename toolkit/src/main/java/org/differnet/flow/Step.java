package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** How a flow takes one step of training, with Adam. */
public interface Step extends AutoCloseable {

    /**
     * The fastest that the flow allows: {@link TrainingStep} for chains of permutations and affine couplings of one size,
     * {@link RecordedStep} for all others.
     *
     * @param flow trained in place; stays open
     * @param options for the precision, the betas, epsilon and weight decay
     */
    static Step of(Flow flow, TrainOptions options) {
        return FusedChain.of(flow).isPresent() ? new TrainingStep(flow, options) : new RecordedStep(flow, options);
    }

    /**
     * Takes one step downhill.
     *
     * @param y features (n, d), float32; of a conditional flow (n, d + c), the context last
     * @param rate the learning rate
     * @return the loss before the step (eq. 4, mean over rows and dimensions); when it is not finite, no step was taken
     */
    double run(NDArray y, double rate);

    /** The loss of rows as {@link #run} takes them, in the precision of training. */
    double loss(NDArray y);

    /** What the next step depends on beside the weights. The arrays themselves. */
    List<NDArray> state();

    /** Takes over what {@link #state} gave for the same weights; copied. */
    void load(List<NDArray> state);

    @Override
    void close();
}
