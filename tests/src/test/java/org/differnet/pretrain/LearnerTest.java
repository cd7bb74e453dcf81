package org.differnet.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.differnet.store.Safetensors;
import org.differnet.store.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearnerTest {

    private static final int SIDE = 64;
    private static final float[] PICTURES = new Studio(List.of(Texture.values()), 3, 1).draw(0, SIDE);

    @TempDir
    private Path folder;

    @Test
    void lossFallsOnPicturesSeenAgain() {
        try (Learner learner = learner()) {
            float before = learner.step(PICTURES, SIDE, 0.001)[0];
            for (int i = 0; i < 4; i++) {
                learner.step(PICTURES, SIDE, 0.001);
            }
            float after = learner.step(PICTURES, SIDE, 0.001)[0];
            assertTrue(after < 0.8 * before, before + " became " + after);
        }
    }

    @Test
    void learningGoesOnFromAStateAsIfNothingHadHappened() {
        Path state = folder.resolve("state");
        try (Learner first = learner();
                Learner second = learner()) {
            first.step(PICTURES, SIDE, 0.001);
            first.save(state, Map.of());
            second.load(state);
            assertArrayEquals(first.step(PICTURES, SIDE, 0.001), second.step(PICTURES, SIDE, 0.001));
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

    private static Learner learner() {
        return new Learner(0, 1, 1, 1, 0.02f);
    }
}
