package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Activation;

/** z = exp(e(s)) x + t, with h = [s, t]. */
final class ScaleAndShift implements Elementwise {

    private final Clamp clamp;
    private final NDArray width;
    private final NDArray height;

    ScaleAndShift(Clamp clamp, Setup setup) {
        this.clamp = clamp;
        width = setup.constant(clamp.bound());
        height = setup.constant(clamp.kind() == Clamp.Kind.SOFT ? clamp.factor() * clamp.bound() : clamp.bound());
    }

    @Override
    public int numbers() {
        return 2;
    }

    @Override
    public Bent forward(NDArray x, NDArray h) {
        NDList parts = parts(h);
        NDArray s = clamped(parts.get(0));
        return new Bent(s.exp().mul(x).add(parts.get(1)), s);
    }

    @Override
    public NDArray inverse(NDArray z, NDArray h) {
        NDList parts = parts(h);
        return z.sub(parts.get(1)).div(clamped(parts.get(0)).exp());
    }

    private NDArray clamped(NDArray h) {
        return switch (clamp.kind()) {
            case SOFT -> h.div(width).atan().mul(height);
            case TANH -> Activation.tanh(h.div(width)).mul(height);
            case NONE -> h;
        };
    }

    private static NDList parts(NDArray h) {
        return h.split(new long[] {h.getShape().get(1) / 2}, 1);
    }

    Clamp clamp() {
        return clamp;
    }

    @Override
    public String toString() {
        return clamp.toString();
    }
}
