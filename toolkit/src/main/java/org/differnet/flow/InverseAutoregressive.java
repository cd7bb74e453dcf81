package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/**
 * Inverse autoregressive transform: a {@link MaskedAutoregressive} run the other way, so that each dimension of y is made
 * of z by amounts that depend on the latents before it.
 *
 * <pre>
 *   [s, t] = net(z)   y_i = exp(e(s_i)) z_i + t_i     s_i, t_i depend on z_1 ... z_(i-1)
 * </pre>
 *
 * <p>Sampling is fast, one pass of the net; the density of given data has to find one latent after the other and takes d
 * passes and one more for log det.
 *
 * <ul>
 *   <li>y, z: (n, d), d at least 2
 *   <li>log det: (n), less the sum of e(s)
 * </ul>
 *
 * <p>Reference: Kingma, Salimans, Jozefowicz, Chen, Sutskever, Welling, Improved Variational Inference with Inverse
 * Autoregressive Flow, NeurIPS 2016.
 */
public final class InverseAutoregressive implements Transform {

    private final MaskedAutoregressive other;

    InverseAutoregressive(Layers.Masked size, Setup setup) {
        other = new MaskedAutoregressive(size, setup);
    }

    @Override
    public Transformed forward(NDArray y) {
        return forward(y, null);
    }

    @Override
    public NDArray inverse(NDArray z) {
        return inverse(z, null);
    }

    @Override
    public Transformed forward(NDArray y, NDArray context) {
        return Workspace.transformed(() -> {
            NDArray z = other.inverse(y, context);
            return new Transformed(z, other.forward(z, context).logDet().neg());
        });
    }

    @Override
    public NDArray inverse(NDArray z, NDArray context) {
        return Workspace.array(() -> other.forward(z, context).z());
    }

    @Override
    public Map<String, NDArray> parameters() {
        return other.parameters();
    }

    @Override
    public int dimension() {
        return other.dimension();
    }

    @Override
    public int forwardPasses() {
        return other.inversePasses() + 1;
    }

    @Override
    public String toString() {
        return other.toString().replace("MaskedAutoregressive", "InverseAutoregressive");
    }
}
