package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What all couplings have in common: each half of the dimensions is changed by a function whose numbers a net computes
 * from the other half, and from the context where there is one.
 *
 * <p>Because a half is passed on while the other is changed, the inverse knows the same numbers and need not invert the
 * nets, which may be as complicated as one likes. With y = [y1, y2] and an increasing function f of each number,
 *
 * <pre>
 *   z1 = f(y1; net2(y2))   z2 = f(y2; net1(z1))   z = [z1, z2]
 * </pre>
 *
 * <p>The Jacobian dz/dy is a product of two triangular matrices with the slopes of f on their diagonals, so log det = sum
 * of the logarithms of all slopes.
 *
 * <ul>
 *   <li>y, z: (n, d); the first half has d/2 dimensions, rounded down, the second the rest, so d is at least 2
 *   <li>log det: (n), log abs det dz/dy
 * </ul>
 */
public abstract sealed class Coupling implements Transform permits AffineCoupling, AdditiveCoupling, SplineCoupling {

    private final int first;
    private final int second;
    private final int context;
    private final Subnet net1;
    private final Subnet net2;
    private final Elementwise function;

    Coupling(Setup setup, int units, int hiddenLayers, Elementwise function) {
        setup.atLeastTwo("a coupling splits them in two halves");
        this.function = function;
        first = setup.dimension() / 2;
        second = setup.dimension() - first;
        context = setup.context();
        net1 = setup.net(first + context, function.numbers() * second, units, hiddenLayers);
        net2 = setup.net(second + context, function.numbers() * first, units, hiddenLayers);
    }

    /** How many numbers a coupling with so many for each dimension learns. */
    static long parameterCount(int dimension, int context, int numbers, int units, int hiddenLayers) {
        int first = dimension / 2;
        int second = dimension - first;
        return Subnet.parameterCount(first + context, (long) numbers * second, units, hiddenLayers)
                + Subnet.parameterCount(second + context, (long) numbers * first, units, hiddenLayers);
    }

    @Override
    public Transformed forward(NDArray y) {
        return forward(y, null);
    }

    @Override
    public NDArray inverse(NDArray z) {
        return inverse(z, null);
    }

    @Override
    public Transformed forward(NDArray y, NDArray given) {
        return Workspace.transformed(() -> {
            NDList halves = halves(y, first);
            Elementwise.Bent bent1 = function.forward(halves.get(0), net2.forward(with(halves.get(1), given)));
            Elementwise.Bent bent2 = function.forward(halves.get(1), net1.forward(with(bent1.z(), given)));
            NDArray logDet =
                    bent2.logSlope().sum(new int[] {1}).add(bent1.logSlope().sum(new int[] {1}));
            return new Transformed(join(bent1.z(), bent2.z()), logDet);
        });
    }

    @Override
    public NDArray inverse(NDArray z, NDArray given) {
        return Workspace.array(() -> {
            NDList halves = halves(z, first);
            NDArray y2 = function.inverse(halves.get(1), net1.forward(with(halves.get(0), given)));
            NDArray y1 = function.inverse(halves.get(0), net2.forward(with(y2, given)));
            return join(y1, y2);
        });
    }

    /** Both nets by the reference code's names: s1 is net1, which reads the first half, s2 is net2. */
    @Override
    public Map<String, NDArray> parameters() {
        Map<String, NDArray> all = new LinkedHashMap<>();
        net1.parameters().forEach((name, array) -> all.put("s1." + name, array));
        net2.parameters().forEach((name, array) -> all.put("s2." + name, array));
        return all;
    }

    @Override
    public int dimension() {
        return first + second;
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "(" + first + " and " + second + ", nets " + net1 + " and " + net2 + ", "
                + function + ")";
    }

    boolean conditional() {
        return context > 0;
    }

    Subnet net() {
        return net1;
    }

    private NDArray with(NDArray half, NDArray given) {
        return context == 0 ? half : join(half, given);
    }

    private static NDList halves(NDArray x, int at) {
        return x.split(new long[] {at}, 1);
    }

    private static NDArray join(NDArray left, NDArray right) {
        return NDArrays.concat(new NDList(left, right), 1);
    }
}
