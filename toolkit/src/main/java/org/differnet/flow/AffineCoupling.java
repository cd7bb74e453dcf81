package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Affine coupling: each half of the dimensions is scaled and shifted by amounts that a net computes from the other half.
 *
 * <p>Because a half is passed on while the other is changed, the inverse knows the same amounts and need not invert the
 * nets, which may be as complicated as one likes. With y = [y1, y2], and nets that give s first and t second (eq. 1):
 *
 * <pre>
 *   [s2, t2] = net2(y2)   z1 = exp(e(s2)) y1 + t2
 *   [s1, t1] = net1(z1)   z2 = exp(e(s1)) y2 + t1     z = [z1, z2]
 *   e(h) = 2a/pi arctan(h/a)                          (eq. 2, the soft clamp: e stays within (-a, a))
 * </pre>
 *
 * <p>The Jacobian dz/dy is a product of two triangular matrices with the scales on their diagonals, so log det = sum of
 * all e(s).
 *
 * <ul>
 *   <li>y, z: (n, d); the first half has d/2 dimensions, rounded down, the second the rest, so d is at least 2
 *   <li>log det: (n), log abs det dz/dy
 * </ul>
 *
 * <p>References: Dinh, Sohl-Dickstein, Bengio, Density Estimation Using Real NVP, ICLR 2017; Rudolph, Wandt, Rosenhahn,
 * Same Same But DifferNet, WACV 2021, section 3.2.
 */
public final class AffineCoupling implements Transform {

    private final int first;
    private final int second;
    private final Subnet net1;
    private final Subnet net2;
    private final double clamp;
    private final NDArray width;
    private final NDArray height;

    AffineCoupling(int dimension, FlowOptions options, MersenneTwister random, NDManager manager) {
        first = dimension / 2;
        second = dimension - first;
        net1 = new Subnet(first, 2 * second, options, random, manager);
        net2 = new Subnet(second, 2 * first, options, random, manager);
        clamp = options.clamp();
        width = manager.full(new Shape(), (float) clamp);
        height = manager.full(new Shape(), (float) (options.clampFactor() * clamp));
    }

    @Override
    public Transformed forward(NDArray y) {
        return Workspace.transformed(() -> {
            NDList halves = halves(y, first);
            NDArray y1 = halves.get(0);
            NDArray y2 = halves.get(1);

            NDList r2 = halves(net2.forward(y2), first);
            NDArray s2 = softClamp(r2.get(0));
            NDArray z1 = s2.exp().mul(y1).add(r2.get(1));

            NDList r1 = halves(net1.forward(z1), second);
            NDArray s1 = softClamp(r1.get(0));
            NDArray z2 = s1.exp().mul(y2).add(r1.get(1));

            NDArray logDet = s1.sum(new int[] {1}).add(s2.sum(new int[] {1}));
            return new Transformed(join(z1, z2), logDet);
        });
    }

    @Override
    public NDArray inverse(NDArray z) {
        return Workspace.array(() -> {
            NDList halves = halves(z, first);
            NDArray z1 = halves.get(0);
            NDArray z2 = halves.get(1);

            NDList r1 = halves(net1.forward(z1), second);
            NDArray y2 = z2.sub(r1.get(1)).div(softClamp(r1.get(0)).exp());

            NDList r2 = halves(net2.forward(y2), first);
            NDArray y1 = z1.sub(r2.get(1)).div(softClamp(r2.get(0)).exp());

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
    public String toString() {
        return "AffineCoupling(" + first + " and " + second + ", nets " + net1 + " and " + net2 + ", clamp " + clamp
                + ")";
    }

    private NDArray softClamp(NDArray h) {
        return h.div(width).atan().mul(height);
    }

    private static NDList halves(NDArray x, int at) {
        return x.split(new long[] {at}, 1);
    }

    private static NDArray join(NDArray left, NDArray right) {
        return NDArrays.concat(new NDList(left, right), 1);
    }
}
