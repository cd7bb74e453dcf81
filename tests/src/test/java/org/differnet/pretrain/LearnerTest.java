package org.differnet.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.differnet.features.Backbone;
import org.differnet.features.backbone.Source;
import org.differnet.store.Safetensors;
import org.differnet.store.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On the answers of a teacher that was never trained. */
class LearnerTest {

    private static final int SIDE = 96;
    private static final float[] PICTURES = new Studio(List.of(Texture.values()), 3, 1).draw(0, SIDE);

    private static float[] answers;
    private static float[] ratios;

    @TempDir
    private Path folder;

    @BeforeAll
    static void teach() {
        try (Teacher teacher = teacher()) {
            answers = teacher.answers(PICTURES, SIDE);
            ratios = teacher.ratios();
        }
    }

    @Test
    void everyLossFallsOnPicturesSeenAgain() {
        try (Learner learner = learner()) {
            float[] before = step(learner);
            for (int i = 0; i < 12; i++) {
                step(learner);
            }
            float[] after = step(learner);
            for (int i = 1; i < after.length; i++) {
                assertTrue(
                        after[i] < 0.9 * before[i],
                        Learner.LOSSES.get(i - 1) + ": " + before[i] + " became " + after[i]);
            }
        }
    }

    @Test
    void everyWeightLearns() {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        try (Learner learner = learner()) {
            learner.save(first, Map.of());
            step(learner);
            learner.save(second, Map.of());
        }
        Map<String, Tensor> before = Safetensors.read(first);
        Safetensors.read(second).forEach((name, tensor) -> {
            assertTrue(tensor.isFinite(), name);
            assertFalse(Arrays.equals(before.get(name).floats(), tensor.floats()), name + " is as before");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {96, 128, 160, 224})
    void teacherHasTheSamePlaces(int side) {
        float[] pictures = new Studio(List.of(Texture.values()), 1, 1).draw(0, side);
        try (Teacher teacher = teacher();
                Learner learner = learner()) {
            assertTrue(Float.isFinite(learner.step(pictures, teacher.answers(pictures, side), side, 0.001)[0]));
        }
    }

    @Test
    void seedRepeats() {
        try (Learner first = learner();
                Learner second = learner()) {
            step(first);
            step(second);
            assertArrayEquals(step(first), step(second));
        }
    }

    @Test
    void learningGoesOnFromAStateAsIfNothingHadHappened() {
        Path state = folder.resolve("state");
        try (Learner first = learner();
                Learner second = new Learner(1, ratios, 1, 1, 1, 1)) {
            step(first);
            first.save(state, Map.of());
            second.load(state);
            assertArrayEquals(step(first), step(second));
            assertArrayEquals(
                    first.folded().get("features.0.weight"), second.folded().get("features.0.weight"));
        }
    }

    @Test
    void stateOfAnotherProgramIsRefusedByName() {
        Path file = folder.resolve("other");
        Safetensors.write(file, Map.of("features.0", Tensor.of(new float[1], 1)), Map.of());
        try (Learner learner = learner()) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> learner.load(file));
            assertTrue(refused.getMessage().contains(file.toString()), refused.getMessage());
        }
    }

    @Test
    void sharesOfOtherLossesAreRefusedWithTheirNames() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new Learner(0, ratios, 1, 1));
        assertTrue(refused.getMessage().contains("early, maps, pools, moves"), refused.getMessage());
    }

    private static float[] step(Learner learner) {
        return learner.step(PICTURES, answers, SIDE, 0.001);
    }

    private static Learner learner() {
        return new Learner(0, ratios, 1, 1, 1, 1);
    }

    private static Teacher teacher() {
        return new Teacher(Backbone.mobileNetV2().withWeights(new Source.Untrained(0)), 1);
    }
}
