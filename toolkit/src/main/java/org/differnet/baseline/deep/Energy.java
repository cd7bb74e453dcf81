package org.differnet.baseline.deep;

import ai.djl.ndarray.NDArray;
import org.differnet.features.backbone.Pixels;

/**
 * The energy of an image x under two convolutions and a matrix with softplus units: half the squared distance to a bias b,
 * minus the sum of the last units. The step down it, x - grad E(x), needs no gradient of the engine: it is b plus the way
 * back through the same weights, with sigmoids in place of the softplus.
 */
public final class Energy {

    private static final double DEVIATION = 0.02;

    private final Weights weights;
    private final long top;
    private final NDArray bias;
    private final NDArray w1;
    private final NDArray c1;
    private final NDArray w2;
    private final NDArray c2;
    private final NDArray w3;
    private final NDArray c3;

    /**
     * Drawn, not trained.
     *
     * @param width channels of the first convolution, half as many as the second has
     * @param hidden units of the last layer
     */
    public Energy(Weights weights, Pixels pixels, int width, int hidden) {
        this.weights = weights;
        int channels = pixels.channels();
        int side = pixels.side();
        this.top = 2L * width * side * side / 16;
        this.bias = weights.normal(0, 0, 1, channels, side, side);
        this.w1 = weights.normal(0, DEVIATION, width, channels, 4, 4);
        this.c1 = weights.normal(0, 0, width);
        this.w2 = weights.normal(0, DEVIATION, 2L * width, width, 4, 4);
        this.c2 = weights.normal(0, 0, 2L * width);
        this.w3 = weights.normal(0, DEVIATION, hidden, top);
        this.c3 = weights.normal(0, 0, hidden);
    }

    private record Inputs(NDArray first, NDArray second, NDArray third) {}

    /** What goes into the units of the three layers. */
    private Inputs inputs(NDArray x) {
        long n = x.getShape().get(0);
        NDArray first = weights.call("shifted", weights.call("conv_halving", x, w1), c1);
        NDArray second = weights.call("shifted", weights.call("conv_halving", weights.call("softplus", first), w2), c2);
        NDArray flat = weights.call("softplus", second).reshape(n, top);
        return new Inputs(first, second, weights.call("linear", flat, w3, c3));
    }

    /**
     * The energy of each image, (n).
     *
     * @param x (n, channels, side, side)
     */
    public NDArray of(NDArray x) {
        NDArray units = weights.call("softplus", inputs(x).third()).sum(new int[] {1});
        return weights.call("energy", weights.call("row_squares", x, bias), units);
    }

    /**
     * The image after one step down the energy, x - grad E(x), of the shape of x.
     *
     * @param x (n, channels, side, side)
     */
    public NDArray reconstruction(NDArray x) {
        Inputs inputs = inputs(x);
        NDArray slopes = weights.call("sigmoid", inputs.third());
        NDArray third = slopes.matMul(w3).reshape(inputs.second().getShape());
        NDArray second = weights.call("transposed_doubling", third.mul(weights.call("sigmoid", inputs.second())), w2);
        NDArray first = weights.call("transposed_doubling", second.mul(weights.call("sigmoid", inputs.first())), w1);
        return first.add(bias);
    }
}
