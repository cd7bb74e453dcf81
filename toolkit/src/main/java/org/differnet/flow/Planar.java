package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Planar transform: points are moved along one direction by an amount that changes across a plane.
 *
 * <pre>
 *   z = y + u' tanh(w.y + b)
 *   u' = u + (softplus(w.u) - 1 - w.u) w / |w|^2       so that w.u' is over -1, and the map is invertible
 *   log det = log(1 + w.u' (1 - tanh^2(w.y + b)))
 * </pre>
 *
 * <p>The inverse has no formula: along w, the number a = w.y solves a + w.u' tanh(a + b) = w.z, which is increasing in a and
 * found by halving an interval. One is a gentle bend; many in a row make a distribution.
 *
 * <ul>
 *   <li>y, z: (n, d)
 *   <li>log det: (n)
 * </ul>
 *
 * <p>Reference: Rezende, Mohamed, Variational Inference with Normalizing Flows, ICML 2015, section 4.1 and appendix A.
 */
public final class Planar implements Transform {

    /** Halves the interval to the last bit of a float. */
    private static final int HALVINGS = 40;

    private final NDArray w;
    private final NDArray u;
    private final NDArray b;
    private final NDArray half;

    Planar(Setup setup) {
        int d = setup.dimension();
        w = setup.normal(1 / Math.sqrt(d), d);
        u = setup.normal(1 / Math.sqrt(d), d);
        b = setup.normal(1, 1);
        half = setup.constant(0.5);
    }

    /** u' and w.u'. */
    private record Direction(NDArray u, NDArray along) {}

    private Direction direction() {
        NDArray along = w.mul(u).sum();
        NDArray allowed = Activation.softPlus(along).sub(along.onesLike());
        NDArray corrected = u.add(w.mul(allowed.sub(along)).div(w.square().sum()));
        return new Direction(corrected, allowed);
    }

    @Override
    public Transformed forward(NDArray y) {
        return Workspace.transformed(() -> {
            Direction direction = direction();
            NDArray bend = Activation.tanh(y.matMul(w.reshape(-1, 1)).add(b));
            NDArray z = y.add(bend.mul(direction.u));
            NDArray slope = bend.onesLike().sub(bend.square()).mul(direction.along);
            return new Transformed(z, slope.add(slope.onesLike()).log().squeeze(1));
        });
    }

    @Override
    public NDArray inverse(NDArray z) {
        return Workspace.array(() -> {
            Direction direction = direction();
            NDArray target = z.matMul(w.reshape(-1, 1));
            NDArray reach = direction.along.abs();
            NDArray low = target.sub(reach);
            NDArray high = target.add(reach);
            for (int i = 0; i < HALVINGS; i++) {
                NDArray middle = low.add(high).mul(half);
                NDArray tooLow = middle.add(Activation.tanh(middle.add(b)).mul(direction.along))
                        .lt(target);
                low = NDArrays.where(tooLow, middle, low);
                high = NDArrays.where(tooLow, high, middle);
            }
            NDArray bend = Activation.tanh(low.add(high).mul(half).add(b));
            return z.sub(bend.mul(direction.u));
        });
    }

    @Override
    public Map<String, NDArray> parameters() {
        Map<String, NDArray> all = new LinkedHashMap<>();
        all.put("w", w);
        all.put("u", u);
        all.put("b", b);
        return all;
    }

    @Override
    public int dimension() {
        Shape shape = w.getShape();
        return (int) shape.get(0);
    }

    @Override
    public String toString() {
        return "Planar(" + dimension() + ")";
    }
}
