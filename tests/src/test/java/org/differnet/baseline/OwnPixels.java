package org.differnet.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.differnet.baseline.deep.Adam;
import org.differnet.baseline.deep.Images;
import org.differnet.baseline.deep.PixelNet;
import org.differnet.baseline.deep.Weights;
import org.differnet.engine.Gradients;
import org.differnet.features.backbone.Pixels;

/** A method of a user's own, in one class: learns the mean image, and scores the distance to it. */
record OwnPixels(int epochs, int batch, double rate) implements PixelMethod {

    OwnPixels(int epochs, int batch) {
        this(epochs, batch, 0.1);
    }

    @Override
    public String name() {
        return "mean image";
    }

    @Override
    public String description() {
        return epochs + " epochs";
    }

    @Override
    public PixelNet net(Weights weights, Pixels pixels, long seed) {
        NDArray mean = weights.normal(0, 0.1, 1, pixels.channels(), pixels.side(), pixels.side());
        Adam adam = new Adam(weights, weights.learnt(), rate, 0.9, 0.999, 0);
        return new PixelNet() {
            @Override
            public List<Adam> optimisers() {
                return List.of(adam);
            }

            @Override
            public double learn(Images good, int[] which, SplittableRandom random) {
                try (NDManager step = weights.manager().newSubManager()) {
                    NDArray x = good.batch(step, which);
                    double loss;
                    try (Gradients recording = Gradients.record()) {
                        NDArray error = weights.call("row_squares", x, mean).mean();
                        recording.backward(error);
                        loss = error.getFloat();
                    }
                    adam.step();
                    return loss;
                }
            }

            @Override
            public double[] score(NDArray images, double[] concluded) {
                float[] squares = weights.call("row_squares", images, mean).toFloatArray();
                return IntStream.range(0, squares.length)
                        .mapToDouble(i -> squares[i])
                        .toArray();
            }
        };
    }
}
