package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/**
 * An invertible map of rows that knows how much it stretches space.
 *
 * <p>If z = f(y) and z has density p_Z, then y has density p_Y(y) = p_Z(f(y)) abs det dz/dy: the determinant of the
 * Jacobian counts how volume changes, and keeps the total probability at one. Transforms in a row are a transform again;
 * their log determinants add up.
 *
 * <ul>
 *   <li>y, z: (n, d), float32
 *   <li>context: (n, c), float32: what the density is conditional on, where the flow has such inputs
 *   <li>log det: (n), log abs det dz/dy of each row
 * </ul>
 *
 * <p>A transform of one's own implements {@link #forward(NDArray)}, {@link #inverse(NDArray)} and {@link #parameters()},
 * makes its parameters with a {@link Setup}, and is added to a flow by {@link Composition#add}. Inside a flow what it
 * makes on the way is freed, whosever it is; used on its own it should return new arrays in the manager of its argument.
 * Numbers enter a formula as arrays made by the engine, as the package says.
 *
 * <p>Example: z = e^s y + t, with s and t of each dimension learned. <pre>{@code
 * class Scale implements Transform {
 *     final NDArray s, t;
 *     Scale(Setup setup) { s = setup.zeros(setup.dimension()); t = setup.zeros(setup.dimension()); }
 *     public Transformed forward(NDArray y) {
 *         NDArray logDet = y.getManager().zeros(new Shape(y.getShape().get(0))).add(s.sum());
 *         return new Transformed(y.mul(s.exp()).add(t), logDet);
 *     }
 *     public NDArray inverse(NDArray z) { return z.sub(t).div(s.exp()); }
 *     public Map<String, NDArray> parameters() { return Map.of("s", s, "t", t); }
 * }
 * Flow flow = Flow.on(2).add(Layer.own("Scale", Scale::new)).couple(32).build(1);
 * }</pre>
 *
 * <p>Reference: Papamakarios et al., Normalizing Flows for Probabilistic Modeling and Inference, 2021.
 */
public interface Transform {

    /** From data to latent. */
    Transformed forward(NDArray y);

    /** From latent to data: {@code inverse(forward(y).z())} is y within rounding. */
    NDArray inverse(NDArray z);

    /** What is learned, by name: the arrays themselves, not copies. Empty where nothing is. */
    Map<String, NDArray> parameters();

    /** From data to latent, given a context; a transform that takes none leaves it aside. */
    default Transformed forward(NDArray y, NDArray context) {
        return forward(y);
    }

    /** From latent to data, given the context of {@link #forward(NDArray, NDArray)}. */
    default NDArray inverse(NDArray z, NDArray context) {
        return inverse(z);
    }

    /** The length of the rows that it takes; 0 if it takes any. */
    default int dimension() {
        return 0;
    }

    /** How many passes through a net, one after the other, {@code forward} takes; 1 unless it solves step by step. */
    default int forwardPasses() {
        return 1;
    }

    /** How many passes through a net, one after the other, {@code inverse} takes; 1 unless it solves step by step. */
    default int inversePasses() {
        return 1;
    }

    /**
     * Takes a first look at the data, before the first step of a training that begins; for those that start from them.
     *
     * @param y the first rows as they reach this transform, (n, d)
     */
    default void begin(NDArray y) {}

    /** One line: what it is, its sizes and its settings; the name of its class where {@code toString} is not its own. */
    default String describe() {
        String text = toString();
        boolean inherited = text.equals(getClass().getName() + "@" + Integer.toHexString(hashCode()));
        return inherited ? Trial.name(this) : text;
    }
}
