package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Radial transform: points are moved away from a centre or towards it, the nearer ones more.
 *
 * <pre>
 *   r = |y - c|   z = y + beta / (alpha + r) (y - c)
 *   alpha = softplus(a)   beta = softplus(b) - alpha      so that beta is over -alpha, and the map is invertible
 *   log det = (d - 1) log(1 + beta / (alpha + r)) + log(1 + alpha beta / (alpha + r)^2)
 * </pre>
 *
 * <p>The inverse keeps the direction from the centre and finds r as the root of a quadratic equation.
 *
 * <ul>
 *   <li>y, z: (n, d)
 *   <li>log det: (n)
 * </ul>
 *
 * <p>Reference: Rezende, Mohamed, Variational Inference with Normalizing Flows, ICML 2015, section 4.1 and appendix A.
 */
public final class Radial implements Transform {

    /** Added to squared distances, whose root has no slope at 0. */
    private static final double TINY = 1e-12;

    private final NDArray centre;
    private final NDArray a;
    private final NDArray b;
    private final NDArray tiny;
    private final NDArray others;
    private final NDArray four;
    private final NDArray half;

    Radial(Setup setup) {
        int d = setup.dimension();
        centre = setup.normal(1, d);
        a = setup.normal(0.5, 1);
        b = setup.normal(0.5, 1);
        tiny = setup.constant(TINY);
        others = setup.constant(d - 1);
        four = setup.constant(4);
        half = setup.constant(0.5);
    }

    private NDArray alpha() {
        return Activation.softPlus(a);
    }

    private NDArray beta() {
        return Activation.softPlus(b).sub(alpha());
    }

    private NDArray distance(NDArray offset) {
        return offset.square().sum(new int[] {1}, true).add(tiny).sqrt();
    }

    @Override
    public Transformed forward(NDArray y) {
        return Workspace.transformed(() -> {
            NDArray offset = y.sub(centre);
            NDArray room = distance(offset).add(alpha());
            NDArray pull = room.onesLike().div(room).mul(beta());
            NDArray along = pull.mul(alpha()).div(room);
            NDArray z = y.add(offset.mul(pull));
            NDArray across = pull.add(pull.onesLike()).log().mul(others);
            return new Transformed(
                    z, across.add(along.add(along.onesLike()).log()).squeeze(1));
        });
    }

    @Override
    public NDArray inverse(NDArray z) {
        return Workspace.array(() -> {
            NDArray offset = z.sub(centre);
            NDArray far = distance(offset);
            // r + beta r / (alpha + r) = far
            NDArray linear = far.sub(alpha()).sub(beta());
            NDArray root = linear.square().add(far.mul(alpha()).mul(four)).sqrt();
            NDArray r = linear.add(root).mul(half);
            return offset.mul(r).div(far).add(centre);
        });
    }

    @Override
    public Map<String, NDArray> parameters() {
        Map<String, NDArray> all = new LinkedHashMap<>();
        all.put("centre", centre);
        all.put("a", a);
        all.put("b", b);
        return all;
    }

    @Override
    public int dimension() {
        return (int) centre.getShape().get(0);
    }

    @Override
    public String toString() {
        return "Radial(" + dimension() + ")";
    }
}
