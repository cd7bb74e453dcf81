package org.differnet.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.stream.Stream;
import org.differnet.engine.Torch;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConditionalFlowTest {

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Torch.newManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    static Stream<Layer> conditional() {
        return Stream.of(
                new Layers.Additive(16, 2),
                new Layers.Couple(16, 2, Clamp.soft(3)),
                new Layers.Spline(16, 2, 4, 3),
                new Layers.Masked(16, 2, Clamp.soft(3), false),
                new Layers.Masked(16, 2, Clamp.soft(3), true));
    }

    @ParameterizedTest
    @MethodSource("conditional")
    void theContextChangesEveryDimensionAndIsUndoneByTheInverse(Layer layer) {
        try (Flow flow = Flow.on(3).given(2).add(layer).build(1, Device.cpu())) {
            NDArray y = FlowContract.rows(4, 3, manager);
            NDArray one = FlowContract.rows(4, 2, manager);
            NDArray z = flow.forward(y, one).z();
            FlowAsserts.assertClose(y, flow.inverse(z, one), 1e-4);
            NDArray other = flow.forward(y, one.add(manager.ones(new Shape()))).z();
            float[] moved = z.sub(other).abs().max(new int[] {0}).toFloatArray();
            for (float m : moved) {
                assertTrue(m > 0, Arrays.toString(moved));
            }
        }
    }

    @Test
    void aTrainedFlowFollowsItsContext() {
        MersenneTwister random = new MersenneTwister(1);
        float[] rows = new float[3 * 3000];
        for (int i = 0; i < rows.length; i += 3) {
            float c = (float) (2 * random.nextDouble() - 1);
            rows[i] = (float) (3 * c + 0.3 * random.nextNormal());
            rows[i + 1] = (float) (0.3 * random.nextNormal());
            rows[i + 2] = c;
        }
        try (Flow flow = Flow.on(2).given(1).couple(16, 2, Clamp.soft(3)).build(1, Device.cpu())) {
            TrainOptions options = TrainOptions.usual().withEpochs(10).withLearningRate(1e-2, Schedule.COSINE);
            Trainer.fit(flow, rows, options, ProgressListener.NONE);
            NDArray half = manager.full(new Shape(500, 1), 0.5f);
            NDArray drawn = flow.sample(half, 4).mean(new int[] {0});
            assertArrayEquals(new float[] {1.5f, 0}, drawn.toFloatArray(), 0.15f);
        }
    }

    @Test
    void aContextIsNeededJustWhereItIsTaken() {
        NDArray y = FlowContract.rows(4, 2, manager);
        NDArray given = FlowContract.rows(4, 1, manager);
        try (Flow flow = Flow.on(2).given(1).couple(4).build(1, Device.cpu());
                Flow plain = Flow.on(2).couple(4).build(1, Device.cpu())) {
            assertFalse(refusal(() -> flow.forward(y)).isEmpty());
            assertTrue(refusal(() -> plain.forward(y, given)).contains("given(c)"));
            assertTrue(refusal(() -> flow.forward(y, FlowContract.rows(3, 1, manager)))
                    .contains("3 contexts for 4 rows"));
            assertEquals(new Shape(4), flow.logProb(y, given).getShape());
        }
    }

    private static String refusal(Runnable action) {
        return assertThrows(IllegalArgumentException.class, action::run).getMessage();
    }
}
