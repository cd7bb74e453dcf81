package org.differnet.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.differnet.Options;
import org.differnet.Untrained;
import org.differnet.Verdict;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.features.Backbone;
import org.differnet.score.AnomalyScore;
import org.differnet.score.evaluate.Evaluation;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(Untrained.class)
class BaselineTest {

    private static final Dataset PLATES = Datasets.synthetic(Product.METAL_PLATE, 0, 6, 2, 3);
    private static final Options QUICK = Options.standard()
            .withViews(ViewOptions.rotationsAndLight())
            .withFolds(0)
            .withBackbone(Backbone.alexNet().untrained(0))
            .withTrainViews(2)
            .withTestViews(2);

    interface Fit {
        Baseline of(Dataset dataset, Options options, ProgressListener listener);
    }

    static Stream<Fit> methods() {
        return Stream.of(NearestNeighbour::fit, OneClassSvm::fit, Gaussian::fit);
    }

    @ParameterizedTest
    @MethodSource("methods")
    void scoreIsTheMeanOverViewsAndTheVerdictFollowsTheThreshold(Fit method) {
        try (Baseline baseline = method.of(PLATES, QUICK, ProgressListener.NONE)) {
            Verdict verdict = baseline.score(PLATES.test().get(3));
            assertEquals(2, verdict.viewScores().length);
            assertEquals(AnomalyScore.ofImage(verdict.viewScores()), verdict.score());
            assertEquals(verdict.score() >= baseline.threshold().value(), verdict.anomalous());
            assertTrue(verdict.toString().contains("untrained network"), verdict.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void evaluationScoresEachTestImage(Fit method) {
        try (Baseline baseline = method.of(PLATES, QUICK, ProgressListener.NONE)) {
            Evaluation evaluation = baseline.evaluate(PLATES);
            assertEquals(
                    baseline.score(PLATES.test().get(3)).score(), evaluation.scores()[3]);
            assertTrue(evaluation.detector().startsWith(baseline.name()), evaluation.detector());
            assertTrue(Arrays.stream(evaluation.scores()).allMatch(score -> score >= 0));
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void sameSeedGivesTheSameScoresBitForBit(Fit method) {
        assertArrayEquals(scores(method), scores(method));
    }

    @ParameterizedTest
    @MethodSource("methods")
    void interruptCancelsTheFit(Fit method) {
        ProgressListener stop = progress -> Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> method.of(PLATES, QUICK, stop));
        assertTrue(!Thread.interrupted(), "the interrupt was taken");
    }

    @Test
    void oneLineSaysMethodNetworkAndThreshold() {
        try (Baseline baseline = NearestNeighbour.fit(PLATES, QUICK, ProgressListener.NONE)) {
            String line = baseline.toString();
            assertTrue(line.startsWith("1-NN among 8 views in 7 dimensions on AlexNet, untrained weights"), line);
            assertTrue(line.contains("held-out good images"), line);
        }
    }

    private static double[] scores(Fit method) {
        try (Baseline baseline = method.of(PLATES, QUICK, ProgressListener.NONE)) {
            return baseline.evaluate(PLATES).scores();
        }
    }
}
