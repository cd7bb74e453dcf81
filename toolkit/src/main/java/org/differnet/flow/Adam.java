package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.differnet.engine.TorchScript;

/**
 * The Adam optimiser as PyTorch computes it: {@code torch.optim.Adam(fused=True)}.
 *
 * <pre>
 *   g = gradient + weightDecay w
 *   m = beta1 m + (1 - beta1) g        v = beta2 v + (1 - beta2) g^2
 *   w = w - rate m' / (sqrt(v') + epsilon)     m' = m / (1 - beta1^t)     v' = v / (1 - beta2^t)
 * </pre>
 *
 * <p>A step computes the gradients itself and frees them at once, so nothing adds up between steps and nothing has to be
 * zeroed. The weights must require gradients, and the loss must come from a recorded computation:
 *
 * <pre>
 *   try (GradientCollector recording = manager.getEngine().newGradientCollector()) {
 *       adam.step(flow.forward(y).loss(), options.learningRate());
 *   }
 * </pre>
 *
 * <p>Reference: Kingma, Ba, Adam: A Method for Stochastic Optimization, ICLR 2015.
 */
public final class Adam implements AutoCloseable {

    private final TrainOptions options;
    private final List<NDArray> weights;
    private final List<NDArray> means;
    private final List<NDArray> squares;
    private final NDArray count;
    private final NDManager manager;
    private final TorchScript script;

    /**
     * An optimiser of these weights, with moments of zero.
     *
     * @param weights float32, at least one, all on one device
     * @param options for the betas, epsilon and weight decay
     */
    public Adam(Collection<NDArray> weights, TrainOptions options) {
        this.options = options;
        this.weights = List.copyOf(weights);
        manager = this.weights.get(0).getManager().newSubManager();
        script = TorchScript.load(manager, Adam.class, "adam.py");
        means = zeros();
        squares = zeros();
        count = manager.zeros(new Shape());
    }

    /**
     * One step downhill: the gradients of the loss, then the new weights, in place.
     *
     * @param loss a scalar that depends on every weight
     * @param rate the learning rate of this step
     */
    public void step(NDArray loss, double rate) {
        script.call(
                        manager,
                        "step",
                        loss,
                        weights,
                        means,
                        squares,
                        count,
                        rate,
                        options.beta1(),
                        options.beta2(),
                        options.epsilon(),
                        options.weightDecay())
                .close();
    }

    /** What the next step depends on beside the weights: the count of steps and both moments. The arrays themselves. */
    List<NDArray> state() {
        return Stream.of(List.of(count), means, squares).flatMap(List::stream).toList();
    }

    /** Takes over what {@link #state} gave for the same weights; copied. */
    void load(List<NDArray> state) {
        List<NDArray> own = state();
        for (int i = 0; i < own.size(); i++) {
            StateDict.copy(state.get(i), own.get(i));
        }
    }

    @Override
    public void close() {
        script.close();
        manager.close();
    }

    private List<NDArray> zeros() {
        return weights.stream().map(weight -> manager.zeros(weight.getShape())).toList();
    }
}
