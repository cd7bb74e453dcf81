package org.differnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.data.Sample;
import org.differnet.fit.TrainingSet;
import org.differnet.flow.Flow;
import org.differnet.flow.FlowOptions;
import org.differnet.score.Threshold;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model is a value that shares native memory with those made from it. */
@ExtendWith(Untrained.class)
class FinishedModelTest {

    private static final Dataset PLATES = Datasets.synthetic(Product.METAL_PLATE, 0.1, 6, 1, 3);
    private static final Sample ONE = PLATES.test().get(0);
    private static final Options QUICK = Options.standard()
            .withViews(ViewOptions.rotationsAndLight())
            .withFolds(0)
            .withTrainViews(2)
            .withTestViews(2)
            .withFlow(FlowOptions.paper().withBlocks(2).withHiddenUnits(16))
            .withEpochs(1);
    private static final Threshold HIGH = new Threshold(1e9, "test", 1, "image", "none");

    private static DifferNet model;

    @BeforeAll
    static void fit() {
        model = DifferNet.fit(PLATES, QUICK, ProgressListener.NONE);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void closingAModelLeavesTheOneWithAnotherThresholdUsable() {
        DifferNet first = DifferNet.fit(PLATES, QUICK, ProgressListener.NONE);
        double score = first.score(ONE).score();
        try (DifferNet second = first.withThreshold(HIGH)) {
            first.close();
            assertEquals(score, second.score(ONE).score());
            assertTrue(second.flow().manager().isOpen());
        }
        assertFalse(first.fitted().flow().manager().isOpen(), "the last one frees the memory");
    }

    @Test
    void useAfterCloseIsRefusedInClearWords() {
        DifferNet closed = model.withThreshold(HIGH);
        closed.close();
        closed.close();
        for (Runnable use : List.<Runnable>of(
                () -> closed.score(ONE),
                () -> closed.latents(new float[768]),
                () -> closed.viewScores(new float[768]),
                () -> closed.evaluate(PLATES),
                () -> closed.withThreshold(HIGH),
                () -> closed.withHeatmapScale(PLATES),
                () -> closed.save(java.nio.file.Path.of("target", "never.safetensors")))) {
            var error = assertThrows(IllegalStateException.class, use::run);
            assertTrue(error.getMessage().startsWith("this model is closed"), error.getMessage());
        }
    }

    @Test
    void heatmapOfAScoreWhoseModelIsClosedIsRefusedInClearWords() {
        DifferNet closed = model.withThreshold(HIGH);
        Score score = closed.score(ONE);
        closed.close();
        assertThrows(IllegalStateException.class, score::heatmap);
    }

    @Test
    void closeWhileOtherThreadsScoreEndsInScoresOrClearWords() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 5; round++) {
                DifferNet shortLived = DifferNet.fit(PLATES, QUICK, ProgressListener.NONE);
                List<Future<Double>> scores = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    scores.add(threads.submit(() -> shortLived.score(ONE).score()));
                }
                Thread.sleep(10L * round);
                shortLived.close();
                for (Future<Double> score : scores) {
                    try {
                        assertTrue(Double.isFinite(score.get()));
                    } catch (ExecutionException e) {
                        assertEquals(IllegalStateException.class, e.getCause().getClass());
                        assertTrue(e.getCause().getMessage().startsWith("this model is closed"));
                    }
                }
                assertFalse(shortLived.fitted().flow().manager().isOpen());
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void modelThatWasForgottenIsFreedByTheGarbageCollector() throws InterruptedException {
        List<NDManager> managers = managersOfAForgottenModel();
        for (int i = 0; i < 100 && managers.stream().anyMatch(NDManager::isOpen); i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertTrue(managers.stream().noneMatch(NDManager::isOpen));
    }

    private static List<NDManager> managersOfAForgottenModel() {
        DifferNet forgotten = DifferNet.fit(PLATES, QUICK, ProgressListener.NONE);
        forgotten.score(ONE);
        return List.of(forgotten.fitted().manager(), forgotten.fitted().flow().manager());
    }

    @Test
    void flowKeepsTheModelThatOwnsItFromBeingForgotten() throws InterruptedException {
        Flow flow = DifferNet.fit(PLATES, QUICK, ProgressListener.NONE).flow();
        for (int i = 0; i < 5; i++) {
            System.gc();
            Thread.sleep(20);
        }
        assertTrue(flow.manager().isOpen());
    }

    @Test
    void fitThatFailsClosesTheTrainingSet() {
        ProgressListener broken = progress -> {
            throw new IllegalStateException("listener is broken");
        };
        TrainingSet good = TrainingSet.of(PLATES, QUICK, broken);
        assertThrows(IllegalStateException.class, () -> DifferNet.fit(good));
        assertFalse(good.manager().isOpen());
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 64, 128, 200})
    void evaluateAndScoreAgreeBitForBitWithEverySizeOfFlow(int units) {
        Options options = QUICK.withHiddenUnits(units).withTestViews(7);
        try (DifferNet sized = DifferNet.fit(PLATES, options, ProgressListener.NONE)) {
            double[] scores = PLATES.test().stream()
                    .mapToDouble(image -> sized.score(image).score())
                    .toArray();
            assertArrayEquals(scores, sized.evaluate(PLATES).scores());
        }
    }

    @Test
    void featuresHandedInScoreAsTheirImageBitForBit() {
        float[] features = model.features().values(model.fitted().manager(), ONE, model.testViews());
        assertEquals(model.score(ONE).score(), model.imageScore(features));
        assertArrayEquals(model.score(ONE).viewScores(), model.viewScores(features));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 767, 769, 1535})
    void featuresOfTheWrongLengthAreRefused(int length) {
        for (Runnable use : List.<Runnable>of(
                () -> model.viewScores(new float[length]),
                () -> model.imageScore(new float[length]),
                () -> model.latents(new float[length]))) {
            var error = assertThrows(IllegalArgumentException.class, use::run);
            assertTrue(error.getMessage().startsWith(length + " numbers are no features of views; give 768"));
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void featuresThatAreNotFiniteAreRefusedByTheirPlace(float value) {
        float[] features = new float[2 * 768];
        features[768 + 5] = value;
        var error = assertThrows(IllegalArgumentException.class, () -> model.imageScore(features));
        assertTrue(error.getMessage().startsWith("feature 5 of view 1 is " + value), error.getMessage());
    }
}
