package org.differnet.baseline.deep;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers one after the other, on images (n, channels, side, side).
 *
 * <p>Example: <pre>{@code
 * Net net = new Net(weights).conv(Convolution.HALVING, 3, 64, 4).leakyRelu().conv(Convolution.WHOLE, 64, 1, 16);
 * NDArray y = net.forward(x, true);
 * }</pre>
 */
public final class Net {

    /** Normal weights with this standard deviation, as DCGAN has them; 0 stands for He's rule. */
    private final double deviation;

    private final Weights weights;
    private final List<Layer> layers = new ArrayList<>();

    /** One layer. */
    @FunctionalInterface
    private interface Layer {
        NDArray forward(NDArray x, boolean training);
    }

    /** An empty net, whose weights are drawn as in DCGAN: N(0, 0.02), gains N(1, 0.02). */
    public static Net dcgan(Weights weights) {
        return new Net(weights, 0.02);
    }

    /** An empty net, whose weights are drawn by He's rule for rectified units, gains 1. */
    public static Net he(Weights weights) {
        return new Net(weights, 0);
    }

    private Net(Weights weights, double deviation) {
        this.weights = weights;
        this.deviation = deviation;
    }

    /** Adds a convolution without bias. */
    public Net conv(Convolution kind, int in, int out, int kernel) {
        NDArray w = kind.transposed()
                ? weights.normal(0, deviation(out * kernel * kernel), in, out, kernel, kernel)
                : weights.normal(0, deviation(in * kernel * kernel), out, in, kernel, kernel);
        return add((x, training) -> weights.call(kind.operation(), x, w));
    }

    private double deviation(int inputs) {
        return deviation > 0 ? deviation : Math.sqrt(2.0 / inputs);
    }

    /** Adds batch normalisation: by the batch in training, by running means (momentum 0.1) afterwards. */
    public Net batchNorm(int channels) {
        NDArray gain = weights.normal(1, deviation, channels);
        NDArray bias = weights.normal(0, 0, channels);
        NDArray mean = weights.constant(0, channels);
        NDArray variance = weights.constant(1, channels);
        return add((x, training) ->
                weights.call(training ? "batch_norm" : "batch_norm_fixed", x, gain, bias, mean, variance));
    }

    /** Adds a rectifier that lets a fifth of negative values through. */
    public Net leakyRelu() {
        return add((x, training) -> weights.call("leaky_relu", x));
    }

    /** Adds a rectifier. */
    public Net relu() {
        return add((x, training) -> weights.call("relu", x));
    }

    /** Adds a hyperbolic tangent. */
    public Net tanh() {
        return add((x, training) -> weights.call("tanh", x));
    }

    /** Adds the mean over places, (n, channels). */
    public Net mean() {
        return add((x, training) -> weights.call("places_mean", x));
    }

    /** Adds a matrix with a bias, (n, in) to (n, out). */
    public Net linear(int in, int out) {
        NDArray w = weights.normal(0, deviation(in), out, in);
        NDArray b = weights.normal(0, 0, out);
        return add((x, training) -> weights.call("linear", x, w, b));
    }

    /** Adds the sum of two nets on the same input. */
    public Net sum(Net one, Net other) {
        return add((x, training) -> one.forward(x, training).add(other.forward(x, training)));
    }

    private Net add(Layer layer) {
        layers.add(layer);
        return this;
    }

    /**
     * What comes out.
     *
     * @param x float32, owned by a manager of the step, which owns all that is computed on the way
     * @param training whether batch normalisation takes the batch's own mean and variance, and learns from them
     */
    public NDArray forward(NDArray x, boolean training) {
        NDArray y = x;
        for (Layer layer : layers) {
            y = layer.forward(y, training);
        }
        return y;
    }
}
