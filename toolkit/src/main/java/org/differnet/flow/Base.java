package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;

/** The distribution that a flow turns data into. */
public interface Base {

    /**
     * log p(z) of each row, natural logarithm.
     *
     * @param z (n, d), float32
     * @return (n), in z's manager
     */
    NDArray logProb(NDArray z);

    /**
     * Draws latents.
     *
     * @param n rows
     * @param d the length of a row
     * @param seed the same seed draws the same
     * @param owner owns the result (n, d)
     */
    NDArray sample(int n, int d, long seed, NDManager owner);

    /** What is learned, by name: the arrays themselves, not copies. Empty where nothing is. */
    default Map<String, NDArray> parameters() {
        return Map.of();
    }

    /** N(0, I), the base of the paper: what it is far from is anomalous. */
    static Base standardNormal() {
        return Normal.STANDARD;
    }

    /** See {@link Base#standardNormal()}. */
    enum Normal implements Base {
        /** The only one. */
        STANDARD;

        @Override
        public NDArray logProb(NDArray z) {
            return Workspace.array(() -> {
                NDArray logDet = z.getManager().zeros(new Shape(z.getShape().get(0)));
                return new Transformed(z, logDet).logProb();
            });
        }

        /** numpy's {@code RandomState(seed).standard_normal((n, d))}. */
        @Override
        public NDArray sample(int n, int d, long seed, NDManager owner) {
            MersenneTwister random = new MersenneTwister(seed);
            float[] latents = new float[Math.multiplyExact(n, d)];
            for (int i = 0; i < latents.length; i++) {
                latents[i] = (float) random.nextNormal();
            }
            return owner.create(latents, new Shape(n, d));
        }

        @Override
        public String toString() {
            return "N(0, I)";
        }
    }
}
