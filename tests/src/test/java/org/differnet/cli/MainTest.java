package org.differnet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.differnet.DifferNet;
import org.differnet.Options;
import org.differnet.Untrained;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.data.Sample;
import org.differnet.features.Backbone;
import org.differnet.flow.FlowOptions;
import org.differnet.score.Threshold;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(Untrained.class)
class MainTest {

    private static final Dataset PLATES =
            Datasets.synthetic(Product.METAL_PLATE, 0.1, 6, 2, 3).inMemory();

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static double middle;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** One model that calls everything good, one that calls half of the images anomalous, and one without a threshold. */
    @BeforeAll
    static void makeModels() {
        Options quick = Options.standard()
                .withViews(ViewOptions.rotationsAndLight())
                .withFolds(0)
                .withBackbone(Backbone.alexNet().untrained(0))
                .withTrainViews(1)
                .withTestViews(1)
                .withFlow(FlowOptions.paper().withBlocks(1).withHiddenUnits(8))
                .withEpochs(1);
        try (DifferNet model = DifferNet.fit(PLATES, quick, ProgressListener.NONE)) {
            middle = PLATES.test().stream()
                    .mapToDouble(sample -> model.score(sample).score())
                    .average()
                    .orElseThrow();
            save(model, "good.safetensors", Double.MAX_VALUE);
            save(model, "half.safetensors", middle);
            save(model, "open.safetensors", Double.POSITIVE_INFINITY);
        }
    }

    @Test
    void allGoodEndsWithZeroAndOneLine() {
        write(PLATES.test().get(0), "a.png");
        assertEquals(0, run("score", model("good"), folder.toString(), "-q"), err.toString());
        assertTrue(out.toString().contains("1 image: 1 good, 0 anomalous"), out.toString());
        assertEquals("", err.toString());
    }

    @Test
    void anAnomalousImageEndsWithOneAndItsName() {
        writeAll();
        assertEquals(1, run("score", model("half"), folder.toString(), "-q"), err.toString());
        assertTrue(out.toString().contains(", anomalous"), out.toString());
    }

    @Test
    void anUnreadableImageEndsWithTwoAndTheOthersAreScored() throws IOException {
        writeAll();
        Files.writeString(folder.resolve("broken.png"), "no image");
        assertEquals(2, run("score", model("good"), folder.toString(), "-q"));
        assertTrue(out.toString().contains("broken.png"), out.toString());
        assertTrue(out.toString().contains("4 good"), out.toString());
    }

    @Test
    void aModelWithoutAThresholdEndsWithTwo() {
        writeAll();
        assertEquals(2, run("score", model("open"), folder.toString(), "-q"));
        assertTrue(err.toString().contains("no threshold"), err.toString());
    }

    @Test
    void jsonIsOneObjectALine() {
        writeAll();
        assertEquals(1, run("score", model("half"), folder.toString(), "--json"));
        List<String> lines = out.toString().lines().toList();
        assertEquals(4, lines.size());
        JsonObject first = JsonParser.parseString(lines.get(0)).getAsJsonObject();
        assertEquals("0.png", first.get("file").getAsString());
        assertEquals(middle, first.get("threshold").getAsDouble());
        assertTrue(first.get("error").isJsonNull());
    }

    @Test
    void fitLearnsPatienceWhichScoreHeedsUnlessItIsToldOtherwise() {
        writeAll();
        String model = folder.resolve("patient.safetensors").toString();
        assertEquals(0, fit(model, "--patience=0.6"), err.toString());
        assertTrue(err.toString().contains("saves no view of this model: it looks at 8 views"), err.toString());
        run("score", model, folder.toString());
        run("score", model, folder.toString(), "--all-views");
        assertEquals(2, out.toString().split("until the call is clear").length, out.toString());
    }

    @Test
    void aModelThatCannotLearnPatienceIsWrittenWithoutIt() {
        writeAll();
        Path model = folder.resolve("model.safetensors");
        assertEquals(2, fit(model.toString(), "--patience=0.01"));
        assertTrue(err.toString().contains("1/(n+1)"), err.toString());
        assertTrue(Files.exists(model));
    }

    private int fit(String model, String more) {
        return run("fit", folder.toString(), "-q", "-o", model, "--preset", "small", "--epochs", "1", more);
    }

    @Test
    void csvGoesToTheStandardOutput() {
        writeAll();
        run("score", model("half"), folder.toString(), "--csv");
        assertTrue(out.toString().startsWith("file,score,threshold,call,p_value,error\n0.png,"), out.toString());
        assertEquals(5, out.toString().lines().count());
    }

    @Test
    void csvInAFileIsGoneOnWith() throws IOException {
        writeAll();
        Path csv = shared.resolve("scores.csv");
        run("score", model("half"), folder.toString(), "-q", "--csv=" + csv);
        write(PLATES.test().get(0), "new.png");
        run("score", model("half"), folder.toString(), "-q", "--csv=" + csv);
        assertEquals(6, Files.readAllLines(csv).size());
    }

    @Test
    void oneImageIsScoredByItself() {
        Path image = write(PLATES.test().get(0), "a.png");
        assertEquals(0, run("score", model("good"), image.toString(), "-q"), err.toString());
    }

    @Test
    void anEmptyFolderEndsWithTwo() {
        assertEquals(2, run("score", model("good"), folder.toString(), "-q"));
        assertTrue(err.toString().contains("has no image"), err.toString());
    }

    @Test
    void whatIsMissingIsNamedInOneLineWithoutATrace() {
        assertEquals(2, run("score", "no.safetensors", folder.toString()));
        assertEquals(1, err.toString().lines().count(), err.toString());
        assertTrue(err.toString().startsWith("Error: no.safetensors"), err.toString());
    }

    @Test
    void aWrongOptionEndsWithTwoAndSaysHowItIsUsed() {
        assertEquals(2, run("score", "--colour"));
        assertTrue(err.toString().contains("Usage: differnet score"), err.toString());
    }

    @Test
    void noCommandEndsWithTwo() {
        assertEquals(2, run());
    }

    @Test
    void helpEndsWithZero() {
        assertEquals(0, run("fit", "--help"));
        assertTrue(out.toString().contains("--preset"), out.toString());
    }

    @Test
    void fitWritesAModelThatCardShows() {
        writeAll();
        Path model = shared.resolve("fitted.safetensors");
        int code = run("fit", folder.toString(), "-q", "-o", model.toString(), "--preset", "small", "--epochs", "1");
        assertEquals(0, code, err.toString());
        assertEquals(0, run("card", model.toString()), err.toString());
        assertTrue(out.toString().contains("## Limits"), out.toString());
    }

    @Test
    void fitSaysBeforeTheWorkThatItCannotWrite() {
        writeAll();
        assertEquals(
                2,
                run(
                        "fit",
                        folder.toString(),
                        "-o",
                        folder.resolve("no/model.safetensors").toString()));
        assertTrue(err.toString().contains("there is no folder"), err.toString());
        assertFalse(err.toString().contains("images"), "nothing was read: " + err);
    }

    @Test
    void fitOnAnImageThatCannotBeReadSaysHowToFindAll() throws IOException {
        writeAll();
        Files.writeString(folder.resolve("broken.png"), "no image");
        assertEquals(2, fit(shared.resolve("never.safetensors").toString(), "--seed=1"));
        assertTrue(err.toString().contains("broken.png"), err.toString());
        assertTrue(err.toString().contains("differnet check " + folder + " names every image"), err.toString());
    }

    @Test
    void fitSaysBeforeTheWorkThatItsCheckpointCannotBeKept() {
        writeAll();
        String model = folder.resolve("model.safetensors").toString();
        String checkpoint = folder.resolve("no/fit.checkpoint").toString();
        assertEquals(2, run("fit", folder.toString(), "-o", model, "--checkpoint", checkpoint));
        assertTrue(err.toString().contains("no/fit.checkpoint cannot be written"), err.toString());
        assertFalse(err.toString().contains("images"), "nothing was read: " + err);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void fitSaysBeforeTheWorkThatItWritesIntoNoDevice() {
        assertEquals(2, run("fit", folder.toString(), "-o", "/dev/null"));
        assertTrue(err.toString().contains("/dev/null is a pipe or a device"), err.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"score '' PHOTOS", "score MODEL ''", "score MODEL PHOTOS --csv=", "fit '' -o x", "check ''"})
    void anEmptyNameIsRefusedAndNotTheFolderThatTheShellStandsIn(String line) {
        String[] arguments = line.replace("''", "\0").split(" ");
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = arguments[i].equals("MODEL") ? model("good") : arguments[i].replace("\0", "");
        }
        assertEquals(2, run(arguments), out.toString());
        assertTrue(err.toString().contains("the name is empty"), err.toString());
    }

    @Test
    void checkEndsWithOneIfItFindsSomething() {
        write(PLATES.test().get(0), "a.png");
        write(PLATES.test().get(0), "b.png");
        assertEquals(1, run("check", folder.toString(), "-q", "--json"), err.toString());
        assertTrue(out.toString().contains("\"advice\":"), out.toString());
    }

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    private static String model(String name) {
        return shared.resolve(name + ".safetensors").toString();
    }

    private static void save(DifferNet model, String name, double threshold) {
        try (DifferNet other = model.withThreshold(new Threshold(threshold, "a test", 1, "made up", "none"))) {
            other.save(shared.resolve(name));
        }
    }

    private void writeAll() {
        for (int i = 0; i < 4; i++) {
            write(PLATES.test().get(i), i + ".png");
        }
    }

    private Path write(Sample sample, String name) {
        try {
            Path file = folder.resolve(name);
            ImageIO.write(sample.image(), "png", file.toFile());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
