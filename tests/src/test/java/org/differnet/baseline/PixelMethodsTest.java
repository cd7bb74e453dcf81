package org.differnet.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.differnet.Checkpoint;
import org.differnet.Options;
import org.differnet.baseline.deep.Images;
import org.differnet.baseline.deep.PixelNet;
import org.differnet.baseline.deep.Weights;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.data.Sample;
import org.differnet.engine.Torch;
import org.differnet.features.Backbone;
import org.differnet.features.backbone.Pixels;
import org.differnet.fit.TrainingSet;
import org.differnet.score.evaluate.Evaluation;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The paper's other rows: detectors that learn from pixels, under the face of the baselines. */
class PixelMethodsTest {

    private static final Dataset PLATES = Datasets.synthetic(Product.METAL_PLATE, 0.1, 6, 1, 3);
    private static final Options OPTIONS = PixelMethod.options();

    @TempDir
    Path folder;

    static Stream<PixelMethod> methods() {
        return Stream.of(
                new GanOmaly.Settings(4, 8, 3, 2, 2e-4, 1, 50, 1),
                new Dsebm.Settings(4, 8, 0.5, 3, 2, 1e-3, Dsebm.Score.RECONSTRUCTION),
                new AdGan.Settings(4, 8, 3, 2, 2e-4, 2, 3),
                new GeoTrans.Settings(1, 10, 2, 128, 1e-3, GeoTrans.Score.DIRICHLET),
                new OwnPixels(3, 2));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void sameSeedGivesTheSameBitsAndAnotherDoesNot(PixelMethod method) {
        double[] scores = scores(method, OPTIONS.withSeed(1));
        assertArrayEquals(scores, scores(method, OPTIONS.withSeed(1)));
        assertTrue(Arrays.stream(scores).allMatch(Double::isFinite), Arrays.toString(scores));
        assertFalse(Arrays.equals(scores, scores(method, OPTIONS.withSeed(2))));
    }

    private static double[] scores(PixelMethod method, Options options) {
        try (Baseline detector = method.fit(PLATES, options, ProgressListener.NONE)) {
            double[] scores = scores(detector);
            assertEquals(detector.score(PLATES.test().get(0)).score(), scores[0]);
            return scores;
        }
    }

    private static double[] scores(Baseline detector) {
        Evaluation evaluation = detector.evaluate(PLATES, ProgressListener.NONE);
        return evaluation.scores();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aTrainingThatDiedGoesOnToTheBitsOfOneLeftAlone(PixelMethod method) {
        Checkpoint checkpoint = new Checkpoint(folder.resolve("checkpoint"), Duration.ZERO);
        double[] expected = scores(method, OPTIONS);
        List<Double> losses = new ArrayList<>();
        ProgressListener dies = progress -> {
            if (progress.task().startsWith("training") && progress.done() > progress.total() * 0.8) {
                throw new IllegalStateException("died");
            }
        };
        assertThrows(IllegalStateException.class, () -> method.fit(PLATES, OPTIONS, dies, checkpoint));
        ProgressListener counts = progress -> {
            if (progress.task().startsWith("training")) {
                losses.add(progress.loss());
                assertTrue(progress.done() > progress.total() / 2.0, progress.toString());
            }
        };
        try (Baseline detector = method.fit(PLATES, OPTIONS, counts, checkpoint)) {
            assertArrayEquals(expected, scores(detector));
        }
        assertFalse(losses.isEmpty());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void aSavedDetectorIsReadWithTheSameScoresAndThreshold(PixelMethod method) {
        Path file = folder.resolve("model.safetensors");
        try (Baseline detector = method.fit(PLATES, OPTIONS, ProgressListener.NONE)) {
            detector.save(file);
            try (Baseline read = Baseline.load(file, new OwnPixels(3, 2))) {
                assertArrayEquals(scores(detector), scores(read));
                assertEquals(detector.threshold(), read.threshold());
                assertArrayEquals(
                        detector.goodScores().values(), read.goodScores().values());
                assertEquals(detector.toString(), read.toString());
                read.save(folder.resolve("again.safetensors"));
            }
        }
        assertEquals(-1, mismatch(file, folder.resolve("again.safetensors")));
    }

    private static long mismatch(Path one, Path other) {
        try {
            return Files.mismatch(one, other);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void featuresOfANetworkAreRefusedWithTheRemedy(PixelMethod method) {
        Options options = OPTIONS.withBackbone(Backbone.alexNet().untrained(0));
        var error =
                assertThrows(IllegalArgumentException.class, () -> method.fit(PLATES, options, ProgressListener.NONE));
        assertTrue(error.getMessage().contains(method.name()), error.getMessage());
        assertTrue(error.getMessage().contains("Backbone.pixels(32)"), error.getMessage());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void anotherSideIsRefusedBeforeAnImageIsRead(PixelMethod method) {
        Sample unreadable = new Sample("unread", Sample.GOOD, () -> {
            throw new AssertionError("read");
        });
        Dataset unread = new Dataset("unread", List.of(unreadable, unreadable, unreadable), List.of(unreadable));
        Options options = OPTIONS.withBackbone(Backbone.pixels(16));
        var error =
                assertThrows(IllegalArgumentException.class, () -> method.fit(unread, options, ProgressListener.NONE));
        assertTrue(error.getMessage().contains("Backbone.pixels(32)"), error.getMessage());
    }

    @Test
    void noEpochsOrAStepOfOneImageAreRefusedOfAMethodOfOnesOwn() {
        var epochs = assertThrows(
                IllegalArgumentException.class, () -> new OwnPixels(0, 2).fit(PLATES, OPTIONS, ProgressListener.NONE));
        assertTrue(epochs.getMessage().contains("epochs of mean image is 0"), epochs.getMessage());
        var batch = assertThrows(
                IllegalArgumentException.class, () -> new OwnPixels(3, 0).fit(PLATES, OPTIONS, ProgressListener.NONE));
        assertTrue(batch.getMessage().contains("batch of mean image is 0"), batch.getMessage());
    }

    @Test
    void noScoreIsRefused() {
        GeoTrans.Settings turned = GeoTrans.Settings.small();
        Dsebm.Settings energy = Dsebm.Settings.small();
        assertThrows(NullPointerException.class, () -> turned.withScore(null));
        assertThrows(NullPointerException.class, () -> energy.withScore(null));
    }

    @Test
    void interruptWhileGanomalyLooksForItsScaleLeavesNothing() {
        try (Baseline detector = GanOmaly.Settings.small().withEpochs(1).fit(PLATES, OPTIONS, ProgressListener.NONE)) {
            PixelModel model = (PixelModel) detector.model();
            Images images =
                    new Images(model.pixels(), new float[2 * model.pixels().dimension()]);
            Thread.currentThread().interrupt();
            assertThrows(CancellationException.class, () -> model.net().conclude(images, ProgressListener.NONE));
            assertFalse(Thread.interrupted());
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void interruptInTheFirstEpochLeavesNothing(PixelMethod method) {
        TrainingSet good = TrainingSet.of(PLATES, OPTIONS, ProgressListener.NONE);
        good.trainPool();
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> method.fit(good));
        assertFalse(Thread.interrupted());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void interruptInALaterEpochKeepsWhatWasLearntAndSaysSo(PixelMethod method) {
        List<String> warnings = new ArrayList<>();
        ProgressListener interrupts = new ProgressListener() {
            @Override
            public void on(Progress progress) {
                if (progress.task().startsWith("training")
                        && progress.done() == 1 + progress.total() / method.epochs()) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void warn(String message) {
                warnings.add(message);
            }
        };
        try (Baseline detector = method.fit(PLATES, OPTIONS, interrupts)) {
            assertTrue(Arrays.stream(scores(detector)).allMatch(Double::isFinite));
        }
        assertTrue(warnings.stream().anyMatch(line -> line.contains("stopped in epoch 2")), warnings.toString());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void pixelsThatAreNotNumbersOrTooFewAreRefused(PixelMethod method) {
        try (Baseline detector = method.fit(PLATES, OPTIONS, ProgressListener.NONE);
                NDManager manager = Torch.newManager(Device.cpu())) {
            float[] pixels = new float[3 * 32 * 32];
            pixels[5] = Float.NaN;
            var nan = assertThrows(IllegalArgumentException.class, () -> detector.viewScores(pixels));
            assertTrue(nan.getMessage().contains("feature 5 of view 0 is NaN"), nan.getMessage());
            var few = assertThrows(IllegalArgumentException.class, () -> detector.viewScores(new float[7]));
            assertTrue(few.getMessage().contains("give 3072 for each view"), few.getMessage());
            NDArray rows = manager.zeros(new Shape(2, 7));
            var error = assertThrows(
                    IllegalArgumentException.class, () -> detector.model().score(rows));
            assertTrue(error.getMessage().contains("3072"), error.getMessage());
        }
    }

    @Test
    void oneImageAloneIsRefused() {
        Dataset one = PLATES.sample(1, 2, 0);
        var error = assertThrows(
                IllegalArgumentException.class, () -> new OwnPixels(3, 2).fit(one, OPTIONS, ProgressListener.NONE));
        assertTrue(error.getMessage().contains("one view of one image"), error.getMessage());
    }

    @Test
    void aLossThatIsNotFiniteIsNamedWithItsEpoch() {
        PixelMethod wild = new OwnPixels(100, 2, 1e30);
        var error = assertThrows(IllegalStateException.class, () -> wild.fit(PLATES, OPTIONS, ProgressListener.NONE));
        assertTrue(error.getMessage().contains("mean image diverged in epoch 1"), error.getMessage());
    }

    @Test
    void aCheckpointOfOtherSettingsIsRefused() {
        Checkpoint checkpoint = new Checkpoint(folder.resolve("checkpoint"), Duration.ZERO);
        new OwnPixels(3, 2)
                .fit(PLATES, OPTIONS, ProgressListener.NONE, checkpoint)
                .close();
        var error = assertThrows(UncheckedIOException.class, () -> new OwnPixels(4, 2)
                .fit(PLATES, OPTIONS, ProgressListener.NONE, checkpoint));
        assertTrue(error.getMessage().contains("belongs to a training with other options"), error.getMessage());
    }

    @Test
    void theFileOfAMethodOfOnesOwnIsRefusedWithoutIt() {
        Path file = folder.resolve("own.safetensors");
        try (Baseline detector = new OwnPixels(3, 2).fit(PLATES, OPTIONS, ProgressListener.NONE)) {
            detector.save(file);
        }
        var error = assertThrows(UncheckedIOException.class, () -> Baseline.load(file, new OwnPixels(5, 2)));
        assertTrue(error.getMessage().contains("Baseline.load(file, method)"), error.getMessage());
        assertTrue(error.getMessage().contains("mean image"), error.getMessage());
    }

    /** A method of one's own that is called as one of the library's is. */
    private record Namesake(int epochs, int batch) implements PixelMethod {

        @Override
        public String name() {
            return "GANomaly";
        }

        @Override
        public String description() {
            return "of one's own";
        }

        @Override
        public PixelNet net(Weights weights, Pixels pixels, long seed) {
            return new OwnPixels(epochs, batch).net(weights, pixels, seed);
        }
    }

    @Test
    void aMethodOfOnesOwnMayHaveTheNameOfAKnownOne() {
        Path file = folder.resolve("own.safetensors");
        try (Baseline detector = new Namesake(3, 2).fit(PLATES, OPTIONS, ProgressListener.NONE)) {
            detector.save(file);
            try (Baseline read = Baseline.load(file, new Namesake(3, 2))) {
                assertArrayEquals(scores(detector), scores(read));
            }
        }
        var error = assertThrows(UncheckedIOException.class, () -> Baseline.load(file));
        assertTrue(error.getMessage().contains("Baseline.load(file, method)"), error.getMessage());
    }

    @Test
    void anAlteredFileIsRefusedByName() throws Exception {
        Path file = folder.resolve("own.safetensors");
        try (Baseline detector = new OwnPixels(3, 2).fit(PLATES, OPTIONS, ProgressListener.NONE)) {
            detector.save(file);
        }
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 2] ^= 1;
        Files.write(file, bytes);
        var error = assertThrows(UncheckedIOException.class, () -> Baseline.load(file, new OwnPixels(3, 2)));
        assertTrue(error.getMessage().startsWith(file.toString()), error.getMessage());
        assertTrue(error.getMessage().contains("checksum"), error.getMessage());
    }

    @Test
    void aDetectorThatHasNoFileSaysWhatToDo() {
        try (Baseline gaussian = Gaussian.fit(PLATES, OPTIONS, ProgressListener.NONE)) {
            var error =
                    assertThrows(UnsupportedOperationException.class, () -> gaussian.save(folder.resolve("gaussian")));
            assertTrue(error.getMessage().contains("fit it anew"), error.getMessage());
        }
    }

    @Test
    void latentSearchFindsAnImageThatTheGeneratorDrew() {
        PixelMethod method = AdGan.Settings.small().withEpochs(20).withSearch(4, 200);
        try (Baseline detector = method.fit(PLATES, OPTIONS, ProgressListener.NONE)) {
            PixelModel model = (PixelModel) detector.model();
            try (NDManager manager = Torch.newManager(Device.cpu())) {
                NDArray own = ((AdGan) model.net()).sample(manager, 1, 5);
                NDArray other = manager.randomUniform(-1, 1, own.getShape());
                double found = model.score(own)[0];
                assertTrue(found < 0.02 * model.score(other)[0], found + " of " + model.score(other)[0]);
            }
        }
    }

    @Test
    void interruptEndsALatentSearchAndIsTaken() {
        PixelMethod method = AdGan.Settings.small().withEpochs(1);
        try (Baseline detector = method.fit(PLATES, OPTIONS, ProgressListener.NONE);
                NDManager manager = Torch.newManager(Device.cpu())) {
            PixelModel model = (PixelModel) detector.model();
            NDArray own = ((AdGan) model.net()).sample(manager, 1, 5);
            Thread.currentThread().interrupt();
            assertThrows(CancellationException.class, () -> model.redrawn(own));
            assertFalse(Thread.interrupted());
        }
    }

    @Test
    void goodImagesOfTheTrainingSpan0To1UnderGanomaly() {
        PixelMethod method = GanOmaly.Settings.small().withEpochs(1);
        try (Baseline detector = method.fit(PLATES, OPTIONS.withHoldOut(0), ProgressListener.NONE)) {
            double[] scores = PLATES.train().stream()
                    .mapToDouble(image -> detector.score(image).score())
                    .toArray();
            assertEquals(0, Arrays.stream(scores).min().orElseThrow(), 1e-3);
            assertEquals(1, Arrays.stream(scores).max().orElseThrow(), 1e-3);
        }
    }
}
