package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A fixed order of the dimensions: z[i] = y[order[i]]. It mixes the halves between two couplings; its log det is 0.
 *
 * <ul>
 *   <li>y, z: (n, d)
 *   <li>log det: (n), zeros
 * </ul>
 */
public final class Permutation implements Transform {

    private final int[] order;
    private final NDArray forward;
    private final NDArray backward;

    private Permutation(int[] order, NDManager manager) {
        long[] there = new long[order.length];
        long[] back = new long[order.length];
        for (int i = 0; i < order.length; i++) {
            there[i] = order[i];
            back[order[i]] = i;
        }
        this.order = order;
        this.forward = manager.create(there);
        this.backward = manager.create(back);
    }

    /**
     * The order that numpy's {@code RandomState(seed).permutation(d)} gives.
     *
     * @param d dimensions, at least 1
     * @param manager owns the order and decides the device
     */
    public static Permutation random(int d, long seed, NDManager manager) {
        if (d < 1) {
            throw new IllegalArgumentException("a permutation of " + d + " dimensions is not possible; give 1 or more");
        }
        return new Permutation(new MersenneTwister(seed).permutation(d), manager);
    }

    /**
     * A given order.
     *
     * @param order of the dimensions 0 to d - 1, each once: z[i] = y[order[i]]
     * @param manager owns the order and decides the device
     */
    public static Permutation of(int[] order, NDManager manager) {
        int[] sorted = order.clone();
        Arrays.sort(sorted);
        if (order.length == 0
                || !Arrays.equals(sorted, IntStream.range(0, order.length).toArray())) {
            throw new IllegalArgumentException("order is " + Arrays.toString(order)
                    + "; give each of the dimensions 0 to " + (order.length - 1) + " once");
        }
        return new Permutation(order.clone(), manager);
    }

    /** Where each latent dimension comes from: z[i] = y[order[i]]. */
    public int[] order() {
        return order.clone();
    }

    /** {@link #order} as int64 on the flow's device. */
    NDArray indices() {
        return forward;
    }

    /** The order that undoes this one. */
    NDArray inverseIndices() {
        return backward;
    }

    @Override
    public Transformed forward(NDArray y) {
        NDArray logDet = y.getManager().zeros(new Shape(y.getShape().get(0)));
        return new Transformed(reorder(y, forward), logDet);
    }

    @Override
    public NDArray inverse(NDArray z) {
        return reorder(z, backward);
    }

    @Override
    public Map<String, NDArray> parameters() {
        return Map.of();
    }

    @Override
    public String toString() {
        return order.length <= 8 ? "Permutation" + Arrays.toString(order) : "Permutation(" + order.length + ")";
    }

    private static NDArray reorder(NDArray rows, NDArray order) {
        return rows.get(new NDIndex(":, {}", order));
    }
}
