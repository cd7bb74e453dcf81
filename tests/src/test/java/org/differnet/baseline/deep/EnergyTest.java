package org.differnet.baseline.deep;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
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
