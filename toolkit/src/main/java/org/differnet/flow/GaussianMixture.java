package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A mixture of Gaussians as base: p(z) = sum over k of w_k N(z; m_k, diag(e^(2 s_k))), all of it learned. A flow on one
 * normal distribution is continuous and must draw a bridge between two clusters; on a mixture it need not.
 *
 * <ul>
 *   <li>z: (n, d)
 *   <li>parameters: "logits" (k), whose softmax are the weights w; "means" (k, d); "logScales" (k, d)
 * </ul>
 *
 * <p>Reference: Papamakarios et al., Normalizing Flows for Probabilistic Modeling and Inference, 2021, section 2.1 (any
 * base may be chosen); Izmailov, Kirichenko, Finzi, Wilson, Semi-Supervised Learning with Normalizing Flows, ICML 2020.
 */
public final class GaussianMixture implements Base {

    private final NDArray logits;
    private final NDArray means;
    private final NDArray logScales;
    private final NDArray half;

    private GaussianMixture(int components, Setup setup) {
        logits = setup.zeros(components);
        means = setup.normal(1, components, setup.dimension());
        logScales = setup.zeros(components, setup.dimension());
        half = setup.constant(0.5);
    }

    /**
     * A mixture whose means are drawn from a normal distribution.
     *
     * @param components k, 1 to 1000
     */
    public static GaussianMixture of(int components, Setup setup) {
        if (components < 1 || components > 1000) {
            throw new IllegalArgumentException(
                    "a mixture of " + components + " Gaussians is not possible; give 1 to 1000");
        }
        return new GaussianMixture(components, setup);
    }

    @Override
    public NDArray logProb(NDArray z) {
        return Workspace.array(() -> {
            long d = z.getShape().get(1);
            NDManager manager = z.getManager();
            NDArray offsets = z.expandDims(1).sub(means).div(logScales.exp());
            NDArray constant = manager.full(new Shape(), (float) (0.5 * d * Math.log(2 * Math.PI)));
            NDArray each = offsets.square()
                    .sum(new int[] {2})
                    .mul(half)
                    .neg()
                    .sub(logScales.sum(new int[] {1}))
                    .sub(constant)
                    .add(logits.logSoftmax(0));
            NDArray greatest = each.max(new int[] {1}, true).stopGradient();
            return each.sub(greatest).exp().sum(new int[] {1}).log().add(greatest.squeeze(1));
        });
    }

    @Override
    public NDArray sample(int n, int d, long seed, NDManager owner) {
        MersenneTwister random = new MersenneTwister(seed);
        float[] weights;
        try (NDArray softmax = logits.softmax(0)) {
            weights = softmax.toFloatArray();
        }
        float[] m = means.toFloatArray();
        float[] s = logScales.toFloatArray();
        float[] rows = new float[Math.multiplyExact(n, d)];
        for (int i = 0; i < n; i++) {
            int k = drawn(weights, random.nextDouble());
            for (int j = 0; j < d; j++) {
                rows[i * d + j] = (float) (m[k * d + j] + Math.exp(s[k * d + j]) * random.nextNormal());
            }
        }
        return owner.create(rows, new Shape(n, d));
    }

    private static int drawn(float[] weights, double at) {
        double sum = 0;
        for (int k = 0; k < weights.length - 1; k++) {
            sum += weights[k];
            if (at < sum) {
                return k;
            }
        }
        return weights.length - 1;
    }

    @Override
    public Map<String, NDArray> parameters() {
        Map<String, NDArray> all = new LinkedHashMap<>();
        all.put("logits", logits);
        all.put("means", means);
        all.put("logScales", logScales);
        return all;
    }

    @Override
    public String toString() {
        return "mixture of " + logits.getShape().get(0) + " Gaussians";
    }
}
