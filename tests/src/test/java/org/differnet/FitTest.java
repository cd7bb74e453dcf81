package org.differnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.flow.FlowOptions;
import org.differnet.view.ViewOptions;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(Untrained.class)
@Timeout(600)
class FitTest {

    private static final Dataset PLATES = Datasets.synthetic(Product.METAL_PLATE, 0.1, 6, 1, 3);
    private static final Options QUICK = Options.standard()
            .withViews(ViewOptions.rotationsAndLight())
            .withFolds(0)
            .withTrainViews(2)
            .withTestViews(2)
            .withFlow(FlowOptions.paper().withBlocks(1).withHiddenUnits(16))
            .withEpochs(3);

    /** Trains until it is stopped. */
    private static final Options ENDLESS = QUICK.withEpochs(100_000);

    @TempDir
    Path folder;

    /** Lets the training wait in a step. */
    private static final class Gate implements ProgressListener {

        private final double place;
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        /** @param place after which share of all steps */
        Gate(double place) {
            this.place = place;
        }

        @Override
        public void on(Progress progress) {
            if (progress.task().equals("training") && progress.done() > place * progress.total()) {
                reached.countDown();
                awaitOpen();
            }
        }

        private void awaitOpen() {
            boolean interrupted = false;
            while (open.getCount() > 0) {
                try {
                    open.await();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void modelHasTheBitsOfAFitThatIsWaitedFor() {
        Fit fit = DifferNet.fitting(PLATES, QUICK, ProgressListener.NONE);
        try (DifferNet model = fit.model();
                DifferNet other = DifferNet.fit(PLATES, QUICK, ProgressListener.NONE)) {
            assertArrayEquals(
                    other.evaluate(PLATES).scores(), model.evaluate(PLATES).scores());
            assertFalse(model.history().stopped());
            assertTrue(fit.isDone());
            assertSame(model, fit.model());
        }
    }

    @Test
    void stopLeavesTheModelAsTrainedSoFar() throws InterruptedException {
        Gate gate = new Gate(0);
        Fit fit = DifferNet.fitting(PLATES, ENDLESS, gate);
        gate.reached.await();
        gate.open.countDown();
        try (DifferNet model = fit.stop().model()) {
            assertTrue(model.history().stopped());
            assertTrue(model.threshold().known(), "good images were held out");
            assertEquals(2, model.evaluate(PLATES).scores().length);
        }
    }

    @Test
    void stoppingAgainTakesNothingFromTheModel() throws InterruptedException {
        Gate gate = new Gate(0);
        Fit fit = DifferNet.fitting(PLATES, ENDLESS, gate);
        gate.reached.await();
        fit.stop().stop();
        gate.open.countDown();
        fit.stop();
        try (DifferNet model = fit.model()) {
            assertTrue(model.threshold().known());
            fit.stop();
            assertSame(model, fit.model());
        }
    }

    @Test
    void paperSizeFitThatIsStoppedWhileItsWeightsAreDrawnHasNoModel() {
        Options paper = QUICK.withFlow(FlowOptions.paper().withBlocks(64));
        var error =
                assertThrows(CancellationException.class, () -> DifferNet.fitting(PLATES, paper, ProgressListener.NONE)
                        .stop()
                        .model());
        assertTrue(
                error.getMessage().contains("stopped") || error.getMessage().contains("interrupt"), error::getMessage);
    }

    @Test
    void fitStoppedWhileFeaturesAreComputedHasNoModel() throws InterruptedException {
        CountDownLatch first = new CountDownLatch(1);
        Dataset many = Datasets.synthetic(Product.METAL_PLATE, 0.1, 200, 1, 3);
        Fit fit = DifferNet.fitting(many, QUICK, progress -> first.countDown());
        first.await();
        assertThrows(CancellationException.class, fit.stop()::model);
        assertTrue(fit.toString().startsWith("fit: ended without a model"), fit.toString());
    }

    @Test
    void waitThatIsInterruptedLeavesTheTrainingAlone() throws InterruptedException {
        Gate gate = new Gate(0);
        Fit fit = DifferNet.fitting(PLATES, QUICK, gate);
        gate.reached.await();
        Thread.currentThread().interrupt();
        var error = assertThrows(CancellationException.class, fit::model);
        assertTrue(error.getMessage().contains("the fit goes on"), error.getMessage());
        assertFalse(Thread.currentThread().isInterrupted(), "the interrupt was taken");
        assertFalse(fit.isDone());
        gate.open.countDown();
        try (DifferNet model = fit.model()) {
            assertFalse(model.history().stopped());
        }
    }

    @Test
    void whatTheFitThrowsIsThrownToWhoeverAsksForTheModel() {
        Dataset none = new Dataset("nothing", List.of(), PLATES.test());
        Fit fit = DifferNet.fitting(none, QUICK, ProgressListener.NONE);
        for (int i = 0; i < 2; i++) {
            var error = assertThrows(IllegalArgumentException.class, fit::model);
            assertTrue(error.getMessage().contains("nothing has no good training image"), error.getMessage());
        }
        assertTrue(fit.isDone());
        assertTrue(fit.toString().contains("nothing has no good training image"), fit.toString());
    }

    @Test
    void saysHowFarItIs() throws InterruptedException {
        Gate gate = new Gate(0);
        Fit fit = DifferNet.fitting(PLATES, QUICK, gate);
        gate.reached.await();
        assertEquals("training", fit.progress().orElseThrow().task());
        assertTrue(fit.toString().startsWith("fit: training 1/"), fit.toString());
        assertTrue(fit.stop().toString().endsWith(", stopping"), fit.toString());
        gate.open.countDown();
        fit.model().close();
        assertTrue(fit.toString().startsWith("fit: done, 1 epoch"), fit.toString());
    }

    @Test
    void checkpointLetsAStoppedFitGoOn() throws InterruptedException {
        Checkpoint checkpoint = new Checkpoint(folder.resolve("checkpoint"), Duration.ZERO);
        Gate gate = new Gate(0.5);
        Fit fit = DifferNet.fitting(PLATES, QUICK, gate, checkpoint);
        gate.reached.await();
        fit.stop();
        gate.open.countDown();
        try (DifferNet stopped = fit.model()) {
            assertTrue(stopped.history().stopped());
        }
        assertTrue(Files.exists(checkpoint.file()));
        try (DifferNet resumed = DifferNet.fitting(PLATES, QUICK, ProgressListener.NONE, checkpoint)
                        .model();
                DifferNet alone = DifferNet.fit(PLATES, QUICK, ProgressListener.NONE)) {
            assertArrayEquals(
                    alone.evaluate(PLATES).scores(), resumed.evaluate(PLATES).scores());
        }
    }
}
