package org.differnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipFile;
import javax.imageio.ImageIO;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.data.Sample;
import org.differnet.engine.Precision;
import org.differnet.flow.FlowOptions;
import org.differnet.localize.Heatmap;
import org.differnet.score.Scoring;
import org.differnet.score.many.ScoredImages;
import org.differnet.view.ViewOptions;
import org.differnet.work.Code;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whenever the thread is interrupted, what was trained so far is not lost. */
@ExtendWith(Untrained.class)
class InterruptedFitTest {

    private static final Dataset PLATES = Datasets.synthetic(Product.METAL_PLATE, 0.1, 6, 1, 3);
    private static final Sample ONE = PLATES.test().get(0);
    private static final int EPOCHS = 3;
    private static final int STEPS = 2;
    private static final Options QUICK = Options.standard()
            .withViews(ViewOptions.rotationsAndLight())
            .withFolds(0)
            .withTrainViews(2)
            .withTestViews(2)
            .withFlow(FlowOptions.paper().withBlocks(1).withHiddenUnits(16))
            .withEpochs(EPOCHS)
            .withBatchSize(4)
            .withPrecision(Precision.FLOAT32)
            .withTraining(Options.paper().training().withEpochs(EPOCHS).withBatchSize(4));

    @TempDir
    Path folder;

    private Path file;
    private Checkpoint everyEpoch;

    @BeforeEach
    void nameFiles() {
        file = folder.resolve("model.safetensors");
        everyEpoch = new Checkpoint(folder.resolve("checkpoint"), Duration.ZERO);
    }

    private static ProgressListener interruptAtStep(int step) {
        AtomicInteger steps = new AtomicInteger();
        return progress -> {
            if (progress.task().equals("training") && steps.incrementAndGet() == step) {
                Thread.currentThread().interrupt();
            }
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {1, STEPS, STEPS + 1, 2 * STEPS, EPOCHS * STEPS - 1, EPOCHS * STEPS})
    void interruptAtAnyStepWithACheckpointLeavesAModelThatIsStoppedAndCanBeSaved(int step) throws IOException {
        try (DifferNet model = DifferNet.fit(PLATES, QUICK, interruptAtStep(step), everyEpoch)) {
            assertTrue(model.history().stopped());
            assertFalse(Thread.currentThread().isInterrupted(), "the interrupt was taken");
            assertEquals(step / STEPS, model.history().epochs().size());
            assertEquals(step >= STEPS, Files.exists(everyEpoch.file()));
            model.save(file);
            try (DifferNet loaded = DifferNet.load(file, ProgressListener.NONE)) {
                assertEquals(model.score(ONE).score(), loaded.score(ONE).score());
                assertTrue(loaded.history().stopped());
            }
        }
    }

    @Test
    void modelIsSavedAtOnceWhereTheThreadIsInterruptedAndWithoutAScale() {
        try (DifferNet model = DifferNet.fit(PLATES, QUICK, interruptAtStep(STEPS))) {
            Thread.currentThread().interrupt();
            model.saveAtOnce(file);
            assertTrue(Thread.interrupted());
            try (DifferNet loaded = DifferNet.load(file, ProgressListener.NONE)) {
                assertEquals(model.score(ONE).score(), loaded.score(ONE).score());
                assertThrows(
                        IllegalStateException.class, () -> loaded.score(ONE).heatmap());
            }
            model.save(file);
            model.saveAtOnce(file);
            try (DifferNet loaded = DifferNet.load(file, ProgressListener.NONE)) {
                assertTrue(loaded.score(ONE).heatmap().areaAboveLevel() >= 0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {STEPS, 2 * STEPS + 1, EPOCHS * STEPS})
    void fitThatWasInterruptedGoesOnFromItsCheckpointToTheSameBits(int step) {
        DifferNet.fit(PLATES, QUICK, interruptAtStep(step), everyEpoch).close();
        try (DifferNet resumed = DifferNet.fit(PLATES, QUICK, ProgressListener.NONE, everyEpoch);
                DifferNet alone = DifferNet.fit(PLATES, QUICK, ProgressListener.NONE)) {
            assertFalse(resumed.history().stopped());
            assertArrayEquals(
                    alone.evaluate(PLATES).scores(), resumed.evaluate(PLATES).scores());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void interruptAfterTrainingLeavesTheModelWithoutAThreshold(boolean nearest) {
        Options paper = QUICK.withFreshViews(true).withHoldOut(0);
        Options options = nearest ? paper.withScoring(Scoring.NEAREST) : paper;
        ProgressListener stop = progress -> {
            if (progress.task().equals("features for the threshold")
                    || progress.task().equals("features to compare with")) {
                Thread.currentThread().interrupt();
            }
        };
        try (DifferNet model = DifferNet.fit(PLATES, options, stop)) {
            assertEquals(EPOCHS, model.history().epochs().size());
            assertTrue(model.history().stopped());
            assertFalse(model.threshold().known());
            model.save(file);
            try (DifferNet loaded = DifferNet.load(file, ProgressListener.NONE)) {
                float[] features = model.features().values(model.fitted().manager(), ONE, model.testViews());
                assertEquals(model.imageScore(features, Scoring.MEAN), loaded.imageScore(features, Scoring.MEAN));
                if (nearest) {
                    var error = assertThrows(IllegalStateException.class, () -> loaded.score(ONE));
                    assertTrue(error.getMessage().contains("score with MEAN"), error.getMessage());
                }
            }
        }
    }

    @Test
    void saveWithAnInterruptPendingSaysSoAndTheNextOneWorks() throws IOException {
        Files.writeString(file, "old");
        try (DifferNet model = DifferNet.fit(PLATES, QUICK, ProgressListener.NONE)) {
            Thread.currentThread().interrupt();
            var error = assertThrows(CancellationException.class, () -> model.save(file));
            assertTrue(error.getMessage().startsWith(file + " was not written: the thread was interrupted"));
            assertEquals("old", Files.readString(file));
            model.save(file);
            DifferNet.load(file, ProgressListener.NONE).close();
        }
    }

    @Test
    void loadWithAnInterruptPendingSaysSoAndTheNextOneWorks() {
        try (DifferNet model = DifferNet.fit(PLATES, QUICK, ProgressListener.NONE)) {
            model.save(file);
        }
        Thread.currentThread().interrupt();
        var error = assertThrows(CancellationException.class, () -> DifferNet.load(file, ProgressListener.NONE));
        assertTrue(error.getMessage().contains("reading " + file + " was stopped by an interrupt"), error.getMessage());
        DifferNet.load(file, ProgressListener.NONE).close();
    }

    @Test
    void checkpointWithAnInterruptPendingSaysSo() {
        DifferNet.fit(PLATES, QUICK, ProgressListener.NONE, everyEpoch).close();
        ProgressListener stop = progress -> {
            if (progress.task().equals("features of training images") && progress.done() == progress.total()) {
                Thread.currentThread().interrupt();
            }
        };
        var error = assertThrows(CancellationException.class, () -> DifferNet.fit(PLATES, QUICK, stop, everyEpoch));
        assertFalse(String.valueOf(error.getMessage()).contains("null"), error.getMessage());
    }

    @Test
    void whatIsWrittenWithAnInterruptPendingIsWhole() throws IOException {
        FlowOptions authors = QUICK.flow().withClamp(3, FlowOptions.REFERENCE_CODE_FACTOR);
        Path module = folder.resolve("module.pt");
        Path weights = folder.resolve("weights.pth");
        Path map = folder.resolve("map.png");
        try (DifferNet model = DifferNet.fit(PLATES, QUICK.withFlow(authors), ProgressListener.NONE)) {
            Heatmap heatmap = model.score(ONE).heatmap();
            Thread.currentThread().interrupt();
            model.export(module);
            model.toReferenceCode(weights);
            heatmap.save(map);
            assertTrue(Thread.interrupted(), "the interrupt is kept");
        }
        DifferNet.fromReferenceCode(weights, PLATES, QUICK).close();
        assertEquals(ONE.image().getWidth(), ImageIO.read(map.toFile()).getWidth());
        try (ZipFile zip = new ZipFile(module.toFile())) {
            assertTrue(zip.size() > 3);
        }
    }

    @Test
    void scoringIntoAFileWithAnInterruptPendingEndsAtOnceAndTheNextCallScoresAll() {
        Path csv = folder.resolve("scores.csv");
        try (DifferNet model = DifferNet.fit(PLATES, QUICK, ProgressListener.NONE)) {
            Thread.currentThread().interrupt();
            assertTrue(model.scoreAll(PLATES.test(), csv, ProgressListener.NONE).stopped());
            ScoredImages all = model.scoreAll(PLATES.test(), csv, ProgressListener.NONE);
            assertEquals(PLATES.test().size(), all.counts().all());
        }
    }

    @Test
    void imageFromAStreamThatIsInterruptedIsNoUnreadableOne() throws IOException {
        Path image = folder.resolve("image.png");
        ImageIO.write(ONE.image(), "png", image.toFile());
        Sample sample = Sample.ofStream("image", Sample.GOOD, () -> Files.newInputStream(image));
        Thread.currentThread().interrupt();
        String message =
                assertThrows(CancellationException.class, sample::image).getMessage();
        assertEquals("reading image was stopped", message);
        assertEquals(ONE.image().getWidth(), sample.image().getWidth());
    }

    @Test
    void optionsOfAnInterruptedThreadAreThoseOfAnyOther() {
        Options usual = Options.standard();
        Code code = Code.current();
        Thread.currentThread().interrupt();
        assertEquals(usual, Options.standard());
        assertEquals(code, Code.current());
        assertTrue(Thread.interrupted(), "the interrupt is kept");
    }

    @Test
    void intervalOfForeverNeverWrites() {
        Checkpoint never = new Checkpoint(folder.resolve("never"), ChronoUnit.FOREVER.getDuration());
        DifferNet.fit(PLATES, QUICK, ProgressListener.NONE, never).close();
        assertFalse(Files.exists(never.file()));
    }
}
