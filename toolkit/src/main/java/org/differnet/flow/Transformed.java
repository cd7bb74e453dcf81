package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * What a transform makes of n rows.
 *
 * @param z latents, (n, d)
 * @param logDet log abs det dz/dy of each row, (n)
 */
public record Transformed(NDArray z, NDArray logDet) {

    /** log p(y) = log N(z; 0, I) + log det of each row (eq. 3), shape (n), natural logarithm. */
    public NDArray logProb() {
        return Workspace.array(() -> {
            NDArray normalization = constant(-0.5 * dimension() * Math.log(2 * Math.PI));
            return logDet.sub(halfSquaredNorm()).add(normalization);
        });
    }

    /**
     * What training minimises: the mean over rows of (norm(z)^2 / 2 - log det) / d, a scalar.
     *
     * <p>It is eq. 4 per dimension, that is -log p(y) / d without the constant log(2 pi) / 2 = 0.919. Densities may
     * exceed one, so the loss may be negative.
     */
    public NDArray loss() {
        return Workspace.array(() -> halfSquaredNorm().sub(logDet).mean().div(constant(dimension())));
    }

    private long dimension() {
        return z.getShape().get(1);
    }

    private NDArray halfSquaredNorm() {
        return z.square().sum(new int[] {1}).mul(constant(0.5));
    }

    private NDArray constant(double value) {
        NDManager manager = z.getManager();
        return manager.full(new Shape(), (float) value);
    }
}
