package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
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
 * <p>Large layers are computed in parts, by rows of their weights, on as many cores as there are. The parts and the order
 * in which their sums are added depend on the layer alone, so the bits do not depend on the cores.
 *
 * <p>Reference: Kingma, Ba, Adam: A Method for Stochastic Optimization, ICLR 2015.
 */
public final class TrainingStep implements Step {

    /** A layer of at least so many weights is worth the handing over to other cores. */
    private static final long WORTH_SPLITTING = 1 << 17;

    private static final int PARTS = 4;

    private final TrainOptions options;
    private final Clamp clamp;
    private final NDManager manager;
    private final TorchScript script;
    private final List<NDArray> orders = new ArrayList<>();
    private final List<NDArray> inverses = new ArrayList<>();
    private final List<NDArray> means;
    private final List<NDArray> squares;
    private final List<List<NDArray>> masterParts;
    private final List<List<NDArray>> workingParts;
    private final List<List<NDArray>> meanParts;
    private final List<List<NDArray>> squareParts;
    private final NDArray count;

    /**
     * Adam with moments of zero.
     *
     * @param flow trained in place; stays open
     * @param options for the precision, the betas, epsilon and weight decay
     */
    public TrainingStep(Flow flow, TrainOptions options) {
        this.options = options;
        FusedChain chain = FusedChain.of(flow)
                .orElseThrow(() -> new IllegalArgumentException("this step trains chains of permutations and affine"
                        + " couplings of one size with the soft clamp; take Step.of for others"));
        clamp = chain.size().clamp();
        manager = flow.manager().newSubManager();
        script = TorchScript.load(manager, TrainingStep.class, "training.torchscript");
        for (int[] order : chain.orders()) {
            Permutation permutation = Permutation.of(order, manager);
            orders.add(permutation.indices());
            inverses.add(permutation.inverseIndices());
        }
        List<NDArray> weights = List.copyOf(flow.parameters().values());
        means = zeros(weights);
        squares = zeros(weights);
        masterParts = layers(weights);
        workingParts = options.precision() == Precision.FLOAT32
                ? masterParts
                : layers(weights.stream()
                        .map(weight -> script.call(manager, "working_copy", weight))
                        .toList());
        meanParts = layers(means);
        squareParts = layers(squares);
        count = manager.zeros(new Shape());
    }

    @Override
    public double run(NDArray y, double rate) {
        double[] adam = {rate, options.beta1(), options.beta2(), options.epsilon(), options.weightDecay()};
        try (NDArray loss = script.call(
                manager,
                "step",
                y,
                orders,
                inverses,
                masterParts,
                workingParts,
                meanParts,
                squareParts,
                count,
                clamp.bound(),
                clamp.factor(),
                adam)) {
            return loss.getFloat();
        }
    }

    @Override
    public double loss(NDArray y) {
        try (NDArray loss = script.call(manager, "loss", y, orders, workingParts, clamp.bound(), clamp.factor())) {
            return loss.getFloat();
        }
    }

    /** The count of steps and both moments. */
    @Override
    public List<NDArray> state() {
        return Stream.of(List.of(count), means, squares).flatMap(List::stream).toList();
    }

    @Override
    public void load(List<NDArray> state) {
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

    private List<NDArray> zeros(List<NDArray> weights) {
        return weights.stream().map(weight -> manager.zeros(weight.getShape())).toList();
    }

    /** Weight and bias of each part of each layer, in the order of {@link Flow#parameters}: views of these arrays. */
    private List<List<NDArray>> layers(List<NDArray> weights) {
        List<List<NDArray>> layers = new ArrayList<>();
        for (int i = 0; i < weights.size(); i += 2) {
            layers.add(parts(weights.get(i), weights.get(i + 1)));
        }
        return layers;
    }

    private List<NDArray> parts(NDArray weight, NDArray bias) {
        long rows = weight.getShape().get(0);
        if (manager.getDevice().isGpu() || weight.size() < WORTH_SPLITTING || rows % PARTS != 0) {
            return List.of(weight, bias);
        }
        List<NDArray> parts = new ArrayList<>();
        for (int i = 0; i < PARTS; i++) {
            NDIndex own = new NDIndex("{}:{}", i * rows / PARTS, (i + 1) * rows / PARTS);
            parts.add(weight.get(manager, own));
            parts.add(bias.get(manager, own));
        }
        return parts;
    }
}
