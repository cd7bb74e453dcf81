package org.differnet.pretrain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.UncheckedIOException;
import java.util.List;
import org.differnet.Untrained;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.features.Backbone;
import org.differnet.features.FeatureExtractor;
import org.differnet.features.backbone.MobileNetV2;
import org.differnet.features.backbone.Source;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(Untrained.class)
class TeacherTest {

    private static final int SIDE = 96;
    private static final MobileNetV2 NETWORK = Backbone.mobileNetV2().withWeights(new Source.Untrained(0));
    private static final float[] PICTURES = new Studio(List.of(Texture.values()), 1, 1).draw(0, SIDE);

    /** Its numbers are a straight line of the library's, of which one row and one column of places are left out. */
    @ParameterizedTest(name = "block {0}")
    @CsvSource({"6, 12, 0, 192, 0", "10, 6, 23232, 960, 0", "13, 6, 23232, 960, 384"})
    void answersAreTheLibrarysMaps(int block, int side, int start, int maps, int first) {
        float[] answers;
        float[] expected;
        try (NDManager manager = Torch.newManager(Device.cpu());
                Teacher teacher = new Teacher(NETWORK, 1);
                FeatureExtractor network = NETWORK.withLayer(block)
                        .withScales(SIDE)
                        .open(manager, Precision.FLOAT32, ProgressListener.NONE)) {
            answers = teacher.answers(PICTURES, SIDE);
            expected = network.positions(manager.create(PICTURES, new Shape(Studio.EACH, 3, SIDE, SIDE)))
                    .toFloatArray();
        }
        int length = answers.length / Studio.EACH;
        int own = expected.length / Studio.EACH / (side * side);
        for (int map = 0; map < own; map += 31) {
            double[] sums = new double[5];
            int n = 0;
            for (int picture = 0; picture < Studio.EACH; picture++) {
                for (int y = 0; y < side - 1; y++) {
                    for (int x = 0; x < side - 1; x++, n++) {
                        double a = answers[picture * length + start + (y * (side - 1) + x) * maps + first + map];
                        double b = expected[((picture * own + map) * side + y) * side + x];
                        sums[0] += a;
                        sums[1] += b;
                        sums[2] += a * a;
                        sums[3] += b * b;
                        sums[4] += a * b;
                    }
                }
            }
            double alike = n * sums[4] - sums[0] * sums[1];
            double spreads = (n * sums[2] - sums[0] * sums[0]) * (n * sums[3] - sums[1] * sums[1]);
            if (spreads > 1e-3) {
                assertEquals(1, alike / Math.sqrt(spreads), 1e-3, "map " + map);
            }
        }
    }

    @Test
    void withoutWeightsItSaysHowToGetThem() {
        UncheckedIOException missing =
                assertThrows(UncheckedIOException.class, () -> new Teacher(Backbone.mobileNetV2(), 1));
        assertTrue(missing.getMessage().contains("mobilenet-v2-coco.safetensors"), missing.getMessage());
    }
}
