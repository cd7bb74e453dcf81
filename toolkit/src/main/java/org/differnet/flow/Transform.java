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
 *   <li>log det: (n), log abs det dz/dy of each row
 * </ul>
 *
 * <p>An implementation returns new arrays in the manager of its argument, frees what it made on the way, and takes its
 * constants from the engine, as the package says.
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
}
