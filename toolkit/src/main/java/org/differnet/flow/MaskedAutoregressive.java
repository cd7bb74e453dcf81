package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * Masked autoregressive transform: each dimension is scaled and shifted by amounts that a masked net computes from the
 * dimensions before it.
 *
 * <pre>
 *   [s, t] = net(y)   z_i = exp(e(s_i)) y_i + t_i     s_i, t_i depend on y_1 ... y_(i-1)
 * </pre>
 *
 * <p>With s = -alpha and t = -mu e^-alpha these are MAF's z = (y - mu) / e^alpha. Density is fast, one pass of the net;
 * the inverse has to find one dimension after the other and takes d passes.
 *
 * <ul>
 *   <li>y, z: (n, d), d at least 2
 *   <li>log det: (n), the sum of e(s)
 * </ul>
 *
 * <p>References: Papamakarios, Pavlakou, Murray, Masked Autoregressive Flow for Density Estimation, NeurIPS 2017;
 * Germain et al., MADE, ICML 2015.
 */
public final class MaskedAutoregressive implements Transform {

    private final int d;
    private final MaskedNet net;
    private final Elementwise function;
    private final boolean conditional;

    MaskedAutoregressive(Layers.Masked size, Setup setup) {
        setup.atLeastTwo("an autoregressive transform makes one of those before it");
        d = setup.dimension();
        conditional = setup.context() > 0;
        function = new ScaleAndShift(size.clamp(), setup);
        net = new MaskedNet(function.numbers(), size.units(), size.hiddenLayers(), setup);
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
            Elementwise.Bent bent = function.forward(y, net.forward(y, conditional ? context : null));
            return new Transformed(bent.z(), bent.logSlope().sum(new int[] {1}));
        });
    }

    /**
     * Pass k finds dimension k; those after it are 0 until their turn.
     *
     * @throws CancellationException if the thread is interrupted
     */
    @Override
    public NDArray inverse(NDArray z, NDArray context) {
        return Workspace.array(() -> {
            NDArray y = z.zerosLike();
            for (int k = 1; k <= d; k++) {
                if (Thread.interrupted()) {
                    throw new CancellationException(
                            "stopped in pass " + k + " of " + d + " of an autoregressive inverse");
                }
                NDArray found = function.inverse(z, net.forward(y, conditional ? context : null));
                y = found.mul(first(k, z.getManager()));
            }
            return y;
        });
    }

    private NDArray first(int k, NDManager manager) {
        NDArray ones = manager.ones(new Shape(k));
        return k == d ? ones : NDArrays.concat(new NDList(ones, manager.zeros(new Shape(d - k))));
    }

    @Override
    public Map<String, NDArray> parameters() {
        return net.parameters();
    }

    @Override
    public int dimension() {
        return d;
    }

    @Override
    public int inversePasses() {
        return d;
    }

    @Override
    public String toString() {
        return "MaskedAutoregressive(" + d + ", net " + net + ", " + function + ")";
    }
}
