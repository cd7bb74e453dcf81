package org.differnet.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.differnet.Options;
import org.differnet.Untrained;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.experiment.Experiment;
import org.differnet.experiment.Method;
import org.differnet.experiment.Results;
import org.differnet.experiment.Run;
import org.differnet.score.Call;
import org.differnet.score.Threshold;
import org.differnet.score.evaluate.Evaluation;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A detector of one's own goes wherever the baselines go. */
@ExtendWith(Untrained.class)
class FeatureDetectorTest {

    private static final Dataset PLATES = Datasets.synthetic(Product.METAL_PLATE, 0, 6, 2, 3);
    private static final Options QUICK = Options.standard()
            .withViews(ViewOptions.rotationsAndLight())
            .withFolds(0)
            .withTrainViews(2)
            .withTestViews(2);

    private static final class Centre implements FeatureDetector {

        @Override
        public String name() {
            return "distance to the centre";
        }

        @Override
        public FeatureScore fit(List<float[]> good) {
            double[] centre = new double[good.get(0).length];
            good.forEach(row -> {
                for (int j = 0; j < centre.length; j++) centre[j] += row[j] / (double) good.size();
            });
            return row -> {
                double sum = 0;
                for (int j = 0; j < centre.length; j++) sum += Math.pow(row[j] - centre[j], 2);
                return Math.sqrt(sum);
            };
        }
    }

    private static Baseline baseline;

    @BeforeAll
    static void fit() {
        baseline = Baseline.fit(PLATES, QUICK, new Centre(), ProgressListener.NONE);
    }

    @AfterAll
    static void close() {
        baseline.close();
    }

    @Test
    void itIsEvaluatedUnderItsNameAndEvaluationAgreesWithScores() {
        Evaluation evaluation = baseline.evaluate(PLATES);
        assertTrue(evaluation.detector().startsWith("distance to the centre"), evaluation.detector());
        assertArrayEquals(
                PLATES.test().stream()
                        .mapToDouble(image -> baseline.score(image).score())
                        .toArray(),
                evaluation.scores());
    }

    @Test
    void itHasAThresholdFromHeldOutGoodImagesAndTakesAnother() {
        assertEquals(baseline.goodScores().count(), baseline.threshold().images());
        try (Baseline strict = baseline.withThreshold(new Threshold(0, "test", 1, "image", "none"))) {
            assertEquals(Call.ANOMALOUS, strict.score(PLATES.test().get(0)).call());
        }
    }

    @Test
    void itIsComparedWithABaseline() {
        try (Baseline other = NearestNeighbour.fit(PLATES, QUICK, ProgressListener.NONE)) {
            String comparison =
                    baseline.evaluate(PLATES).compare(other.evaluate(PLATES)).toString();
            assertTrue(comparison.contains("distance to the centre"), comparison);
        }
    }

    @Test
    void itRunsInAnExperiment(@TempDir Path folder) {
        Run run = new Run("centre", Method.of(new Centre()), QUICK, PLATES, 0, Double.NaN);
        Experiment experiment = new Experiment("own", "", List.of(run), folder.resolve("own.jsonl"), 1);
        Results results = experiment.run(ProgressListener.NONE);
        assertEquals(
                100 * baseline.evaluate(PLATES).auroc(),
                results.rows().get(0).finished().auroc(),
                1e-9);
    }

    @Test
    void itSeesARowOfFeaturesForEachViewOfTheImagesTrainedOn() {
        FeatureDetector curious = new FeatureDetector() {
            @Override
            public String name() {
                return "curious";
            }

            @Override
            public FeatureScore fit(List<float[]> good) {
                assertEquals(4 * 2, good.size());
                assertTrue(good.stream().allMatch(row -> row.length == 768));
                good.get(0)[0] = Float.NaN;
                assertTrue(Float.isFinite(good.get(0)[0]), "rows are copies");
                return row -> row[0];
            }
        };
        Baseline.fit(PLATES, QUICK, curious, ProgressListener.NONE).close();
    }

    @Test
    void closedBaselineIsRefusedInClearWords() {
        Baseline closed = baseline.withThreshold(baseline.threshold());
        closed.close();
        var error = assertThrows(
                IllegalStateException.class, () -> closed.score(PLATES.test().get(0)));
        assertTrue(error.getMessage().startsWith("this detector is closed"), error.getMessage());
    }

    @Test
    void featuresOfTheWrongLengthAreRefused() {
        for (int length : new int[] {0, 767, 769}) {
            assertThrows(IllegalArgumentException.class, () -> baseline.viewScores(new float[length]));
            assertThrows(IllegalArgumentException.class, () -> baseline.imageScore(new float[length]));
        }
    }
}
