package org.differnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.differnet.baseline.Baseline;
import org.differnet.baseline.FeatureDetector;
import org.differnet.baseline.FeatureScore;
import org.differnet.baseline.Gaussian;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.data.ReadError;
import org.differnet.data.Sample;
import org.differnet.experiment.Experiment;
import org.differnet.experiment.Method;
import org.differnet.experiment.Results;
import org.differnet.experiment.Run;
import org.differnet.features.Backbone;
import org.differnet.flow.FlowOptions;
import org.differnet.localize.evaluate.LocalizationEvaluation;
import org.differnet.score.evaluate.Evaluation;
import org.differnet.view.ViewOptions;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

/** One image that cannot be read is a row of errors, and the numbers are of the others. */
@ExtendWith(Untrained.class)
class UnreadableImagesTest {

    private static final Dataset PLATES = Datasets.synthetic(Product.METAL_PLATE, 0, 4, 2, 3);
    private static final Options QUICK = Options.standard()
            .withViews(ViewOptions.rotationsAndLight())
            .withFolds(0)
            .withBackbone(Backbone.alexNet().untrained(0))
            .withTrainViews(2)
            .withTestViews(1)
            .withFlow(FlowOptions.paper().withBlocks(1).withHiddenUnits(8))
            .withTraining(Options.standard().training().withEpochs(1));

    /** The score is the first feature. */
    private static final class First implements FeatureDetector {

        @Override
        public String name() {
            return "first feature";
        }

        @Override
        public FeatureScore fit(List<float[]> good) {
            return features -> features[0];
        }
    }

    private static Baseline own;

    @TempDir
    Path folder;

    private Path damaged;

    @BeforeAll
    static void fit() {
        own = Baseline.fit(PLATES, QUICK, new First(), ProgressListener.NONE);
    }

    @AfterAll
    static void close() {
        own.close();
    }

    @BeforeEach
    void writeAFileThatIsNoImage() throws IOException {
        damaged = Files.writeString(folder.resolve("damaged.png"), "no image");
    }

    @Test
    void anEvaluationGoesOnAndListsTheError() {
        try (Baseline gaussian = Gaussian.fit(PLATES, QUICK, ProgressListener.NONE)) {
            Evaluation evaluation = gaussian.evaluate(with(1), ProgressListener.NONE);
            assertEquals(1, evaluation.errors().size());
            ReadError error = evaluation.errors().get(0);
            assertEquals("damaged.png", error.name());
            assertTrue(error.reason().contains(damaged.toString()), error.reason());
            assertEquals(gaussian.evaluate(PLATES, ProgressListener.NONE).auroc(), evaluation.auroc());
        }
    }

    @Test
    void aDetectorOfOnesOwnListsTheErrorAsTheOthersDo() {
        assertEquals(1, own.evaluate(with(1), ProgressListener.NONE).errors().size());
    }

    @Test
    void anImageThatIsTooSmallIsARowToo() {
        Sample speck = Sample.of("speck.png", new BufferedImage(3, 3, BufferedImage.TYPE_BYTE_GRAY));
        List<Sample> images = new ArrayList<>(PLATES.test());
        images.add(0, speck);
        Evaluation evaluation = own.evaluate(new Dataset("plates", List.of(), images), ProgressListener.NONE);
        assertEquals("speck.png", evaluation.errors().get(0).name());
    }

    @Test
    void theEvaluationSaysSoInItsLineItsTablesAndItsCharts() {
        Evaluation evaluation = own.evaluate(with(2), ProgressListener.NONE);
        String note = " (without 2 images that could not be read)";
        assertTrue(evaluation.toString().contains(note), evaluation.toString());
        assertTrue(evaluation.summary().name().endsWith(note));
        assertTrue(evaluation.byKind().name().endsWith(note));
        assertTrue(evaluation.histogram().title().endsWith(note));
        assertTrue(evaluation.rocChart().title().endsWith(note));
    }

    @Test
    void theTableOfScoresEndsWithTheErrors() {
        Table table = own.evaluate(with(1), ProgressListener.NONE).table();
        int last = table.rowCount() - 1;
        assertEquals(PLATES.test().size() + 1, table.rowCount());
        assertEquals("damaged.png", table.stringColumn("image").get(last));
        assertTrue(table.doubleColumn("score").isMissing(last));
        assertTrue(table.stringColumn("error").get(last).contains("damaged.png"));
        assertTrue(table.stringColumn("error").isMissing(0));
    }

    @Test
    void theListenerIsWarnedOnce() {
        List<String> warnings = new ArrayList<>();
        own.evaluate(with(2), warnings(warnings));
        assertEquals(1, warnings.size(), warnings.toString());
        assertTrue(warnings.get(0).startsWith("2 of " + (PLATES.test().size() + 2)), warnings.get(0));
    }

    @Test
    void moreThanHalfUnreadableIsAnErrorThatNamesTheFirstOnes() {
        Dataset mostly = with(PLATES.test().size() + 1);
        var error = assertThrows(UncheckedIOException.class, () -> own.evaluate(mostly, ProgressListener.NONE));
        assertTrue(error.getMessage().startsWith("more than half of"), error.getMessage());
        assertTrue(error.getMessage().contains("damaged.png"), error.getMessage());
        assertTrue(error.getMessage().contains("; and "), error.getMessage());
    }

    @Test
    void maskAndImageThatCannotBeReadAreRowsOfTheLocalization() {
        Sample marked =
                PLATES.test().stream().filter(Sample::hasMask).findFirst().orElseThrow();
        List<Sample> images = new ArrayList<>(with(1).test());
        images.add(0, marked.withMaskStream(() -> Files.newInputStream(damaged)));
        try (DifferNet model = DifferNet.fit(PLATES, QUICK, ProgressListener.NONE)) {
            LocalizationEvaluation all = model.localization(new Dataset("plates", List.of(), images));
            assertEquals(2, all.errors().size(), all.errors().toString());
            assertTrue(all.toString().endsWith(" (without 2 images that could not be read)"), all.toString());
            Table table = all.table();
            int last = table.rowCount() - 1;
            assertEquals("could not be read", table.stringColumn("images").get(last));
            assertEquals(2, table.intColumn("n").get(last));
            assertTrue(table.doubleColumn("AUPRO").isMissing(last));
            assertTrue(all.proChart().title().contains("without 2 images"));
            assertEquals(model.localization(PLATES).aupro(), all.aupro());
        }
    }

    @Test
    void anExperimentKeepsTheErrorBesideItsNumbers() {
        Path log = folder.resolve("runs.jsonl");
        List<Run> runs = List.of(
                new Run("whole", Method.of(new First()), QUICK, PLATES, 0, Double.NaN),
                new Run("damaged", Method.of(new First()), QUICK, with(1), 1, Double.NaN));
        Experiment both = new Experiment("both", "", runs, log, 1);
        both.run(ProgressListener.NONE);
        Results again = both.run(ProgressListener.NONE);
        assertEquals(List.of(), again.rows().get(0).finished().errors());
        assertEquals(
                "damaged.png", again.rows().get(1).finished().errors().get(0).name());
        assertEquals(PLATES.test().size(), again.rows().get(1).finished().testImages());
        assertEquals(
                again.rows().get(0).finished().auroc(),
                again.rows().get(1).finished().auroc());
        assertTrue(again.toString().endsWith(" (without 1 image that could not be read)"), again.toString());
        assertEquals(List.of(0, 1), again.runs().intColumn("images not read").asList());
    }

    /** The test images, with some before them that cannot be read. */
    private Dataset with(int unreadable) {
        List<Sample> images = new ArrayList<>();
        for (int i = 0; i < unreadable; i++) {
            images.add(Sample.of(damaged));
        }
        images.addAll(PLATES.test());
        return new Dataset("plates", PLATES.train(), images);
    }

    private static ProgressListener warnings(List<String> heard) {
        return new ProgressListener() {
            @Override
            public void on(Progress progress) {}

            @Override
            public void warn(String message) {
                heard.add(message);
            }
        };
    }
}
