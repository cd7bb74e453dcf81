package org.differnet.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
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
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;

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
    void interruptEndsTheFit() {
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> fit(UPRIGHT, 20));
        Thread.interrupted();
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
