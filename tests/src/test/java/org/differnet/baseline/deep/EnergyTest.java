package org.differnet.baseline.deep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import java.util.function.Supplier;
import org.differnet.engine.Gradients;
import org.differnet.engine.Torch;
import org.differnet.features.backbone.Pixels;
import org.junit.jupiter.api.Test;

class EnergyTest {

    /** (E(x + h) - E(x - h)) / 2h along a direction against the inner product with x minus the reconstruction. */
    @Test
    void reconstructionIsOneStepDownTheEnergy() {
        Pixels pixels = Pixels.at(8);
        Random random = new Random(4);
        try (NDManager manager = Torch.newManager(Device.cpu());
                Weights weights = new Weights(manager, 1)) {
            Energy energy = new Energy(weights, pixels, 4, 8);
            // Larger weights than those drawn, so that the units bend.
            weights.learnt().forEach(w -> w.addi(w.mul(manager.create(20f))));
            float[] x = noise(random, pixels.dimension());
            float[] direction = noise(random, pixels.dimension());
            double h = 1e-2;
            double slope =
                    (energy(energy, manager, x, direction, h) - energy(energy, manager, x, direction, -h)) / (2 * h);
            double expected = 0;
            float[] down = energy.reconstruction(Images.copied(manager, x, new Shape(1, 3, 8, 8)))
                    .toFloatArray();
            for (int i = 0; i < x.length; i++) {
                expected += (x[i] - down[i]) * direction[i];
            }
            assertEquals(expected, slope, 1e-2 * Math.abs(expected));
        }
    }

    /** The loss of denoising score matching, differentiated by the engine, against differences along each weight's gradient. */
    @Test
    void gradientOfScoreMatchingIsThatOfFiniteDifferences() {
        Random random = new Random(7);
        try (NDManager manager = Torch.newManager(Device.cpu());
                Weights weights = new Weights(manager, 1)) {
            Energy energy = new Energy(weights, Pixels.at(8), 4, 8);
            weights.learnt().forEach(w -> w.addi(w.mul(manager.create(20f))));
            NDArray x = Images.copied(manager, noise(random, 2 * 192), new Shape(2, 3, 8, 8));
            NDArray noisy = x.add(Images.copied(manager, noise(random, 2 * 192), x.getShape()));
            Supplier<NDArray> loss = () -> weights.call("squared_error", x, energy.reconstruction(noisy));
            try (Gradients recording = Gradients.record()) {
                recording.backward(loss.get());
            }
            for (NDArray weight : weights.learnt()) {
                float[] gradient = Gradients.of(weight, "a weight").toFloatArray();
                double norm = 0;
                for (float g : gradient) {
                    norm += (double) g * g;
                }
                double h = 2e-2 / Math.sqrt(norm);
                double slope = (at(loss, weight, gradient, h) - at(loss, weight, gradient, -h)) / (2 * h);
                assertEquals(norm, slope, 0.02 * norm, weight.getShape().toString());
            }
        }
    }

    private static double at(Supplier<NDArray> loss, NDArray weight, float[] direction, double h) {
        float[] before = weight.toFloatArray();
        float[] moved = before.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (float) (h * direction[i]);
        }
        set(weight, moved);
        double value = loss.get().toFloatArray()[0];
        set(weight, before);
        return value;
    }

    private static void set(NDArray weight, float[] values) {
        try (NDManager scratch = weight.getManager().newSubManager()) {
            weight.stopGradient().subi(weight.stopGradient()).addi(scratch.create(values, weight.getShape()));
        }
    }

    private static double energy(Energy energy, NDManager manager, float[] x, float[] direction, double h) {
        float[] moved = new float[x.length];
        for (int i = 0; i < x.length; i++) {
            moved[i] = (float) (x[i] + h * direction[i]);
        }
        NDArray value = energy.of(Images.copied(manager, moved, new Shape(1, 3, 8, 8)));
        assertEquals(new Shape(1), value.getShape());
        return value.toFloatArray()[0];
    }

    private static float[] noise(Random random, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
