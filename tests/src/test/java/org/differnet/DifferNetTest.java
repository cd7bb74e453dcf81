package org.differnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.data.Sample;
import org.differnet.features.Backbone;
import org.differnet.flow.FlowOptions;
import org.differnet.localize.Heatmap;
import org.differnet.score.Call;
import org.differnet.score.GoodScores;
import org.differnet.score.Threshold;
import org.differnet.score.evaluate.Evaluation;
import org.differnet.score.many.ScoredImage;
import org.differnet.view.ViewOptions;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import org.differnet.work.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Untrained.class)
class DifferNetTest {

    private static final Dataset PLATES = Datasets.synthetic(Product.METAL_PLATE, 0.1, 12, 5, 3);
    private static final Options QUICK = Options.standard()
            .withViews(ViewOptions.rotationsAndLight())
            .withFolds(0)
            .withBackbone(Backbone.alexNet().untrained(0))
            .withTrainViews(2)
            .withTestViews(2)
            .withFlow(FlowOptions.paper().withBlocks(2).withHiddenUnits(32))
            .withTraining(Options.standard().training().withEpochs(2));

    @Test
    void fitScoreAndHeatmapGoTheWholeWay() {
        try (DifferNet model = DifferNet.fit(PLATES, QUICK, ProgressListener.NONE)) {
            Score score = model.score(PLATES.test().get(7));
            assertTrue(score.score() > 0 && Double.isFinite(score.score()), score.toString());
            assertEquals(score.score() >= model.threshold().value(), score.anomalous());
            Heatmap map = score.heatmap();
            assertEquals(map.size() * map.size(), map.values().length);
            assertTrue(map.peak().value() > 0);
            assertEquals(448, map.overlay().getWidth());
        }
    }

    @Test
    void evaluationHasOneScoreForEachTestImage() {
        try (DifferNet model = DifferNet.fit(PLATES, QUICK, ProgressListener.NONE)) {
            Evaluation evaluation = model.evaluate(PLATES);
            assertEquals(10, evaluation.scores().length);
            assertEquals(5, evaluation.aurocByKind().size());
            assertEquals(model.score(PLATES.test().get(0)).score(), evaluation.scores()[0]);
        }
    }

    @Test
    void thresholdIsTheHighestScoreOfTheHeldOutImagesAsTheModelScoresThem() {
        try (DifferNet model = DifferNet.fit(PLATES, QUICK, ProgressListener.NONE)) {
            double highest = PLATES.train().stream()
                    .mapToDouble(sample -> model.score(sample).score())
                    .filter(score -> Math.nextUp(score) == model.threshold().value())
                    .findFirst()
                    .orElse(Double.NaN);
            assertFalse(Double.isNaN(highest), "no training image has the score that the threshold was learnt from");
        }
    }

    @Test
    void pValueOfAHeldOutImageIsItsPlaceAmongThem() {
        try (DifferNet model = DifferNet.fit(PLATES, QUICK, ProgressListener.NONE)) {
            assertEquals(4, model.goodScores().count());
            double highest = model.goodScores().values()[3];
            Score score = PLATES.train().stream()
                    .map(model::score)
                    .filter(s -> s.score() == highest)
                    .findFirst()
                    .orElseThrow();
            assertEquals(0.4, score.pValue());
            assertTrue(score.toString().contains("p = 0.40"), score.toString());
        }
    }

    @Test
    void anotherThresholdGivesAnotherModelAndLeavesVerdictsAsTheyWere() {
        try (DifferNet model = DifferNet.fit(PLATES, QUICK, ProgressListener.NONE)) {
            Score score = model.score(PLATES.test().get(0));
            try (DifferNet reached = model.withThreshold(new Threshold(score.score(), "test", 1, "image", "none"));
                    DifferNet missed = model.withThreshold(
                            new Threshold(Math.nextUp(score.score()), "test", 1, "image", "none"))) {
                assertEquals(Call.ANOMALOUS, reached.score(PLATES.test().get(0)).call());
                assertEquals(Call.GOOD, missed.score(PLATES.test().get(0)).call());
                assertEquals(model.threshold(), score.threshold());
            }
        }
    }

    @Test
    void sameSeedGivesTheSameModelBitForBit() {
        assertArrayEquals(scores(QUICK.withSeed(5)), scores(QUICK.withSeed(5)));
    }

    @Test
    void anotherSeedGivesAnotherModel() {
        assertFalse(java.util.Arrays.equals(scores(QUICK.withSeed(5)), scores(QUICK.withSeed(6))));
    }

    @Test
    void freshViewsTrainAsThePaperDoes() {
        Options fresh = QUICK.withFreshViews(true).withHoldOut(0).withFalsePositiveRate(0.2);
        try (DifferNet model = DifferNet.fit(PLATES, fresh, ProgressListener.NONE)) {
            assertEquals(2, model.history().epochs().size());
            assertTrue(
                    model.threshold().origin().contains("training images"),
                    model.threshold().origin());
            assertEquals(GoodScores.Source.TRAINED_ON, model.goodScores().source());
            assertFalse(model.score(PLATES.test().get(0)).toString().contains("p = "));
        }
    }

    @Test
    void oneGoodImageTrainsWithAWarningAndWithoutAThreshold() {
        Dataset one = new Dataset("one plate", PLATES.train().subList(0, 1), List.of());
        Warnings warnings = new Warnings();
        try (DifferNet model = DifferNet.fit(one, QUICK, warnings)) {
            assertFalse(model.threshold().known());
            assertTrue(warnings.heard.stream().anyMatch(w -> w.contains("one good image")), warnings.heard.toString());
            Score score = model.score(PLATES.test().get(0));
            assertEquals(Call.UNDECIDED, score.call());
            assertTrue(score.toString().contains("(no threshold), undecided"), score.toString());
            var error = assertThrows(IllegalStateException.class, score::anomalous);
            assertTrue(error.getMessage().contains("model.withThreshold"), error.getMessage());
            assertEquals(
                    "undecided",
                    model.evaluate(new Dataset("test", List.of(), PLATES.test()))
                            .table()
                            .stringColumn("called")
                            .get(0));
        }
    }

    @Test
    void untrainedNetworkIsSaidWhereverAResultIsShown() {
        try (DifferNet model = DifferNet.fit(PLATES, QUICK, ProgressListener.NONE)) {
            Score score = model.score(PLATES.test().get(0));
            assertTrue(score.toString().contains("untrained network"), score.toString());
            assertTrue(score.heatmap().caption().contains("untrained network"));
            assertTrue(model.evaluate(PLATES).toString().contains("untrained network"));
            assertTrue(model.toString().contains("untrained weights"));
        }
    }

    @Test
    void dataSetWithoutGoodImagesIsRefusedByName() {
        Dataset empty = new Dataset("nothing", List.of(), List.of());
        var error =
                assertThrows(IllegalArgumentException.class, () -> DifferNet.fit(empty, QUICK, ProgressListener.NONE));
        assertTrue(error.getMessage().startsWith("nothing has no good training image"), error.getMessage());
    }

    @Test
    void imageWithFewerPixelsThanTheSmallestScaleIsRefusedByName() {
        BufferedImage tiny = new BufferedImage(100, 120, BufferedImage.TYPE_BYTE_GRAY);
        Dataset small = new Dataset("small", List.of(Sample.of("tiny.png", tiny)), List.of());
        var error =
                assertThrows(IllegalArgumentException.class, () -> DifferNet.fit(small, QUICK, ProgressListener.NONE));
        assertTrue(error.getMessage().contains("tiny.png has 100 x 120 pixels"), error.getMessage());
    }

    @Test
    void interruptWhileFeaturesAreComputedCancelsTheFit() {
        ProgressListener stop = progress -> Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> DifferNet.fit(PLATES, QUICK, stop));
        assertFalse(Thread.interrupted(), "the interrupt was taken");
    }

    @Test
    void interruptDuringTrainingLeavesAUsableModel() {
        ProgressListener stop = progress -> {
            if (progress.task().equals("training")) {
                Thread.currentThread().interrupt();
            }
        };
        try (DifferNet model = DifferNet.fit(PLATES, QUICK, stop)) {
            assertTrue(model.history().stopped());
            assertTrue(model.threshold().known());
            assertTrue(Double.isFinite(model.score(PLATES.test().get(0)).score()));
        }
    }

    @Test
    void interruptOfAPaperFitEndsItWithoutAThreshold() {
        ProgressListener stop = progress -> Thread.currentThread().interrupt();
        Options fresh = QUICK.withFreshViews(true).withHoldOut(0);
        try (DifferNet model = DifferNet.fit(PLATES, fresh, stop)) {
            assertTrue(model.history().stopped());
            assertFalse(model.threshold().known());
        }
    }

    @Test
    void interruptOfAnEvaluationLeavesThatOfTheImagesScoredSoFar() {
        ProgressListener stop = progress -> {
            if (progress.done() == 6) {
                Thread.currentThread().interrupt();
            }
        };
        try (DifferNet model = DifferNet.fit(PLATES, QUICK, ProgressListener.NONE)) {
            Evaluation some = model.evaluate(PLATES, stop);
            assertTrue(some.detector().endsWith(" of 10 images)"), some.detector());
            assertTrue(some.scores().length >= 6 && some.scores().length < 10, some.toString());
            assertTrue(some.auroc() >= 0, "good and defective ones are among them");
        }
    }

    @Test
    void evaluationThatIsStoppedBeforeADefectiveImageSaysSo() {
        int[] order = Seeds.shuffled(12, 0);
        List<Sample> test =
                new ArrayList<>(Collections.nCopies(12, PLATES.test("good").get(0)));
        test.set(
                order[11],
                PLATES.test().stream().filter(Sample::anomalous).findFirst().orElseThrow());
        ProgressListener stop = progress -> Thread.currentThread().interrupt();
        try (DifferNet model = DifferNet.fit(PLATES, QUICK, ProgressListener.NONE)) {
            Dataset twelve = new Dataset("twelve", PLATES.train(), test);
            String message = assertThrows(CancellationException.class, () -> model.evaluate(twelve, stop))
                    .getMessage();
            assertTrue(message.endsWith(" of 12 images), before a good and a defective one were scored"), message);
        } finally {
            Thread.interrupted();
        }
    }

    @Test
    void scoringAndMappingLeaveNoArraysBehind() {
        try (DifferNet model = DifferNet.fit(PLATES, QUICK, ProgressListener.NONE)) {
            model.score(PLATES.test().get(0)).heatmap();
            int before = liveArrays(model.fitted().manager())
                    + liveArrays(model.flow().manager());
            for (Sample sample : PLATES.test()) {
                model.score(sample).heatmap();
            }
            assertEquals(
                    before,
                    liveArrays(model.fitted().manager())
                            + liveArrays(model.flow().manager()));
        }
    }

    @Test
    void fileIsScoredAsItsSample() throws Exception {
        Path file = Path.of("target", "plate.png");
        BufferedImage image = PLATES.test().get(0).image();
        javax.imageio.ImageIO.write(image, "png", file.toFile());
        try (DifferNet model = DifferNet.fit(PLATES, QUICK, ProgressListener.NONE)) {
            assertEquals(model.score(image).score(), model.score(file).score());
        }
    }

    @Test
    void manyImagesHaveTheBitsOfOne() {
        try (DifferNet model = DifferNet.fit(PLATES, QUICK, ProgressListener.NONE)) {
            List<ScoredImage> all = model.scoreAll(PLATES.test()).rows().toList();
            assertEquals(
                    PLATES.test().stream()
                            .map(model::score)
                            .map(score -> ScoredImage.of(
                                    score.sample().name(), score.score(), score.threshold(), score.pValue()))
                            .toList(),
                    all);
        }
    }

    private static int liveArrays(NDManager manager) {
        return manager.getManagedArrays().size();
    }

    private static double[] scores(Options options) {
        try (DifferNet model = DifferNet.fit(PLATES, options, ProgressListener.NONE)) {
            return model.evaluate(PLATES).scores();
        }
    }

    private static final class Warnings implements ProgressListener {

        final List<String> heard = new ArrayList<>();

        @Override
        public void on(Progress progress) {}

        @Override
        public void warn(String message) {
            heard.add(message);
        }
    }
}
