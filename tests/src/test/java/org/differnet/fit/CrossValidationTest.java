package org.differnet.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.differnet.Checkpoint;
import org.differnet.DifferNet;
import org.differnet.Options;
import org.differnet.baseline.Baseline;
import org.differnet.baseline.Gaussian;
import org.differnet.data.Dataset;
import org.differnet.features.FeaturePool;
import org.differnet.flow.FlowOptions;
import org.differnet.score.GoodScores;
import org.differnet.score.Scoring;
import org.differnet.score.Threshold;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where good images are few all of them train, and each is scored by a model that has not seen it. */
class CrossValidationTest {

    private static final Dataset FEW = Grid.products(8, i -> 0, i -> 1);
    private static final Options TINY = Options.standard()
            .withBackbone(new Grid())
            .withViews(ViewOptions.rotationsAndLight())
            .withTrainViews(2)
            .withTestViews(3)
            .withFolds(3)
            .withFlow(FlowOptions.paper().withBlocks(1).withHiddenUnits(8).withHiddenLayers(1))
            .withEpochs(1);

    private record Fake(Seen seen) implements CrossValidation.Model {

        interface Seen {
            double score(float[] rows);
        }

        @Override
        public double score(float[] rows) {
            return seen.score(rows);
        }

        @Override
        public void close() {}
    }

    private static FeaturePool numbered(int images) {
        float[] values = new float[images];
        for (int i = 0; i < images; i++) {
            values[i] = i;
        }
        return new FeaturePool(images, 1, 1, values);
    }

    @Test
    void everyImageIsScoredOnceByAModelThatHasSeenAllOtherFolds() {
        FeaturePool pool = numbered(7);
        List<Integer> sizes = new ArrayList<>();
        GoodScores scores = CrossValidation.scores(
                pool,
                pool::of,
                3,
                (rest, fold) -> {
                    sizes.add(rest.images());
                    return new Fake(rows -> {
                        assertFalse(contains(rest, rows[0]), "image " + rows[0] + " was trained on");
                        return rows[0];
                    });
                },
                ProgressListener.NONE);
        assertArrayEquals(new double[] {0, 1, 2, 3, 4, 5, 6}, scores.values());
        assertEquals(List.of(4, 5, 5), sizes);
        assertEquals(GoodScores.Source.CROSS_VALIDATED, scores.source());
    }

    private static boolean contains(FeaturePool pool, float value) {
        return IntStream.range(0, pool.values().length).anyMatch(i -> pool.values()[i] == value);
    }

    @Test
    void imagesFewerThanFoldsAreLeftOutOneByOne() {
        FeaturePool pool = numbered(2);
        List<Integer> folds = new ArrayList<>();
        CrossValidation.scores(
                pool,
                pool::of,
                5,
                (rest, fold) -> {
                    folds.add(fold);
                    return new Fake(rows -> rows[0]);
                },
                ProgressListener.NONE);
        assertEquals(List.of(0, 1), folds);
    }

    /** Distances to the mean of normal numbers: the rate over 1500 draws is known to 0.5 points (one standard error). */
    @Test
    void thresholdOfAllImagesCallsAboutTheShareThatWasAskedFor() {
        SplittableRandom random = new SplittableRandom(3);
        int draws = 1500;
        int called = 0;
        for (int draw = 0; draw < draws; draw++) {
            float[] values = new float[31];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextGaussian();
            }
            FeaturePool pool = new FeaturePool(values.length, 1, 1, values);
            Threshold threshold = CrossValidation.scores(
                            pool, pool::of, 5, (rest, fold) -> new Fake(fromMean(rest)), ProgressListener.NONE)
                    .threshold(0.05);
            called += threshold.isAnomalous(fromMean(pool).score(new float[] {(float) random.nextGaussian()})) ? 1 : 0;
        }
        assertEquals(0.05, called / (double) draws, 0.015);
    }

    private static Fake.Seen fromMean(FeaturePool pool) {
        double mean = IntStream.range(0, pool.images())
                .mapToDouble(i -> pool.values()[i])
                .average()
                .orElseThrow();
        return rows -> Math.abs(rows[0] - mean);
    }

    @Test
    void onlyWhereAThirdCannotPromiseTheRate() {
        Options standard = Options.standard();
        assertFalse(TrainingSet.crossValidates(1, standard));
        assertTrue(TrainingSet.crossValidates(2, standard));
        assertTrue(TrainingSet.crossValidates(31, standard));
        assertTrue(TrainingSet.crossValidates(56, standard));
        assertFalse(TrainingSet.crossValidates(57, standard));
        assertFalse(TrainingSet.crossValidates(31, standard.withFolds(0)));
        assertFalse(TrainingSet.crossValidates(31, standard.withHoldOut(0)));
        assertFalse(TrainingSet.crossValidates(31, standard.withFreshViews(true)));
        assertFalse(TrainingSet.crossValidates(31, Options.paper()));
        assertFalse(TrainingSet.crossValidates(761, Options.magneticTiles()));
    }

    @ParameterizedTest
    @EnumSource(Scoring.class)
    void fewGoodImagesAllTrainAndAllGiveTheThreshold(Scoring scoring) {
        try (DifferNet model = DifferNet.fit(FEW, TINY.withScoring(scoring), ProgressListener.NONE)) {
            assertEquals(8, model.provenance().trainingImages());
            assertEquals(0, model.provenance().heldOutImages());
            assertEquals(8, model.goodScores().count());
            assertEquals(GoodScores.Source.CROSS_VALIDATED, model.goodScores().source());
            assertTrue(
                    model.threshold().origin().contains("cross-validated"),
                    model.threshold().toString());
        }
    }

    @Test
    void cardSaysThatTheRateIsNotPromised() {
        try (DifferNet model = DifferNet.fit(FEW, TINY, ProgressListener.NONE)) {
            String card = model.card().markdown();
            assertTrue(card.contains("comes from cross-validation of all good images"), card);
            assertFalse(card.contains("like those set aside"), card);
        }
    }

    @Test
    void scoresAndThresholdComeBackFromAFile(@TempDir Path folder) {
        Path file = folder.resolve("model.safetensors");
        try (DifferNet model = DifferNet.fit(FEW, TINY, ProgressListener.NONE)) {
            model.save(file);
            try (DifferNet loaded = DifferNet.load(file, new Grid(), ProgressListener.NONE)) {
                assertEquals(
                        GoodScores.Source.CROSS_VALIDATED, loaded.goodScores().source());
                assertArrayEquals(
                        model.goodScores().values(), loaded.goodScores().values());
                assertEquals(model.threshold(), loaded.threshold());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"training", "training for the threshold, 2"})
    void resumedFitHasTheScoresOfAnUninterruptedOne(String task, @TempDir Path folder) {
        Options options = TINY.withEpochs(3);
        Checkpoint checkpoint = new Checkpoint(folder.resolve("checkpoint"), Duration.ZERO);
        ProgressListener stop = progress -> {
            if (progress.task().equals(task) && 2 * progress.done() >= progress.total()) {
                Thread.currentThread().interrupt();
            }
        };
        try (DifferNet stopped = DifferNet.fit(FEW, options, stop, checkpoint)) {
            assertEquals(0, stopped.goodScores().count());
        }
        try (DifferNet resumed = DifferNet.fit(FEW, options, ProgressListener.NONE, checkpoint);
                DifferNet alone = DifferNet.fit(FEW, options, ProgressListener.NONE)) {
            assertArrayEquals(alone.goodScores().values(), resumed.goodScores().values());
        }
    }

    @Test
    void testViewsOfAnImageAreAskedForOnceAndNotKept() {
        AtomicIntegerArray asked = new AtomicIntegerArray(7);
        CrossValidation.scores(
                numbered(7),
                image -> {
                    asked.incrementAndGet(image);
                    return new float[] {image};
                },
                3,
                (rest, fold) -> new Fake(rows -> rows[0]),
                ProgressListener.NONE);
        assertEquals("[1, 1, 1, 1, 1, 1, 1]", asked.toString());
    }

    @Test
    void baselinesAreCrossValidatedAlike() {
        try (Baseline gaussian = Gaussian.fit(FEW, TINY, ProgressListener.NONE)) {
            assertEquals(8, gaussian.goodScores().count());
            assertEquals(
                    GoodScores.Source.CROSS_VALIDATED, gaussian.goodScores().source());
        }
    }

    @Test
    void sameSeedGivesTheSameThresholdBitForBit() {
        double[] first = goodScores();
        assertArrayEquals(first, goodScores());
        assertTrue(Arrays.stream(first).distinct().count() > 1);
    }

    private static double[] goodScores() {
        try (DifferNet model = DifferNet.fit(FEW, TINY, ProgressListener.NONE)) {
            return model.goodScores().values();
        }
    }

    @Test
    void interruptLeavesTheModelOfAllImagesWithoutAThreshold() {
        ProgressListener stop = progress -> {
            if (progress.task().equals("training for the threshold, 2")) {
                Thread.currentThread().interrupt();
            }
        };
        try (DifferNet model = DifferNet.fit(FEW, TINY, stop)) {
            assertFalse(Thread.currentThread().isInterrupted(), "the interrupt was taken");
            assertEquals(1, model.history().epochs().size());
            assertTrue(model.history().stopped());
            assertFalse(model.threshold().known());
            String card = model.card().markdown();
            assertTrue(card.contains("The fit was stopped before its end"), card);
        }
    }
}
