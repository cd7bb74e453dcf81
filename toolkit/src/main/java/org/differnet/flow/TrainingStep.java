package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.differnet.engine.Precision;
import org.differnet.engine.TorchScript;

/**
 * One step of training: loss, gradients and Adam in one pass through the chain and back.
 *
 * <p>The gradients are written out rather than recorded. A coupling z1 = e^s2 y1 + t2, z2 = e^s1 y2 + t1 needs no more
 * than its inputs and scales; with g = dL/dz and the loss of eq. 4, L = (|z|^2 / 2 - log det) / (n d),
 *
 * <pre>
 *   dL/ds1 = g2 y2 e^s1 - 1/(n d)     dL/dt1 = g2     g1 += what net1 passes back
 *   dL/ds2 = g1 y1 e^s2 - 1/(n d)     dL/dt2 = g1
 *   dL/dy1 = g1 e^s2                  dL/dy2 = g2 e^s1 + what net2 passes back
 * </pre>
 *
 * <p>On the way back each layer is updated as soon as its gradient is known, so no more than one layer's gradient is in
 * memory. Adam is PyTorch's:
 *
 * <pre>
 *   g = gradient + weightDecay w
 *   m = beta1 m + (1 - beta1) g        v = beta2 v + (1 - beta2) g^2
 *   w = w - rate m' / (sqrt(v') + epsilon)     m' = m / (1 - beta1^t)     v' = v / (1 - beta2^t)
 * </pre>
 *
 * <p>In bfloat16 the matrix products and what lies between the layers of a subnet are; weights, moments, log det and
 * everything between the subnets stay float32, and the products see a rounded copy of the weights.
 *
 * <p>Reference: Kingma, Ba, Adam: A Method for Stochastic Optimization, ICLR 2015.
 */
public final class TrainingStep implements AutoCloseable {

    private final TrainOptions options;
    private final FlowOptions size;
    private final NDManager manager;
    private final TorchScript script;
    private final List<NDArray> orders = new ArrayList<>();
    private final List<NDArray> inverses = new ArrayList<>();
    private final List<List<NDArray>> masters;
    private final List<List<NDArray>> working;
    private final List<List<NDArray>> means;
    private final List<List<NDArray>> squares;
    private final NDArray count;

    /**
     * Adam with moments of zero.
     *
     * @param flow trained in place; stays open
     * @param options for the precision, the betas, epsilon and weight decay
     */
    public TrainingStep(Flow flow, TrainOptions options) {
        this.options = options;
        this.size = flow.options();
        manager = flow.manager().newSubManager();
        script = TorchScript.load(manager, TrainingStep.class, "training.torchscript");
        for (Transform transform : flow.transforms()) {
            if (transform instanceof Permutation permutation) {
                orders.add(permutation.indices());
                inverses.add(permutation.inverseIndices());
            }
        }
        List<NDArray> weights = List.copyOf(flow.parameters().values());
        masters = layers(weights);
        working = options.precision() == Precision.FLOAT32
                ? masters
                : layers(weights.stream()
                        .map(weight -> script.call(manager, "working_copy", weight))
                        .toList());
        means = zeros(weights);
        squares = zeros(weights);
        count = manager.zeros(new Shape());
    }

    /**
     * Takes one step downhill.
     *
     * @param y features (n, d), float32
     * @param rate the learning rate
     * @return the loss before the step (eq. 4, mean over rows and dimensions); when it is not finite, no step was taken
     */
    public double run(NDArray y, double rate) {
        double[] adam = {rate, options.beta1(), options.beta2(), options.epsilon(), options.weightDecay()};
        try (NDArray loss = script.call(
                manager,
                "step",
                y,
                orders,
                inverses,
                masters,
                working,
                means,
                squares,
                count,
                size.clamp(),
                size.clampFactor(),
                adam)) {
            return loss.getFloat();
        }
    }

    /** The loss of features (n, d) in the precision of training (eq. 4, mean over rows and dimensions). */
    public double loss(NDArray y) {
        try (NDArray loss = script.call(manager, "loss", y, orders, working, size.clamp(), size.clampFactor())) {
            return loss.getFloat();
        }
    }

    /** What the next step depends on beside the weights: the count of steps and both moments. The arrays themselves. */
    List<NDArray> state() {
        return Stream.of(List.of(List.of(count)), means, squares)
                .flatMap(List::stream)
                .flatMap(List::stream)
                .toList();
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

    private List<List<NDArray>> zeros(List<NDArray> weights) {
        return layers(
                weights.stream().map(weight -> manager.zeros(weight.getShape())).toList());
    }

    /** Weight and bias of each layer, in the order of {@link Flow#parameters}. */
    private static List<List<NDArray>> layers(List<NDArray> weights) {
        List<List<NDArray>> layers = new ArrayList<>();
        for (int i = 0; i < weights.size(); i += 2) {
            layers.add(weights.subList(i, i + 2));
        }
        return layers;
    }
}
