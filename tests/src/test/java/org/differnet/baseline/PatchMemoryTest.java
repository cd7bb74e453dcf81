package org.differnet.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.differnet.Options;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.data.Sample;
import org.differnet.engine.Precision;
import org.differnet.features.Backbone;
import org.differnet.fit.TrainingSet;
import org.differnet.localize.Heatmap;
import org.differnet.score.GoodScores;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatchMemoryTest {

    private static final Dataset PLATES = Datasets.synthetic(Product.METAL_PLATE, 0.1, 6, 2, 3);
    private static final Options UPRIGHT = PatchMemory.options()
            .withBackbone(Backbone.drawn().withScales(224, 112))
            .withPrecision(Precision.FLOAT32);

    private static PatchMemory fit(Options options, int places) {
        return PatchMemory.fit(
                TrainingSet.of(PLATES, options, ProgressListener.NONE), new PatchMemory.Settings(places));
    }

    @Test
    void allThatIsRememberedIsAtNoDistance() {
        try (PatchMemory all = fit(UPRIGHT.withHoldOut(0).withFolds(0), PatchMemory.CANDIDATES)) {
            for (Sample known : PLATES.train()) {
                assertEquals(0, all.score(known).score(), 0.05);
            }
            assertTrue(all.score(PLATES.test().get(1)).score() > 0.5, () -> PLATES.test()
                    .toString());
        }
    }

    @Test
    void fewPlacesLieNearAllOthers() {
        try (PatchMemory few = fit(UPRIGHT.withFolds(0), 40);
                PatchMemory more = fit(UPRIGHT.withFolds(0), 120)) {
            double least = PLATES.train().stream()
                    .mapToDouble(known -> more.score(known).score())
                    .max()
                    .orElseThrow();
            double most = PLATES.train().stream()
                    .mapToDouble(known -> few.score(known).score())
                    .max()
                    .orElseThrow();
            assertTrue(least < most, least + " with 120 places, " + most + " with 40");
        }
    }

    @Test
    void sameSeedHasTheSameBits() {
        try (PatchMemory one = fit(UPRIGHT, 60);
                PatchMemory again = fit(UPRIGHT, 60)) {
            assertArrayEquals(
                    one.evaluate(PLATES, ProgressListener.NONE).scores(),
                    again.evaluate(PLATES, ProgressListener.NONE).scores());
            assertEquals(one.threshold(), again.threshold());
        }
    }

    @Test
    void fewImagesAreCrossValidated() {
        try (PatchMemory memory = fit(UPRIGHT.withFolds(3), 60)) {
            assertEquals(6, memory.goodScores().count());
            assertEquals(GoodScores.Source.CROSS_VALIDATED, memory.goodScores().source());
        }
    }

    @Test
    void mapGlowsMostWhereSomethingWasPutIn() {
        BufferedImage spoiled = PLATES.test().get(0).image();
        Graphics2D pen = spoiled.createGraphics();
        pen.setColor(Color.RED);
        pen.fillRect(spoiled.getWidth() / 4 - 20, spoiled.getHeight() / 4 - 20, 40, 40);
        pen.dispose();
        try (PatchMemory memory = fit(UPRIGHT.withFolds(0), 200)) {
            Heatmap map = memory.heatmap(Sample.of("spoiled", spoiled));
            float[] before = memory.heatmap(PLATES.test().get(0)).values();
            float[] values = map.values();
            int peak = IntStream.range(0, values.length)
                    .reduce((a, b) -> values[a] - before[a] >= values[b] - before[b] ? a : b)
                    .orElseThrow();
            assertEquals(0.25, peak % map.size() / (double) map.size(), 0.15);
            assertEquals(0.25, peak / map.size() / (double) map.size(), 0.15);
        }
    }

    @Test
    void featuresOfAnotherLengthAreRefused() {
        try (PatchMemory memory = fit(UPRIGHT.withFolds(0), 20)) {
            String message = assertThrows(IllegalArgumentException.class, () -> memory.viewScores(new float[7]))
                    .getMessage();
            assertTrue(message.contains("7 features") && message.contains("places x"), message);
        }
    }

    @Test
    void interruptWhilePlacesAreChosenEndsTheFitAndIsTaken() {
        ProgressListener stop = progress -> {
            if (progress.task().equals("places to remember")) {
                Thread.currentThread().interrupt();
            }
        };
        TrainingSet good = TrainingSet.of(PLATES, UPRIGHT, stop);
        assertThrows(CancellationException.class, () -> PatchMemory.fit(good, new PatchMemory.Settings(300)));
        assertFalse(Thread.interrupted(), "the interrupt was taken");
    }

    private static Dataset first(int images) {
        return new Dataset("few plates", PLATES.train().subList(0, images), PLATES.test());
    }

    private static PatchMemory fit(Dataset dataset, Options options) {
        return PatchMemory.fit(TrainingSet.of(dataset, options, ProgressListener.NONE), new PatchMemory.Settings(2000));
    }

    private static Sample newGood() {
        return PLATES.test().stream()
                .filter(sample -> !sample.anomalous())
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({"2, 3", "4, 3", "4, 0", "6, 3"})
    void mapOfANewGoodImageReachesTheLevelOfGoodImagesHoweverFewThereAre(int images, int folds) {
        try (PatchMemory memory = fit(first(images), UPRIGHT.withFolds(folds).withHoldOut(folds == 0 ? 0 : 0.1))) {
            float[] values = memory.heatmap(newGood()).values();
            Arrays.sort(values);
            assertEquals(1.5, values[(int) (0.99 * values.length)], 1.5);
        }
    }

    @Test
    void oneGoodImageGivesNoThresholdAndNoScaleOfMaps() {
        try (PatchMemory memory = fit(first(1), UPRIGHT)) {
            assertFalse(memory.threshold().known());
            assertTrue(memory.score(newGood()).score() > 0);
            var error = assertThrows(IllegalStateException.class, () -> memory.heatmap(newGood()));
            assertTrue(error.getMessage().contains("two good images or more"), error.getMessage());
        }
    }

    @Test
    void scaleIsLearntFromImagesThatKnowAPlaceOfAnother() {
        TrainingSet two = TrainingSet.of(first(2), UPRIGHT, ProgressListener.NONE);
        try (PatchMemory memory = PatchMemory.fit(two, new PatchMemory.Settings(1))) {
            assertTrue(memory.heatmap(newGood()).values().length > 0);
        }
    }

    @Test
    void detectorWithAnotherThresholdNeedsTheGoodImagesNoSecondTime(@TempDir Path folder) throws IOException {
        List<Sample> files = new ArrayList<>();
        for (Sample each : PLATES.train().subList(0, 2)) {
            Path file = folder.resolve(files.size() + ".png");
            ImageIO.write(each.image(), "png", file.toFile());
            files.add(Sample.of(file));
        }
        try (PatchMemory memory = fit(Dataset.of("files", files, List.of()), UPRIGHT)) {
            float[] before = memory.heatmap(newGood()).values();
            Files.delete(folder.resolve("0.png"));
            Files.delete(folder.resolve("1.png"));
            try (PatchMemory other = memory.withThreshold(memory.goodScores().threshold(0.5))) {
                assertArrayEquals(before, other.heatmap(newGood()).values());
            }
        }
    }

    @Test
    void imageThatCannotBeReadIsNamed(@TempDir Path folder) throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.png"), "no image");
        List<Sample> good = List.of(PLATES.train().get(0), Sample.of(broken));
        var error = assertThrows(RuntimeException.class, () -> fit(Dataset.of("one broken", good, List.of()), UPRIGHT));
        assertTrue(error.getMessage().contains("broken.png"), error.getMessage());
    }

    @Test
    void evaluationComparesWithThatOfAnother() {
        try (PatchMemory memory = fit(UPRIGHT.withFolds(0), 60);
                Baseline gaussian =
                        Gaussian.fit(PLATES, UPRIGHT.withFolds(0).withTrainViews(4), ProgressListener.NONE)) {
            String text = memory.evaluate(PLATES, ProgressListener.NONE)
                    .compare(gaussian.evaluate(PLATES, ProgressListener.NONE))
                    .toString();
            assertTrue(text.contains("patch memory") && text.contains("Gaussian"), text);
        }
    }

    @Test
    void scoringTheHeldOutImagesIsReported() {
        List<Progress> heard = new ArrayList<>();
        TrainingSet good = TrainingSet.of(PLATES, UPRIGHT.withFolds(0), heard::add);
        try (PatchMemory memory = PatchMemory.fit(good, new PatchMemory.Settings(20))) {
            assertEquals(
                    memory.goodScores().count(),
                    heard.stream()
                            .filter(progress -> progress.task().equals("scores for the threshold"))
                            .count());
        }
    }

    @ParameterizedTest
    @CsvSource({"31, 1, 729", "31, 64, 729", "761, 64, 729", "39999, 2, 729", "50000, 3, 729", "1, 1, 729"})
    void candidatesAreBoundedHoweverManyImagesAndViewsThereAre(int images, int views, int places) {
        PatchLearning.Share share = PatchLearning.Share.of(images, views, places);
        int all = share.images() * share.views() * share.places();
        assertTrue(all <= PatchMemory.CANDIDATES, share.toString());
        assertTrue(all > Math.min(PatchMemory.CANDIDATES / 2, images * places - 1), share.toString());
    }

    @Test
    void whatIsNullIsNamed() {
        try (PatchMemory memory = fit(UPRIGHT.withFolds(0), 20)) {
            assertEquals(
                    "image",
                    assertThrows(NullPointerException.class, () -> memory.score((Sample) null))
                            .getMessage());
            assertEquals(
                    "features",
                    assertThrows(NullPointerException.class, () -> memory.viewScores(null))
                            .getMessage());
        }
    }

    @Test
    void anotherThresholdIsAnotherDetectorOnTheSameMemory() {
        PatchMemory memory = fit(UPRIGHT.withFolds(0), 20);
        Sample one = PLATES.test().get(0);
        double score = memory.score(one).score();
        try (PatchMemory other = memory.withThreshold(memory.goodScores().threshold(0.5))) {
            memory.close();
            assertEquals(score, other.score(one).score());
            assertThrows(IllegalStateException.class, () -> memory.score(one));
        }
    }

    @Test
    void moreOrFewerPlacesThanAllowedAreRefused() {
        for (int places : List.of(0, -1, 40_001)) {
            assertThrows(IllegalArgumentException.class, () -> new PatchMemory.Settings(places));
        }
    }
}
