package org.differnet.flow;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.differnet.engine.Torch;

/**
 * A normalizing flow: blocks of a fixed permutation and an affine coupling, one after the other.
 *
 * <p>Each block bends the data a little; together they turn the distribution of good features into a standard normal
 * one. What is unlike the training data lands far from the origin, or where the flow has little density:
 *
 * <pre>
 *   z = f(y) ~ N(0, I)      log p(y) = log N(z; 0, I) + log det      (eq. 3)
 * </pre>
 *
 * <ul>
 *   <li>y, z: (n, d), float32
 *   <li>log det: (n), log abs det dz/dy, the sum over blocks
 * </ul>
 *
 * <p>Block k permutes as numpy's {@code RandomState(k)}, k from 0, whatever the seed of the weights: a state dict holds
 * the weights alone.
 *
 * <p>References: Dinh, Sohl-Dickstein, Bengio, Density Estimation Using Real NVP, ICLR 2017; Rudolph, Wandt, Rosenhahn,
 * Same Same But DifferNet, WACV 2021, section 3.2.
 */
public final class Flow implements Transform, AutoCloseable {

    private final FlowOptions options;
    private final int dimension;
    private final NDManager manager;
    private final List<Transform> transforms;
    private final Map<String, NDArray> parameters;

    /** Kept reachable: what it closes when it is forgotten is in use here. */
    private final Object holder;

    /** @param orders of the blocks' permutations; null for those of the class description */
    private Flow(FlowOptions options, int dimension, List<int[]> orders, long seed, Device device) {
        if (dimension < 2) {
            throw new IllegalArgumentException("a flow on " + dimension
                    + " dimensions is not possible: a coupling splits them in two halves; give 2 or more");
        }
        this.options = options;
        this.dimension = dimension;
        this.transforms = new ArrayList<>();
        this.parameters = new LinkedHashMap<>();
        this.holder = null;
        manager = Torch.newManager(device);
        try {
            addBlocks(orders, new MersenneTwister(seed));
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    private void addBlocks(List<int[]> orders, MersenneTwister random) {
        for (int k = 0; k < options.blocks(); k++) {
            AffineCoupling coupling = new AffineCoupling(dimension, options, random, manager);
            String prefix = StateDict.prefix(k);
            coupling.parameters().forEach((name, array) -> parameters.put(prefix + name, array));
            transforms.add(
                    orders == null
                            ? Permutation.random(dimension, k, manager)
                            : Permutation.of(orders.get(k), manager));
            transforms.add(coupling);
        }
    }

    private Flow(Flow original, Object holder) {
        this.options = original.options;
        this.dimension = original.dimension;
        this.manager = original.manager;
        this.transforms = original.transforms;
        this.parameters = original.parameters;
        this.holder = holder;
    }

    /** The same flow, keeping the owner of its memory from being forgotten as long as it is not. */
    public Flow heldBy(Object owner) {
        return new Flow(this, owner);
    }

    /**
     * A new flow with random weights.
     *
     * @param dimension d, at least 2
     * @param seed of the weights; the same seed gives the same weights
     * @param device where it computes
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static Flow create(FlowOptions options, int dimension, long seed, Device device) {
        return new Flow(options, dimension, null, seed, device);
    }

    /**
     * A new flow whose blocks permute in orders of one's own, such as 0, 1, ..., d - 1 for not at all. A state dict does not
     * hold them: {@link #of} would load its weights into a flow with other permutations.
     *
     * @param orders one for each block, each of the dimensions 0 to d - 1
     * @param seed of the weights, which are those of the usual flow of this seed
     * @param device where it computes
     * @throws IllegalArgumentException if there are more or fewer orders than blocks, or one is not an order of all dimensions
     */
    public static Flow create(FlowOptions options, List<int[]> orders, long seed, Device device) {
        if (orders.size() != options.blocks()) {
            throw new IllegalArgumentException(
                    orders.size() + " orders for " + options.blocks() + " blocks; give one for each block");
        }
        int dimension = orders.get(0).length;
        for (int[] order : orders) {
            if (order.length != dimension) {
                throw new IllegalArgumentException(
                        "orders have " + dimension + " and " + order.length + " dimensions; give all of them the same");
            }
        }
        return new Flow(options, dimension, orders, seed, device);
    }

    /**
     * A flow with given weights; its size is read off their shapes.
     *
     * @param stateDict as {@link #load} takes it
     * @param clamp a of eq. 2
     * @param clampFactor the factor of eq. 2: {@link FlowOptions#TWO_OVER_PI}, or {@link
     *     FlowOptions#REFERENCE_CODE_FACTOR} for models trained with the reference code
     * @throws IllegalArgumentException if a weight is missing, not known, or of a shape that does not fit the others
     */
    public static Flow of(Map<String, NDArray> stateDict, double clamp, double clampFactor, Device device) {
        FlowOptions options = StateDict.options(stateDict, clamp, clampFactor);
        Flow flow = new Flow(options, StateDict.dimension(stateDict), null, 0, device);
        try {
            flow.load(stateDict);
            return flow;
        } catch (IllegalArgumentException e) {
            flow.close();
            throw e;
        }
    }

    /**
     * From features to latents.
     *
     * @param y (n, d), float32
     * @return z (n, d) and log det (n), in y's manager
     * @throws IllegalArgumentException if y has another shape or type
     */
    @Override
    public Transformed forward(NDArray y) {
        checked(y);
        return Workspace.transformed(() -> {
            NDArray z = y;
            NDArray logDet = y.getManager().zeros(new Shape(y.getShape().get(0)));
            for (Transform transform : transforms) {
                Transformed next = transform.forward(z);
                z = next.z();
                logDet = logDet.add(next.logDet());
            }
            return new Transformed(z, logDet);
        });
    }

    /**
     * From latents to features.
     *
     * @param z (n, d), float32
     * @return y (n, d), in z's manager
     * @throws IllegalArgumentException if z has another shape or type
     */
    @Override
    public NDArray inverse(NDArray z) {
        check(z, "latents");
        return Workspace.array(() -> {
            NDArray y = z;
            for (int i = transforms.size() - 1; i >= 0; i--) {
                y = transforms.get(i).inverse(y);
            }
            return y;
        });
    }

    /** log p(y) of each row (eq. 3), natural logarithm, shape (n), in y's manager. */
    public NDArray logProb(NDArray y) {
        return Workspace.array(() -> forward(y).logProb());
    }

    /**
     * Draws features from the flow's distribution: normal latents through the inverse.
     *
     * @param n rows, at least 1
     * @param seed of the latents, which are numpy's {@code RandomState(seed).standard_normal((n, d))}
     * @param owner owns the result (n, d); on the flow's device
     */
    public NDArray sample(int n, long seed, NDManager owner) {
        if (n < 1) {
            throw new IllegalArgumentException(n + " samples are not possible; ask for 1 or more");
        }
        MersenneTwister random = new MersenneTwister(seed);
        float[] latents = new float[Math.multiplyExact(n, dimension)];
        for (int i = 0; i < latents.length; i++) {
            latents[i] = (float) random.nextNormal();
        }
        return Workspace.array(() -> inverse(owner.create(latents, new Shape(n, dimension))));
    }

    /** The chain, first to last: a permutation and a coupling for each block. */
    public List<Transform> transforms() {
        return Collections.unmodifiableList(transforms);
    }

    /** The weights by the reference code's names; the arrays themselves, not copies. */
    @Override
    public Map<String, NDArray> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /**
     * The weights for saving, by the reference code's names, such as {@code module_list.2.s1.fc1.weight}: block k, from
     * 0, is module 2k + 2. The arrays themselves, not copies.
     */
    public Map<String, NDArray> stateDict() {
        return parameters();
    }

    /**
     * Takes over weights. Entries of the reference code that take no part are left aside: its batch norms ({@code bn})
     * and its permutations.
     *
     * @param stateDict by the names of {@link #stateDict}; copied
     * @throws IllegalArgumentException if a weight is missing, not known or of the wrong shape; the flow is unchanged
     */
    public void load(Map<String, NDArray> stateDict) {
        StateDict.check(stateDict, parameters);
        parameters.forEach((name, array) -> StateDict.copy(stateDict.get(name), array));
    }

    /** d, the length of a row. */
    public int dimension() {
        return dimension;
    }

    /** The size of the flow and its clamp. */
    public FlowOptions options() {
        return options;
    }

    /** Owns the weights; open as long as the flow. */
    public NDManager manager() {
        return manager;
    }

    /** How many numbers are learned. */
    public long parameterCount() {
        return parameters.values().stream().mapToLong(NDArray::size).sum();
    }

    @Override
    public void close() {
        manager.close();
    }

    /** The structure, one transform a line. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "Flow on %d dimensions, %d blocks, %,d parameters",
                dimension,
                options.blocks(),
                parameterCount()));
        transforms.forEach(transform -> text.append("\n  ").append(transform));
        return text.toString();
    }

    /** Features, when they have the shape and type that this flow takes. */
    NDArray checked(NDArray features) {
        check(features, "features");
        return features;
    }

    private void check(NDArray rows, String what) {
        Shape shape = rows.getShape();
        if (shape.dimension() != 2 || shape.get(1) != dimension || rows.getDataType() != DataType.FLOAT32) {
            throw new IllegalArgumentException(what + " have shape " + shape + " and type " + rows.getDataType()
                    + ", expected (n, " + dimension + ") and float32");
        }
    }
}
