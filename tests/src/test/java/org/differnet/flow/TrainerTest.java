package org.differnet.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.differnet.engine.Precision;
import org.differnet.features.FeatureBatches;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrainerTest {

    private static final FlowOptions SMALL = new FlowOptions(4, 32, 2, 3, FlowOptions.TWO_OVER_PI);
    private static final TrainOptions OPTIONS =
            TrainOptions.paper().withEpochs(2).withLearningRate(2e-3, Schedule.CONSTANT);
    private static final FeatureBatches TRAIN = new Cloud(5, 64, 1);

    private Flow flow;

    @BeforeEach
    void open() {
        flow = Flow.create(SMALL, 2, 7, Device.cpu());
    }

    @AfterEach
    void close() {
        flow.close();
    }

    @Test
    void lossComesNearTheEntropyOfTheData() {
        TrainOptions options = OPTIONS.withEpochs(20).withLearningRate(5e-3, Schedule.COSINE);
        Cloud unseen = new Cloud(4, 1000, 2);
        History history = Trainer.fit(flow, new Cloud(20, 200, 1), unseen, options, ProgressListener.NONE);
        assertEquals(Cloud.ENTROPY, history.epochs().get(19).heldOutLoss(), 0.02);
        assertTrue(history.epochs().get(0).loss() > Cloud.ENTROPY + 0.05, history.toString());
    }

    @Test
    void samplesOfATrainedFlowAreLikeTheData() {
        TrainOptions options = OPTIONS.withEpochs(20).withLearningRate(5e-3, Schedule.COSINE);
        Trainer.fit(flow, new Cloud(20, 200, 1), options, ProgressListener.NONE);
        try (NDManager manager = flow.manager().newSubManager()) {
            NDArray points = flow.sample(4000, 1, manager);
            NDArray x = points.get(":, 0");
            NDArray y = points.get(":, 1");
            assertEquals(0.8, x.mul(y).mean().getFloat(), 0.1);
            assertEquals(1, x.square().mean().getFloat(), 0.1);
            assertEquals(1, y.square().mean().getFloat(), 0.1);
        }
    }

    @Test
    void sameSeedGivesTheSameWeightsBitForBit() {
        Trainer.fit(flow, TRAIN, OPTIONS, ProgressListener.NONE);
        try (Flow twin = Flow.create(SMALL, 2, 7, Device.cpu())) {
            Trainer.fit(twin, TRAIN, OPTIONS, ProgressListener.NONE);
            flow.parameters()
                    .forEach((name, weight) -> assertEquals(
                            weight.toByteBuffer(), twin.parameters().get(name).toByteBuffer(), name));
        }
    }

    @Test
    void everyWeightIsTrained() {
        try (Flow twin = Flow.create(SMALL, 2, 7, Device.cpu())) {
            Trainer.fit(twin, TRAIN, OPTIONS, ProgressListener.NONE);
            flow.parameters()
                    .forEach((name, weight) ->
                            assertNotEquals(weight, twin.parameters().get(name), name));
        }
    }

    @Test
    void everyStepIsReported() {
        List<Progress> heard = new ArrayList<>();
        Trainer.fit(flow, TRAIN, OPTIONS, heard::add);
        assertEquals(10, heard.size());
        assertEquals(1, heard.get(0).done());
        assertTrue(heard.get(9).finished());
        assertTrue(Double.isFinite(heard.get(9).loss()));
    }

    @Test
    void historyHasARowForEachEpoch() {
        History history = Trainer.fit(flow, TRAIN, new Cloud(2, 50, 3), OPTIONS, ProgressListener.NONE);
        assertEquals(2, history.table().rowCount());
        assertEquals(
                List.of("epoch", "loss", "held-out loss", "learning rate", "seconds"),
                history.table().columnNames());
        assertFalse(history.stopped());
    }

    @Test
    void withoutHeldOutFeaturesTheirLossIsNaN() {
        History history = Trainer.fit(flow, TRAIN, OPTIONS, ProgressListener.NONE);
        assertTrue(Double.isNaN(history.epochs().get(0).heldOutLoss()));
    }

    @Test
    void heldOutLossIsThatOfTheFlow() {
        Cloud unseen = new Cloud(1, 50, 3);
        History history = Trainer.fit(flow, TRAIN, unseen, OPTIONS, ProgressListener.NONE);
        try (NDManager manager = flow.manager().newSubManager()) {
            double loss = flow.forward(unseen.batch(0, 0, manager)).loss().getFloat();
            assertEquals(loss, history.epochs().get(1).heldOutLoss(), 1e-6);
        }
    }

    @Test
    void scheduleLowersTheLearningRate() {
        TrainOptions options = OPTIONS.withLearningRate(1e-3, Schedule.LINEAR);
        History history = Trainer.fit(flow, TRAIN, options, ProgressListener.NONE);
        assertEquals(6e-4, history.epochs().get(0).learningRate(), 1e-12);
        assertEquals(1e-4, history.epochs().get(1).learningRate(), 1e-12);
    }

    @Test
    void anInterruptStopsAfterTheStepAndLeavesAFlowThatWorks() {
        List<Progress> heard = new ArrayList<>();
        History history = Trainer.fit(flow, TRAIN, OPTIONS, progress -> {
            heard.add(progress);
            if (progress.done() == 7) {
                Thread.currentThread().interrupt();
            }
        });
        assertFalse(Thread.interrupted());
        assertTrue(history.stopped());
        assertEquals(7, heard.size());
        assertEquals(1, history.epochs().size());
        try (NDManager manager = flow.manager().newSubManager()) {
            FlowAsserts.assertInverseUndoesForward(flow, TRAIN.batch(0, 0, manager));
        }
    }

    @Test
    void listenerHearsTheEndOfATrainingThatIsStopped() {
        AtomicInteger ends = new AtomicInteger();
        Trainer.fit(flow, TRAIN, OPTIONS, new ProgressListener() {
            @Override
            public void on(Progress progress) {
                Thread.currentThread().interrupt();
            }

            @Override
            public void end(String task) {
                assertEquals("training", task);
                ends.incrementAndGet();
            }
        });
        assertEquals(1, ends.get());
    }

    @Test
    void anInterruptAfterTheVeryLastStepStopsToo() {
        History history = Trainer.fit(flow, TRAIN, OPTIONS, progress -> {
            if (progress.done() == progress.total()) {
                Thread.currentThread().interrupt();
            }
        });
        assertFalse(Thread.interrupted());
        assertTrue(history.stopped());
        assertEquals(2, history.epochs().size());
    }

    @Test
    void anInterruptWhileTheStateIsKeptStopsAfterIt() {
        Checkpoints interrupting = new Checkpoints() {
            @Override
            public Optional<TrainingState> last(NDManager owner) {
                return Optional.empty();
            }

            @Override
            public void epochDone(TrainingState state) {
                Thread.currentThread().interrupt();
            }
        };
        History history = Trainer.fit(flow, TRAIN, null, OPTIONS, ProgressListener.NONE, interrupting);
        assertFalse(Thread.interrupted());
        assertTrue(history.stopped());
        assertEquals(1, history.epochs().size());
    }

    @Test
    void anInterruptEndsTheLookAtHeldOutFeatures() {
        AtomicInteger asked = new AtomicInteger();
        Cloud held = new Cloud(9, 50, 3);
        FeatureBatches interrupting = new FeatureBatches() {
            @Override
            public int stepsPerEpoch() {
                return held.stepsPerEpoch();
            }

            @Override
            public NDArray batch(int epoch, int step, NDManager manager) {
                asked.incrementAndGet();
                Thread.currentThread().interrupt();
                return held.batch(epoch, step, manager);
            }
        };
        History history = Trainer.fit(flow, TRAIN, interrupting, OPTIONS, ProgressListener.NONE);
        assertFalse(Thread.interrupted());
        assertTrue(history.stopped());
        assertEquals(1, asked.get());
        assertTrue(Double.isNaN(history.epochs().get(0).heldOutLoss()));
    }

    @Test
    void featuresThatAreNotNumbersAreRefusedWithTheStep() {
        FeatureBatches broken = spoiled(Float.NaN, 1, 2);
        String message = assertThrows(
                        IllegalArgumentException.class, () -> Trainer.fit(flow, broken, OPTIONS, ProgressListener.NONE))
                .getMessage();
        assertTrue(message.contains("epoch 2, step 3"), message);
    }

    @Test
    void aLossThatIsNotFiniteStopsWithTheRemedy() {
        FeatureBatches huge = spoiled(1e30f, 0, 3);
        String message = assertThrows(
                        IllegalStateException.class, () -> Trainer.fit(flow, huge, OPTIONS, ProgressListener.NONE))
                .getMessage();
        assertTrue(message.contains("epoch 1, step 4"), message);
        assertTrue(message.contains("lower the learning rate"), message);
    }

    @Test
    void featuresOfAnotherLengthAreRefused() {
        try (Flow wide = Flow.create(SMALL, 6, 1, Device.cpu())) {
            String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> Trainer.fit(wide, TRAIN, OPTIONS, ProgressListener.NONE))
                    .getMessage();
            assertTrue(message.contains("expected (n, 6)"), message);
        }
    }

    @Test
    void arraysAliveStayTheSameOverSteps() {
        Set<Integer> counts = new HashSet<>();
        Trainer.fit(
                flow,
                TRAIN,
                new Cloud(1, 50, 3),
                OPTIONS,
                progress -> counts.add(flow.manager().getManagedArrays().size()));
        assertEquals(1, counts.size(), "arrays alive after the steps: " + counts);
    }

    @Test
    void trainingLeavesNothingBehind() {
        int before = flow.manager().getManagedArrays().size();
        Trainer.fit(flow, TRAIN, new Cloud(1, 50, 3), OPTIONS, ProgressListener.NONE);
        assertEquals(before, flow.manager().getManagedArrays().size());
        assertFalse(flow.parameters().values().stream().anyMatch(NDArray::hasGradient));
    }

    @Test
    void bfloat16FollowsFloat32() {
        History exact = Trainer.fit(flow, TRAIN, OPTIONS, ProgressListener.NONE);
        try (Flow twin = Flow.create(SMALL, 2, 7, Device.cpu())) {
            History half = Trainer.fit(twin, TRAIN, OPTIONS.withPrecision(Precision.BFLOAT16), ProgressListener.NONE);
            assertEquals(exact.epochs().get(1).loss(), half.epochs().get(1).loss(), 0.01);
            assertNotEquals(exact.epochs().get(1).loss(), half.epochs().get(1).loss());
        }
    }

    @Test
    void aFlowCanBeTrainedOn() {
        double first = Trainer.fit(flow, TRAIN, OPTIONS, ProgressListener.NONE)
                .epochs()
                .get(0)
                .loss();
        double second = Trainer.fit(flow, TRAIN, OPTIONS, ProgressListener.NONE)
                .epochs()
                .get(0)
                .loss();
        assertTrue(second < first, second + " after " + first);
    }

    private static FeatureBatches spoiled(float value, int atEpoch, int atStep) {
        return new FeatureBatches() {
            @Override
            public int stepsPerEpoch() {
                return TRAIN.stepsPerEpoch();
            }

            @Override
            public NDArray batch(int epoch, int step, NDManager manager) {
                NDArray rows = TRAIN.batch(epoch, step, manager);
                if (epoch == atEpoch && step == atStep) {
                    rows.set(new ai.djl.ndarray.index.NDIndex("0, 0"), value);
                }
                return rows;
            }
        };
    }
}
