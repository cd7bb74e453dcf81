package org.differnet.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.differnet.Options;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.experiment.Experiment;
import org.differnet.experiment.Method;
import org.differnet.experiment.Results;
import org.differnet.experiment.Run;
import org.differnet.features.Backbone;
import org.differnet.flow.FlowOptions;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@EnabledForJreRange(max = JRE.JAVA_21, disabledReason = "Spark 4.0 runs on Java 17 and 21")
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Hadoop's file systems need winutils.exe there")
@ExtendWith(LocalSpark.class)
class SparkExperimentsTest {

    @TempDir
    Path folder;

    @Test
    void runsAreMadeByTasksAndFinishedOnesAreNotRepeatedByEither() throws IOException {
        Path alone = folder.resolve("alone.jsonl");
        String log = folder.resolve("cluster.jsonl").toString();
        double[] expected =
                auroc(experiment(2, alone).run(ProgressListener.NONE).rows());
        List<String> heard = new ArrayList<>();
        ProgressListener listener = progress -> heard.add(progress.done() + " of " + progress.total());
        SparkExperiments.run(LocalSpark.session(), () -> experiment(1, Path.of(log)), listener);
        String first = Files.readString(Path.of(log));
        var results = SparkExperiments.run(LocalSpark.session(), () -> experiment(2, Path.of(log)), listener);
        assertEquals(3, first.lines().count(), "the two scorings share a model and are two lines");
        assertTrue(Files.readString(Path.of(log)).startsWith(first), "what is there stays");
        assertEquals(6, Files.readString(Path.of(log)).lines().count());
        assertArrayEquals(expected, auroc(results.rows()));
        int tasks = heard.size();
        experiment(2, Path.of(log)).run(ProgressListener.NONE);
        SparkExperiments.run(LocalSpark.session(), () -> experiment(2, Path.of(log)), listener);
        assertEquals(6, Files.readString(Path.of(log)).lines().count());
        assertEquals(tasks, heard.size());
    }

    @Test
    void aRunThatFailsIsToldOfOnceTheOthersAreMade() throws IOException {
        String log = folder.resolve("runs.jsonl").toString();
        var error = assertThrows(
                IllegalStateException.class,
                () -> SparkExperiments.run(LocalSpark.session(), () -> failing(Path.of(log)), ProgressListener.NONE));
        assertTrue(error.getMessage().contains("odd on " + Host.name()), error.getMessage());
        assertTrue(error.getMessage().contains("no such method"), error.getMessage());
        assertEquals(1, Files.readString(Path.of(log)).lines().count());
    }

    private static Experiment experiment(int seeds, Path log) {
        List<Run> runs = List.of(
                run(Method.differNet(), 1, "one view"),
                run(Method.differNet(), 2, "two views"),
                run(Method.gaussian(), 1, "Gaussian"));
        return new Experiment("on a cluster", "", runs, log, 1)
                .withSeeds(LongStream.range(0, seeds).toArray());
    }

    private static Experiment failing(Path log) {
        Method odd = new Method("odd", "", false, good -> {
            throw new IllegalArgumentException("no such method");
        });
        return new Experiment(
                "failing", "", List.of(run(odd, 1, "odd"), run(Method.gaussian(), 1, "Gaussian")), log, 1);
    }

    private static Run run(Method method, int testViews, String name) {
        Options options = Options.standard()
                .withViews(ViewOptions.rotationsAndLight())
                .withFolds(0)
                .withBackbone(Backbone.alexNet().untrained(0))
                .withTrainViews(1)
                .withTestViews(testViews)
                .withFlow(FlowOptions.paper().withBlocks(1).withHiddenUnits(8))
                .withEpochs(1);
        return new Run(name, method, options, Datasets.synthetic(Product.METAL_PLATE, 0, 4, 1, 3), 1, Double.NaN);
    }

    private static double[] auroc(List<Results.Row> rows) {
        return rows.stream().mapToDouble(row -> row.finished().auroc()).toArray();
    }
}
