package org.differnet.flow;

import static org.differnet.flow.FlowAsserts.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.HashMap;
import java.util.Map;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrainingStepTest {

    private static final FlowOptions SMALL =
            FlowOptions.paper().withBlocks(3).withHiddenUnits(7).withHiddenLayers(2);
    private static final TrainOptions UNUSUAL =
            new TrainOptions(1, 1, 0.02, 0.7, 0.9, 1e-3, 0.3, Schedule.CONSTANT, Precision.FLOAT32);

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
            float[] losses = losses(flow, TrainOptions.paper(), batch, 10);
            assertClose(golden.get("adam.losses"), manager.create(losses), 1e-4);
            assertClose(golden.get("adam.z_after_10_steps"), flow.forward(batch).z(), 1e-3);
        }
    }

    @Test
    void stepsAreAdamOnTheGradientsThatAutogradRecords() {
        NDArray batch = rows(6, 5);
        try (Flow stepped = Flow.create(SMALL, 5, 3, Device.cpu());
                Flow expected = Flow.create(SMALL, 5, 3, Device.cpu())) {
            losses(stepped, UNUSUAL, batch, 4);
            Map<String, double[]> means = new HashMap<>();
            Map<String, double[]> squares = new HashMap<>();
            for (int t = 1; t <= 4; t++) {
                adamByHand(expected, batch, t, means, squares);
            }
            expected.parameters()
                    .forEach((name, weight) -> assertArrayEquals(
                            weight.toFloatArray(),
                            stepped.parameters().get(name).toFloatArray(),
                            2e-5f,
                            name));
        }
    }

    @Test
    void lossIsThatOfTheFlow() {
        NDArray batch = rows(6, 5);
        try (Flow flow = Flow.create(SMALL, 5, 3, Device.cpu());
                TrainingStep step = new TrainingStep(flow, UNUSUAL)) {
            assertEquals(flow.forward(batch).loss().getFloat(), step.loss(batch), 1e-6);
        }
    }

    @Test
    void bfloat16FollowsFloat32() {
        NDArray batch = rows(64, 32);
        FlowOptions options = SMALL.withHiddenUnits(64);
        try (Flow exact = Flow.create(options, 32, 3, Device.cpu());
                Flow rounded = Flow.create(options, 32, 3, Device.cpu())) {
            TrainOptions training = TrainOptions.paper().withLearningRate(2e-3, Schedule.CONSTANT);
            float[] expected = losses(exact, training, batch, 40);
            float[] losses = losses(rounded, training.withPrecision(Precision.BFLOAT16), batch, 40);
            float gained = expected[0] - expected[39];
            assertArrayEquals(expected, losses, 0.05f * gained);
        }
    }

    @Test
    void aLossThatIsNotFiniteChangesNothing() {
        try (Flow flow = Flow.create(SMALL, 5, 3, Device.cpu());
                TrainingStep step = new TrainingStep(flow, UNUSUAL)) {
            float[] before =
                    flow.parameters().get("module_list.2.s1.fc1.weight").toFloatArray();
            double loss = step.run(manager.full(new Shape(2, 5), Float.NaN), 0.1);
            assertEquals(Double.NaN, loss);
            assertArrayEquals(
                    before, flow.parameters().get("module_list.2.s1.fc1.weight").toFloatArray());
        }
    }

    private NDArray rows(int n, int d) {
        manager.getEngine().setRandomSeed(5);
        return manager.randomNormal(new Shape(n, d));
    }

    private static float[] losses(Flow flow, TrainOptions options, NDArray batch, int count) {
        float[] losses = new float[count];
        try (TrainingStep step = new TrainingStep(flow, options)) {
            for (int i = 0; i < count; i++) {
                losses[i] = (float) step.run(batch, options.learningRate());
            }
        }
        return losses;
    }

    private void adamByHand(
            Flow flow, NDArray batch, int t, Map<String, double[]> means, Map<String, double[]> squares) {
        flow.parameters().values().forEach(weight -> weight.setRequiresGradient(true));
        Map<String, float[]> gradients = new HashMap<>();
        try (GradientCollector recording = manager.getEngine().newGradientCollector()) {
            recording.zeroGradients();
            recording.backward(flow.forward(batch).loss());
            flow.parameters()
                    .forEach((name, weight) ->
                            gradients.put(name, weight.getGradient().toFloatArray()));
        }
        flow.parameters().values().forEach(weight -> weight.setRequiresGradient(false));
        flow.parameters().forEach((name, weight) -> {
            float[] w = weight.toFloatArray();
            double[] m = means.computeIfAbsent(name, key -> new double[w.length]);
            double[] v = squares.computeIfAbsent(name, key -> new double[w.length]);
            for (int i = 0; i < w.length; i++) {
                double g = gradients.get(name)[i] + UNUSUAL.weightDecay() * w[i];
                m[i] = UNUSUAL.beta1() * m[i] + (1 - UNUSUAL.beta1()) * g;
                v[i] = UNUSUAL.beta2() * v[i] + (1 - UNUSUAL.beta2()) * g * g;
                double mean = m[i] / (1 - Math.pow(UNUSUAL.beta1(), t));
                double square = v[i] / (1 - Math.pow(UNUSUAL.beta2(), t));
                w[i] -= (float) (UNUSUAL.learningRate() * mean / (Math.sqrt(square) + UNUSUAL.epsilon()));
            }
            weight.set(w);
        });
    }
}
