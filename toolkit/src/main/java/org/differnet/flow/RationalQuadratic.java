package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;

/**
 * An increasing curve through K + 1 knots in [-B, B], quotients of quadratic polynomials between them; the straight line
 * z = x beyond. h gives K widths, K heights and the slopes at the K - 1 inner knots.
 *
 * <p>In the bin from (x_k, z_k) to (x_k + w, z_k + v), with theta = (x - x_k) / w, s = v / w and slopes a, b at its ends,
 *
 * <pre>
 *   z = z_k + v (s theta^2 + a theta (1 - theta)) / (s + (a + b - 2 s) theta (1 - theta))
 *   dz/dx = s^2 (b theta^2 + 2 s theta (1 - theta) + a (1 - theta)^2) / (s + (a + b - 2 s) theta (1 - theta))^2
 * </pre>
 *
 * <p>and its inverse is the root of a quadratic equation.
 *
 * <p>Reference: Durkan, Bekasov, Murray, Papamakarios, Neural Spline Flows, NeurIPS 2019, eqs. 4 to 8.
 */
final class RationalQuadratic implements Elementwise {

    /** No bin is narrower or lower than this share of the whole, and no slope is smaller. */
    private static final double LEAST = 1e-3;

    private final int bins;
    private final double bound;
    private final NDArray low;
    private final NDArray high;
    private final NDArray twice;
    private final NDArray share;
    private final NDArray least;
    private final NDArray two;
    private final NDArray four;
    private final NDArray even;

    RationalQuadratic(int bins, double bound, Setup setup) {
        this.bins = bins;
        this.bound = bound;
        low = setup.constant(-bound);
        high = setup.constant(bound);
        twice = setup.constant(2 * bound);
        share = setup.constant(1 - LEAST * bins);
        least = setup.constant(LEAST);
        two = setup.constant(2);
        four = setup.constant(4);
        // softplus(even) + least = 1: a net that gives zeros leaves x as it is.
        even = setup.constant(Math.log(Math.expm1(1 - LEAST)));
    }

    @Override
    public int numbers() {
        return 3 * bins - 1;
    }

    /** One bin for each number: its corner, its size and the slopes at its ends, each (n, k). */
    private record Bin(NDArray x, NDArray width, NDArray z, NDArray height, NDArray left, NDArray right) {}

    @Override
    public Bent forward(NDArray x, NDArray h) {
        NDArray inside = inside(x);
        NDArray within = within(x);
        Bin bin = bin(within, h, true);
        NDArray s = bin.height.div(bin.width);
        NDArray theta = within.sub(bin.x).div(bin.width);
        NDArray rest = theta.neg().add(theta.onesLike());
        NDArray both = theta.mul(rest);
        NDArray curve = bin.left.add(bin.right).sub(s.mul(two));
        NDArray below = s.add(curve.mul(both));
        NDArray z = bin.z.add(
                bin.height.mul(s.mul(theta.square()).add(bin.left.mul(both))).div(below));
        NDArray above = bin.right.mul(theta.square()).add(s.mul(two).mul(both)).add(bin.left.mul(rest.square()));
        NDArray logSlope = s.log().mul(two).add(above.log()).sub(below.log().mul(two));
        return new Bent(NDArrays.where(inside, z, x), NDArrays.where(inside, logSlope, x.zerosLike()));
    }

    @Override
    public NDArray inverse(NDArray z, NDArray h) {
        NDArray inside = inside(z);
        NDArray within = within(z);
        Bin bin = bin(within, h, false);
        NDArray s = bin.height.div(bin.width);
        NDArray rise = within.sub(bin.z);
        NDArray curve = rise.mul(bin.left.add(bin.right).sub(s.mul(two)));
        NDArray a = curve.add(bin.height.mul(s.sub(bin.left)));
        NDArray b = bin.height.mul(bin.left).sub(curve);
        NDArray c = s.mul(rise).neg();
        NDArray root = NDArrays.maximum(b.square().sub(a.mul(c).mul(four)), b.zerosLike())
                .sqrt();
        NDArray theta = c.mul(two).div(b.neg().sub(root));
        return NDArrays.where(inside, theta.mul(bin.width).add(bin.x), z);
    }

    private NDArray inside(NDArray x) {
        return x.gt(low).logicalAnd(x.lt(high));
    }

    private NDArray within(NDArray x) {
        return NDArrays.maximum(NDArrays.minimum(x, high), low);
    }

    /** The bins in which the numbers lie; {@code ofX} says whether these are x or z. */
    private Bin bin(NDArray number, NDArray h, boolean ofX) {
        long n = number.getShape().get(0);
        long k = number.getShape().get(1);
        NDArray blocks = h.reshape(n, numbers(), k);
        NDList parts = blocks.split(new long[] {bins, 2L * bins}, 1);
        NDArray widths = sizes(parts.get(0));
        NDArray heights = sizes(parts.get(1));
        NDArray ends = number.getManager().ones(new Shape(n, 1, k));
        NDArray slopes = NDArrays.concat(
                new NDList(ends, Activation.softPlus(parts.get(2).add(even)).add(least), ends), 1);
        NDArray xs = knots(widths);
        NDArray zs = knots(heights);
        NDArray known = (ofX ? xs : zs).get(new NDIndex(":, 1:{}", bins));
        NDArray place =
                number.expandDims(1).gte(known).toType(DataType.INT64, false).sum(new int[] {1}, true);
        NDArray next = place.add(place.onesLike());
        return new Bin(
                at(xs, place),
                at(widths, place),
                at(zs, place),
                at(heights, place),
                at(slopes, place),
                at(slopes, next));
    }

    /** Positive, and 2B together. */
    private NDArray sizes(NDArray numbers) {
        return numbers.softmax(1).mul(share).add(least).mul(twice);
    }

    /** The left ends of the bins, from -B. */
    private NDArray knots(NDArray sizes) {
        return sizes.cumSum(1).sub(sizes).add(low);
    }

    private static NDArray at(NDArray ofBins, NDArray place) {
        return ofBins.gather(place, 1).squeeze(1);
    }

    @Override
    public String toString() {
        return bins + " bins in -" + bound + " to " + bound;
    }
}
