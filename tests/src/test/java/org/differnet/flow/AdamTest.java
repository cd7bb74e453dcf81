package org.differnet.flow;

import static org.differnet.flow.FlowAsserts.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.Map;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdamTest {

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Torch.newManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void tenStepsAgreeWithTheFirstImplementation() {
        Map<String, NDArray> golden = Golden.read("values.safetensors", manager);
        NDArray batch = golden.get("adam.batch");
        try (Flow flow = Golden.flow("flow-initial.safetensors", manager)) {
            float[] losses = steps(flow, batch, 10);
            assertClose(golden.get("adam.losses"), manager.create(losses), 1e-4);
            assertClose(golden.get("adam.z_after_10_steps"), flow.forward(batch).z(), 1e-3);
        }
    }

    @Test
    void followsItsFormulas() {
        TrainOptions options = new TrainOptions(1, 1, 0.1, 0.8, 0.9, 1e-2, 0.5, Schedule.CONSTANT, Precision.FLOAT32);
        NDArray weight = manager.full(new Shape(1), 2f);
        weight.setRequiresGradient(true);
        double w = 2;
        double m = 0;
        double v = 0;
        try (Adam adam = new Adam(List.of(weight), options)) {
            for (int t = 1; t <= 5; t++) {
                double g = 3 * w * w + 0.5 * w;
                m = 0.8 * m + 0.2 * g;
                v = 0.9 * v + 0.1 * g * g;
                w -= 0.1 * m / (1 - Math.pow(0.8, t)) / (Math.sqrt(v / (1 - Math.pow(0.9, t))) + 1e-2);
                try (GradientCollector recording = manager.getEngine().newGradientCollector()) {
                    adam.step(weight.mul(weight).mul(weight).sum(), 0.1);
                }
            }
        }
        assertArrayEquals(new float[] {(float) w}, weight.toFloatArray(), 1e-5f);
    }

    private static float[] steps(Flow flow, NDArray batch, int count) {
        flow.parameters().values().forEach(weight -> weight.setRequiresGradient(true));
        float[] losses = new float[count];
        try (Adam adam = new Adam(flow.parameters().values(), TrainOptions.paper())) {
            for (int i = 0; i < count; i++) {
                try (GradientCollector recording = flow.manager().getEngine().newGradientCollector();
                        NDArray loss = flow.forward(batch).loss()) {
                    losses[i] = loss.getFloat();
                    adam.step(loss, TrainOptions.paper().learningRate());
                }
            }
        }
        return losses;
    }
}
