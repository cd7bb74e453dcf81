package org.differnet.flow;

import ai.djl.ndarray.NDArray;

/**
 * An increasing function of one number, with numbers h that a net gives for it: what couplings and autoregressive
 * transforms have in common. Each dimension has its own h.
 *
 * <ul>
 *   <li>x, z, slope: (n, k)
 *   <li>h: (n, p k), block by block: the first number of all k dimensions, then the second of all
 * </ul>
 */
interface Elementwise {

    /** z and log dz/dx. */
    record Bent(NDArray z, NDArray logSlope) {}

    /** p, how many numbers each dimension takes. */
    int numbers();

    /** z = f(x; h). */
    Bent forward(NDArray x, NDArray h);

    /** The x with f(x; h) = z. */
    NDArray inverse(NDArray z, NDArray h);

    /** In a few words. */
    @Override
    String toString();
}
