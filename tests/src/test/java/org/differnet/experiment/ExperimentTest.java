package org.differnet.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.differnet.DifferNet;
import org.differnet.Options;
import org.differnet.Untrained;
import org.differnet.baseline.PatchMemory;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.data.Sample;
import org.differnet.features.Backbone;
import org.differnet.fit.TrainingSet;
import org.differnet.flow.FlowOptions;
import org.differnet.score.Scoring;
import org.differnet.view.ViewOptions;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tech.tablesaw.api.Table;

@ExtendWith(Untrained.class)
class ExperimentTest {

    private static final Dataset PLATES = Datasets.synthetic(Product.METAL_PLATE, 0, 4, 1, 3);
    private static final Options QUICK = Options.standard()
            .withViews(ViewOptions.rotationsAndLight())
            .withFolds(0)
            .withBackbone(Backbone.alexNet().untrained(0))
            .withTrainViews(1)
            .withTestViews(1)
            .withFlow(FlowOptions.paper().withBlocks(1).withHiddenUnits(8))
            .withTraining(Options.standard().training().withEpochs(1));

    private static final String NAME = "Table 2, synthetic metal plate";

    @TempDir
    Path folder;

    @Test
    void table2HasARowForEachMethodBesideThePaper() {
        Results results = run(Experiments.table2(PLATES, QUICK));
        Table table = results.table();
        assertEquals(
                List.of("OCSVM", "1-NN", "Gaussian", "DifferNet", "GeoTrans", "GANomaly", "DSEBM", "ADGAN"),
                table.stringColumn("run").asList());
        assertEquals(97.7, table.doubleColumn("paper").get(3));
        assertEquals(46.4, table.doubleColumn("paper").get(7));
        assertTrue(table.doubleColumn("paper").isMissing(2), "the paper has no Gaussian");
        assertTrue(results.toString().startsWith("Table 2, synthetic metal plate: OCSVM "), results.toString());
        assertEquals(2, results.chart().series().size());
    }

    @Test
    void rowsThatAreChosenRunAloneInTheirOrder() {
        Experiment some = Experiments.table2(PLATES, QUICK).only("Gaussian", "OCSVM");
        assertEquals(
                List.of("OCSVM", "Gaussian"),
                some.runs().stream().map(Run::name).toList());
        var error = assertThrows(IllegalArgumentException.class, () -> some.only("DSEBN"));
        assertTrue(error.getMessage().contains("no row DSEBN; there are [OCSVM, Gaussian]"), error.getMessage());
    }

    @Test
    void kindsOfDefectHaveAColumnEachWithTheirMeanOverRuns() {
        Results results = run(Experiments.table2(PLATES, QUICK).only("Gaussian").withSeeds(0, 1));
        Table kinds = results.kinds();
        List<String> known = PLATES.test().stream()
                .filter(Sample::anomalous)
                .map(Sample::kind)
                .distinct()
                .sorted()
                .toList();
        assertEquals(known, kinds.columnNames().subList(1, kinds.columnCount()));
        double mean = results.rows().stream()
                .mapToDouble(row -> row.finished().aurocByKind().get(known.get(0)))
                .average()
                .orElseThrow();
        assertEquals(mean, kinds.doubleColumn(known.get(0)).get(0), 1e-9);
    }

    @Test
    void measuredAurocIsThatOfTheModel() {
        double auroc =
                run(Experiments.table2(PLATES, QUICK)).rows().get(3).finished().auroc();
        try (DifferNet model = DifferNet.fit(PLATES, QUICK, ProgressListener.NONE)) {
            assertEquals(100 * model.evaluate(PLATES).auroc(), auroc, 1e-9);
        }
    }

    @Test
    void scoringsShareOneModelAndKeepTheirScores() {
        List<Run> runs = new ArrayList<>();
        for (Scoring scoring : Scoring.values()) {
            Options options = QUICK.withTestViews(3).withScoring(scoring);
            runs.add(new Run(scoring.name(), Method.differNet(), options, PLATES, runs.size(), Double.NaN));
        }
        List<Progress> heard = new ArrayList<>();
        Results results = Experiment.of("scorings", "", runs).withLog(log()).run(heard::add);
        assertEquals(
                1,
                heard.stream()
                        .filter(progress -> progress.task().equals("scorings"))
                        .count());
        try (DifferNet model = DifferNet.fit(PLATES, runs.get(2).options(), ProgressListener.NONE)) {
            double auroc = results.rows().get(2).finished().auroc();
            assertEquals(100 * model.evaluate(PLATES).auroc(), auroc, 1e-9);
        }
    }

    @Test
    void lineOfARunHoldsWhatIsNeededToRepeatIt() throws IOException {
        run(some(3));
        JsonObject line = JsonParser.parseString(Files.readString(log())).getAsJsonObject();
        for (String name : List.of("key", "dataHash", "weightsHash")) {
            assertTrue(line.get(name).getAsString().matches("[0-9a-f]{64}"), name);
        }
        assertEquals(1, line.getAsJsonObject("options").get("testViews").getAsInt());
        assertTrue(line.get("engine").getAsString().startsWith("PyTorch"));
        assertTrue(line.get("network").getAsString().startsWith("AlexNet, untrained"));
        assertTrue(line.get("fitSeconds").getAsDouble() > 0);
    }

    @Test
    void finishedRunsAreNotRepeatedAndACutLineIs() throws IOException {
        Experiment two = some(1, 2);
        Results first = run(two);
        List<String> lines = Files.readAllLines(log());
        Files.writeString(log(), lines.get(0) + "\n" + lines.get(1).substring(0, 80));
        Tasks tasks = new Tasks();
        Results second = two.withLog(log()).run(tasks);
        assertEquals(aurocs(first), aurocs(second));
        assertTrue(tasks.heard.contains(NAME + " 1/1"), tasks.heard.toString());
        assertEquals(2, Files.readAllLines(log()).size());
        assertEquals(lines.get(0), Files.readAllLines(log()).get(0));
    }

    @Test
    void interruptedExperimentGoesOnWhereItStopped() throws IOException {
        Experiment two = some(1, 2).withLog(log());
        ProgressListener stopAfterTheFirst = progress -> {
            if (progress.task().equals(NAME)) {
                Thread.currentThread().interrupt();
            }
        };
        assertThrows(CancellationException.class, () -> two.run(stopAfterTheFirst));
        assertEquals(1, Files.readAllLines(log()).size());
        assertEquals(2, two.run(ProgressListener.NONE).rows().size());
        assertEquals(2, Files.readAllLines(log()).size());
    }

    @Test
    void runThatIsFinishedWhenAnInterruptComesIsKept() throws IOException {
        List<String> lines = some(1).make(List.of(0), ProgressListener.NONE);
        Files.writeString(log(), "{\"a line that was cut");
        Thread.currentThread().interrupt();
        new RunLog(log()).append(lines.get(0));
        new RunLog(log());
        assertTrue(Thread.interrupted(), "the interrupt is kept");
        assertEquals(lines, Files.readAllLines(log()));
    }

    @Test
    void trainingThatWasStoppedIsNotKept() {
        ProgressListener stop = progress -> {
            if (progress.task().equals("training")) {
                Thread.currentThread().interrupt();
            }
        };
        assertThrows(CancellationException.class, () -> some(3).withLog(log()).run(stop));
        assertTrue(Files.notExists(log()));
    }

    @Test
    void runsBesideEachOtherGiveTheSame() {
        Experiment three = some(1, 2, 3);
        Results beside =
                three.withThreads(3).withLog(folder.resolve("threads.jsonl")).run(ProgressListener.NONE);
        assertEquals(aurocs(run(three)), aurocs(beside));
    }

    @Test
    void warningsOfFitsReachTheListenerOfTheExperiment() {
        Tasks tasks = new Tasks();
        Experiments.trainingSizes(PLATES, QUICK, 1, 1).withLog(log()).run(tasks);
        assertEquals(1, tasks.warnings.size(), tasks.warnings.toString());
        assertTrue(tasks.warnings.get(0).startsWith("no threshold can be learnt from one good image"));
    }

    @Test
    void listenerToTheExperimentAloneHearsItsRunsAndTheirWarnings() {
        Experiment oneImage = Experiments.trainingSizes(PLATES, QUICK, 1, 1);
        Tasks tasks = new Tasks();
        oneImage.withLog(log()).run(tasks.only(oneImage.name()));
        assertEquals(List.of(oneImage.name() + " 1/1"), tasks.heard);
        assertEquals(1, tasks.warnings.size(), tasks.warnings.toString());
    }

    @Test
    void otherSeedIsAnotherRun() {
        Experiment one = some(2);
        run(one);
        Tasks tasks = new Tasks();
        one.withSeeds(0, 1).withLog(log()).run(tasks);
        assertTrue(tasks.heard.contains(NAME + " 1/1"), "seed 0 is there, seed 1 is not: " + tasks.heard);
    }

    @Test
    void fileThatHoldsSomethingElseIsRefusedWithTheLine() throws IOException {
        Files.writeString(log(), "{}\n");
        var error = assertThrows(UncheckedIOException.class, () -> run(some(1)));
        assertTrue(error.getMessage().contains("runs.jsonl has no run in line 1"), error.getMessage());
    }

    @Test
    void ablationHasTheSettingsOfTable3() {
        List<Run> runs = Experiments.ablation(PLATES, QUICK.withTrainViews(3)).runs();
        assertEquals(
                List.of("A", "B", "C", "D", "E", "F", "G"),
                runs.stream().map(Run::name).toList());
        assertEquals(
                List.of(1, 64, 1, 1, 4, 16, 64),
                runs.stream().map(run -> run.options().testViews()).toList());
        assertEquals(
                List.of(1, 1, 3, 3, 3, 3, 3),
                runs.stream()
                        .map(run -> run.options().backbone().scales().size())
                        .toList());
        assertEquals(
                List.of(1, 3, 1, 3, 3, 3, 3),
                runs.stream().map(run -> run.options().trainViews()).toList());
        assertEquals(3, runs.get(0).options().training().epochs(), "as many steps as with three views");
        assertEquals(94.9, runs.get(6).published());
    }

    @Test
    void runsThatDifferInTestViewsAloneShareOneModel() {
        List<Run> runs = Experiments.ablation(PLATES, QUICK).runs();
        Experiment some = new Experiment("part", "", List.of(runs.get(0), runs.get(3), runs.get(4)), log(), 1);
        List<Finished> finished =
                run(some).rows().stream().map(Results.Row::finished).toList();
        assertTrue(finished.get(0).network().endsWith("scale 448 alone"));
        assertNotEquals(finished.get(0).fitSeconds(), finished.get(1).fitSeconds());
        assertEquals(finished.get(1).fitSeconds(), finished.get(2).fitSeconds(), "one fit, one time");
    }

    @Test
    void patchMemoryIsAMethodWhoseRunsOfFewerTestViewsShareItsModel() {
        PatchMemory.Settings settings = new PatchMemory.Settings(50);
        Options one = PatchMemory.options()
                .withViews(ViewOptions.rotations())
                .withFolds(0)
                .withBackbone(Backbone.drawn().withScales(112));
        Method method = Method.patchMemory(settings);
        List<Run> runs = List.of(
                new Run("one view", method, one, PLATES, 0, Double.NaN),
                new Run("two views", method, one.withTestViews(2), PLATES, 1, Double.NaN));
        List<Finished> finished = run(Experiment.of("patch memory", "", runs)).rows().stream()
                .map(Results.Row::finished)
                .toList();
        assertEquals(finished.get(0).fitSeconds(), finished.get(1).fitSeconds(), "one fit, one time");
        for (int i = 0; i < runs.size(); i++) {
            TrainingSet good = TrainingSet.of(PLATES, runs.get(i).options(), ProgressListener.NONE);
            try (PatchMemory memory = PatchMemory.fit(good, settings)) {
                double auroc = memory.evaluate(PLATES, ProgressListener.NONE).auroc();
                assertEquals(100 * auroc, finished.get(i).auroc(), 1e-9);
            }
        }
    }

    @Test
    void seedsGiveMeanAndDeviation() {
        Results results = run(some(3).withSeeds(1, 2));
        List<Double> two =
                results.rows().stream().map(row -> row.finished().auroc()).toList();
        Table table = results.table();
        assertEquals(1, table.rowCount());
        assertEquals((two.get(0) + two.get(1)) / 2, table.doubleColumn("AUROC").get(0), 1e-9);
        assertEquals(
                Math.abs(two.get(0) - two.get(1)) / Math.sqrt(2),
                table.doubleColumn("sd").get(0),
                1e-9);
    }

    @Test
    void subsetsOfATrainingSizeDiffer() {
        Experiment sizes = Experiments.trainingSizes(PLATES, QUICK, 2, 2, 4);
        assertEquals(3, sizes.runs().size(), "all images are only one subset");
        Run first = sizes.runs().get(0);
        assertNotEquals(first.dataset().train(), sizes.runs().get(1).dataset().train());
        assertEquals(64, first.options().trainViews());
        assertEquals(0, first.options().holdOut());
    }

    @Test
    void sizesOfFigure7EndWithAllImages() {
        Dataset many = Datasets.synthetic(Product.METAL_PLATE, 0, 150, 1, 0);
        List<Integer> sizes = Experiments.trainingSizes(many).runs().stream()
                .map(run -> run.dataset().train().size())
                .distinct()
                .toList();
        assertEquals(List.of(1, 16, 64, 128, 150), sizes);
    }

    @Test
    void moreImagesThanThereAreCannotBeDrawn() {
        assertThrows(IllegalArgumentException.class, () -> Experiments.fewShot(PLATES, QUICK));
    }

    @Test
    void oneModelOfTwelveBlocksJudgesSeveralProducts() {
        Dataset cloth = Datasets.synthetic(Product.WOVEN_CLOTH, 0, 2, 2, 1);
        Results results = run(Experiments.multimodal(List.of(PLATES, cloth), QUICK));
        assertEquals(
                List.of("synthetic metal plate", "synthetic woven cloth"),
                results.table().stringColumn("run").asList());
        assertEquals(6, results.rows().get(1).finished().trainImages());
        assertEquals(
                results.rows().get(0).finished().fitSeconds(),
                results.rows().get(1).finished().fitSeconds());
        assertEquals(
                12,
                results.rows()
                        .get(0)
                        .finished()
                        .options()
                        .getAsJsonObject("flow")
                        .get("blocks")
                        .getAsInt());
    }

    @Test
    void dataSetWithoutTestImagesIsRefused() {
        Dataset untested = new Dataset("untested", PLATES.train(), List.of());
        assertThrows(IllegalArgumentException.class, () -> Experiments.table2(untested, QUICK));
    }

    /** Some runs of Table 2. */
    private static Experiment some(int... places) {
        Experiment table2 = Experiments.table2(PLATES, QUICK);
        List<Run> runs = Arrays.stream(places).mapToObj(table2.runs()::get).toList();
        return new Experiment(table2.name(), "", runs, table2.log(), 1);
    }

    private static List<Double> aurocs(Results results) {
        return results.rows().stream().map(row -> row.finished().auroc()).toList();
    }

    private Results run(Experiment experiment) {
        return experiment.withLog(log()).run(ProgressListener.NONE);
    }

    private Path log() {
        return folder.resolve("runs.jsonl");
    }

    private static final class Tasks implements ProgressListener {

        final List<String> heard = new ArrayList<>();
        final List<String> warnings = new ArrayList<>();

        @Override
        public void on(Progress progress) {
            heard.add(progress.task() + " " + progress.done() + "/" + progress.total());
        }

        @Override
        public void warn(String message) {
            warnings.add(message);
        }
    }
}
