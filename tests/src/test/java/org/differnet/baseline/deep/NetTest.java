package org.differnet.baseline.deep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.differnet.engine.Gradients;
import org.differnet.engine.Torch;
import org.differnet.features.backbone.Pixels;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetTest {

    private final NDManager manager = Torch.newManager(Device.cpu());
    private final Weights weights = new Weights(manager, 7);

    @AfterEach
    void close() {
        weights.close();
        manager.close();
    }

    @Test
    void encoderGoesDownTo4By4AndTheDecoderBack() {
        for (int side : new int[] {32, 64}) {
            Pixels pixels = Pixels.at(side);
            NDArray x = manager.zeros(new Shape(2, 3, side, side));
            assertEquals(
                    new Shape(2, Dcgan.top(pixels, 8), 4, 4),
                    Dcgan.encoder(weights, pixels, 8).forward(x, true).getShape());
            NDArray code = Dcgan.encoder(weights, pixels, 8, 10).forward(x, true);
            assertEquals(new Shape(2, 10, 1, 1), code.getShape());
            assertEquals(
                    x.getShape(),
                    Dcgan.decoder(weights, pixels, 8, 10).forward(code, true).getShape());
        }
    }

    @Test
    void gradientReachesEveryWeight() {
        Pixels pixels = Pixels.at(32);
        Net net = Dcgan.encoder(weights, pixels, 4, 3);
        Net back = Dcgan.decoder(weights, pixels, 4, 3);
        NDArray x = manager.randomNormal(new Shape(4, 3, 32, 32));
        try (Gradients recording = Gradients.record()) {
            recording.backward(weights.call("squared_error", x, back.forward(net.forward(x, true), true)));
        }
        for (NDArray weight : weights.learnt()) {
            assertTrue(
                    weight.getGradient().abs().sum().getFloat() > 0,
                    weight.getShape().toString());
        }
    }

    @Test
    void networksOfOnePlaceAreTheConvolutionsTheyStandFor() {
        NDArray x = Images.copied(manager, new float[] {1, 2, 3, 4, 5, 6, 7, 8}, new Shape(1, 2, 2, 2));
        NDArray w = Images.copied(manager, new float[] {1, 0, 0, 2, 0, 3, 4, 0}, new Shape(1, 2, 2, 2));
        NDArray one = weights.call("conv_whole", x, w);
        assertEquals(new Shape(1, 1, 1, 1), one.getShape());
        assertEquals(1 + 2 * 4 + 3 * 6 + 4 * 7, one.toFloatArray()[0]);
        NDArray place = Images.copied(manager, new float[] {10}, new Shape(1, 1, 1, 1));
        NDArray spread = weights.call("spread", place, w);
        assertEquals(new Shape(1, 2, 2, 2), spread.getShape());
        assertArrayEquals(new float[] {10, 0, 0, 20, 0, 30, 40, 0}, spread.toFloatArray());
    }

    @Test
    void batchNormLearnsItsMeanInTrainingAndKeepsItAfterwards() {
        Net net = Net.he(weights).batchNorm(1);
        NDArray x = Images.copied(manager, new float[] {1, 3, 5, 7}, new Shape(4, 1, 1, 1));
        assertEquals(0, net.forward(x, true).mean().getFloat(), 1e-6);
        float[] after = net.forward(x, false).toFloatArray();
        // Mean 0.1 x 4, variance 0.9 + 0.1 x 20/3; the gain is 1.
        double scale = Math.sqrt(0.9 + 2 / 3.0 + 1e-5);
        assertEquals((1 - 0.4) / scale, after[0], 1e-4);
        assertArrayEquals(after, net.forward(x, false).toFloatArray());
    }

    /** Gradient 2w: w = 1, rate 0.1, betas 0.5 and 0.9, no decay. */
    @Test
    void twoStepsOfAdamAreThoseByHand() {
        NDArray w = weights.normal(1, 0, 1);
        NDArray zero = manager.zeros(new Shape(1));
        Adam adam = new Adam(weights, List.of(w), 0.1, 0.5, 0.9, 0);
        double value = 1;
        double m = 0;
        double v = 0;
        for (int t = 1; t <= 2; t++) {
            try (Gradients recording = Gradients.record()) {
                recording.backward(weights.call("squared_error", w, zero));
            }
            adam.step();
            double g = 2 * value;
            m = 0.5 * m + 0.5 * g;
            v = 0.9 * v + 0.1 * g * g;
            value -= 0.1 * (m / (1 - Math.pow(0.5, t))) / (Math.sqrt(v / (1 - Math.pow(0.9, t))) + 1e-8);
            assertEquals(value, w.getFloat(), 1e-6);
        }
    }

    @Test
    void lossesOfADiscriminatorAreThoseByHand() {
        NDArray logits = Images.copied(manager, new float[] {0, 2}, new Shape(2));
        double real = (Math.log(2) + Math.log(1 + Math.exp(-2))) / 2;
        double fake = (Math.log(2) + Math.log(1 + Math.exp(2))) / 2;
        assertEquals(real, weights.call("said_real", logits).getFloat(), 1e-6);
        assertEquals(fake, weights.call("said_fake", logits).getFloat(), 1e-6);
    }

    @Test
    void generatorsLossIsTheWeightedSum() {
        NDArray a = manager.create(1f);
        NDArray b = manager.create(2f);
        NDArray c = manager.create(3f);
        NDArray parts = Images.copied(manager, new float[] {1, 50, 10}, new Shape(3));
        assertEquals(131, weights.call("weighted", a, b, c, parts).getFloat(), 1e-4);
    }
}
