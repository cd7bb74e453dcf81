package org.differnet.baseline.deep;

import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.differnet.engine.Gradients;
import org.differnet.engine.Torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Convolutions for which PyTorch 2.7 reads memory that it never wrote, beside NaN of earlier work. */
class UnwrittenMemoryTest {

    private static final int ROUNDS = 40;

    private final NDManager manager = Torch.newManager(Device.cpu());
    private final Weights weights = new Weights(manager, 0);

    @ParameterizedTest
    @CsvSource({"WHOLE, 64, 4, 100", "SPREADING, 100, 1, 64", "HALVING, 3, 8, 4", "DOUBLING, 8, 4, 3"})
    void neitherValueNorGradientDependsOnWhatWasInMemory(Convolution kind, int in, int side, int out) {
        NDArray w = kind.transposed() ? weights.normal(0, 0.1, in, out, 4, 4) : weights.normal(0, 0.1, out, in, 4, 4);
        for (int round = 0; round < ROUNDS; round++) {
            try (NDManager step = manager.newSubManager()) {
                NDArray x = step.ones(new Shape(4, in, side, side));
                x.setRequiresGradient(true);
                leaveNaN(step);
                NDArray y;
                try (Gradients recording = Gradients.record()) {
                    y = weights.call(kind.operation(), x, w);
                    leaveNaN(step);
                    recording.backward(y.square().sum());
                }
                assertTrue(finite(y), "value in round " + round);
                assertTrue(finite(x.getGradient()), "gradient in round " + round);
            }
        }
    }

    private static void leaveNaN(NDManager manager) {
        List<NDArray> all = new ArrayList<>();
        for (int numbers = 64; numbers <= 16_384; numbers += 64) {
            all.add(manager.full(new Shape(numbers), Float.NaN));
        }
        all.forEach(NDArray::close);
    }

    private static boolean finite(NDArray values) {
        for (float value : values.toFloatArray()) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
