package org.differnet.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.differnet.engine.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StepTest {

    private static final TrainOptions OPTIONS = TrainOptions.paper();
    private static final Composition PAPER = Flow.on(12).permute(0).couple(32).repeat(3);

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
    void bothStepsGiveTheSameTenLossesAndWeights() {
        NDArray y = FlowContract.rows(96, 12, manager);
        try (Flow fused = PAPER.build(1, Device.cpu());
                Flow recorded = PAPER.build(1, Device.cpu());
                Step fast = new TrainingStep(fused, OPTIONS);
                Step general = new RecordedStep(recorded, OPTIONS)) {
            for (int i = 0; i < 10; i++) {
                assertEquals(fast.run(y, 2e-4), general.run(y, 2e-4), 1e-5, "loss " + i);
            }
            fused.parameters()
                    .forEach((name, weight) -> assertArrayEquals(
                            weight.toFloatArray(),
                            recorded.parameters().get(name).toFloatArray(),
                            1e-5f,
                            name));
        }
    }

    @Test
    void chainsOfPermutationsAndEqualCouplingsAreTrainedByHand() {
        chosen(TrainingStep.class, PAPER);
        chosen(
                TrainingStep.class,
                Flow.on(4).couple(8).reverse().permute(1).couple(8).reverse());
    }

    @Test
    void allOthersAreRecorded() {
        chosen(RecordedStep.class, Flow.on(4).couple(8).couple(9));
        chosen(RecordedStep.class, Flow.on(4).couple(8, 2, Clamp.tanh(1)));
        chosen(RecordedStep.class, Flow.on(4).normalize().couple(8));
        chosen(RecordedStep.class, Flow.on(4).couple(8).mixture(2));
        chosen(RecordedStep.class, Flow.on(4).given(1).couple(8));
    }

    private static void chosen(Class<? extends Step> expected, Composition composition) {
        try (Flow flow = composition.build(1, Device.cpu());
                Step step = Step.of(flow, OPTIONS)) {
            assertInstanceOf(expected, step, composition.toString());
        }
    }

    @Test
    void permutationsInARowAreTakenTogether() {
        NDArray y = FlowContract.rows(20, 5, manager);
        Composition mixed = Flow.on(5).permute(1).reverse().couple(8).couple(8).permute(3);
        try (Flow flow = mixed.build(1, Device.cpu());
                Step fast = Step.of(flow, OPTIONS)) {
            assertEquals(flow.forward(y).loss().getFloat(), fast.loss(y), 1e-5);
        }
    }

    @Test
    void theGeneralStepKeepsItsArraysAndGradientsToItself() {
        NDArray y = FlowContract.rows(20, 4, manager);
        try (Flow flow = Flow.on(4).normalize().spline(8).build(1, Device.cpu())) {
            int before = flow.manager().getManagedArrays().size();
            try (Step step = Step.of(flow, OPTIONS)) {
                step.run(y, 1e-3);
                int held = flow.manager().getManagedArrays().size();
                step.run(y, 1e-3);
                assertEquals(held, flow.manager().getManagedArrays().size());
            }
            assertEquals(before, flow.manager().getManagedArrays().size());
            assertTrue(flow.parameters().values().stream().noneMatch(NDArray::hasGradient));
        }
    }

    @Test
    void theGeneralStepGoesOnFromItsState() {
        NDArray y = FlowContract.rows(20, 4, manager);
        Composition spline = Flow.on(4).linear(1).spline(8);
        try (Flow flow = spline.build(1, Device.cpu());
                Flow twin = spline.build(2, Device.cpu());
                Step step = Step.of(flow, OPTIONS);
                Step other = Step.of(twin, OPTIONS)) {
            step.run(y, 1e-3);
            twin.load(flow.stateDict());
            other.load(step.state());
            assertEquals(step.run(y, 1e-3), other.run(y, 1e-3));
            assertEquals(step.loss(y), other.loss(y));
        }
    }

    @Test
    void aParameterThatIsNotUsedIsNamed() {
        record Idle(NDArray used, NDArray unused) implements Transform {
            @Override
            public Transformed forward(NDArray y) {
                NDArray zeros = y.getManager().zeros(new Shape(y.getShape().get(0)));
                return new Transformed(y.add(used), zeros);
            }

            @Override
            public NDArray inverse(NDArray z) {
                return z.sub(used);
            }

            @Override
            public java.util.Map<String, NDArray> parameters() {
                return java.util.Map.of("used", used, "unused", unused);
            }
        }
        Layer idle = Layer.own("Idle", setup -> new Idle(setup.zeros(2), setup.zeros(2)));
        try (Flow flow = Flow.on(2).add(idle).build(1, Device.cpu());
                Step step = Step.of(flow, OPTIONS)) {
            String message = assertThrows(
                            IllegalStateException.class, () -> step.run(FlowContract.rows(3, 2, manager), 0.1))
                    .getMessage();
            assertTrue(message.contains("module_list.1.unused"), message);
        }
    }

    @Test
    void aFlowWithNothingToLearnIsRefused() {
        try (Flow flow = Flow.on(2).permute(1).build(1, Device.cpu())) {
            assertThrows(IllegalArgumentException.class, () -> Step.of(flow, OPTIONS));
        }
    }

    @Test
    void contextsComeBehindTheRows() {
        try (Flow flow = Flow.on(2).given(1).couple(8).masked(8).build(1, Device.cpu());
                Step step = Step.of(flow, OPTIONS)) {
            NDArray rows = FlowContract.rows(6, 3, manager);
            NDArray y = rows.get(":, :2");
            NDArray given = rows.get(":, 2:");
            assertEquals(flow.forward(y, given).loss().getFloat(), step.loss(rows), 1e-6);
            assertEquals(List.of(6L), List.of(flow.logProb(y, given).size()));
        }
    }
}
