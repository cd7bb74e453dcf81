package org.differnet.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.differnet.DifferNet;
import org.differnet.Options;
import org.differnet.Score;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.data.Sample;
import org.differnet.flow.FlowOptions;
import org.differnet.score.Threshold;
import org.differnet.score.many.ScoredImage;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.BeforeAll;
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
class SparkScoringTest {

    private static final Dataset PLATES = Datasets.synthetic(Product.METAL_PLATE, 0.1, 6, 1, 3);
    private static final Options QUICK = Options.standard()
            .withViews(ViewOptions.rotationsAndLight())
            .withFolds(0)
            .withHoldOut(0.5)
            .withTrainViews(2)
            .withTestViews(5)
            .withFlow(FlowOptions.paper().withBlocks(2).withHiddenUnits(16))
            .withEpochs(1);

    /** What one machine says of the images, by their names. */
    private static final Map<String, ScoredImage> ALONE = new TreeMap<>();

    @TempDir
    private static Path folder;

    private static Path model;
    private static Path images;

    @BeforeAll
    static void scoreOnOneMachine() throws IOException {
        model = folder.resolve("model.safetensors");
        images = Files.createDirectory(folder.resolve("images"));
        try (DifferNet fitted = DifferNet.fit(PLATES, QUICK, ProgressListener.NONE)) {
            fitted.save(model);
            int number = 0;
            for (Sample sample : PLATES.test()) {
                String name = "plate " + number++ + ".png";
                ImageIO.write(sample.image(), "png", images.resolve(name).toFile());
            }
            Files.writeString(images.resolve("broken.png"), "no image");
            fitted.scoreAll(images).rows().forEach(row -> ALONE.put(row.file(), row));
        }
    }

    @Test
    void contentsAreScoredWithTheBitsOfOneMachineAndBadFilesAreRows() {
        var frame = LocalSpark.session().read().format("binaryFile").load(images.toString());
        List<Row> rows = SparkScoring.score(LocalSpark.session(), frame, model).collectAsList();
        assertSameAsAlone(rows);
        assertTrue(Arrays.asList(rows.get(0).schema().fieldNames()).contains("length"), "other columns stay");
        assertFalse(Arrays.asList(rows.get(0).schema().fieldNames()).contains("content"));
    }

    @Test
    void pathsAreScoredWithTheBitsOfOneMachineInTheirOrder() {
        List<String> paths = ALONE.keySet().stream()
                .map(name -> images.resolve(name).toString())
                .toList();
        List<Row> rows = SparkScoring.score(LocalSpark.session(), paths, model).collectAsList();
        assertEquals(paths, rows.stream().map(row -> row.<String>getAs("path")).toList());
        assertSameAsAlone(rows);
    }

    @Test
    void aPatientModelIsPatientOnExecutors() {
        Path file = folder.resolve("patient.safetensors");
        double alone;
        try (DifferNet fitted = DifferNet.fit(PLATES, QUICK.withTestViews(9), ProgressListener.NONE);
                DifferNet clear = fitted.withThreshold(new Threshold(1e-6, "test", 1, "image", "none"));
                DifferNet patient = clear.withPatience(0.3)) {
            patient.save(file);
            Score score = patient.score(images.resolve("plate 0.png"));
            assertEquals(8, score.viewScores().length);
            alone = score.score();
        }
        List<String> paths = List.of(images.resolve("plate 0.png").toString());
        Row row = SparkScoring.score(LocalSpark.session(), paths, file)
                .collectAsList()
                .get(0);
        assertEquals(alone, row.<Double>getAs("score"));
    }

    @Test
    void aFileThatIsMissingIsARowThatNamesIt() {
        List<String> paths = List.of(images.resolve("gone.png").toString());
        Row row = SparkScoring.score(LocalSpark.session(), paths, model)
                .collectAsList()
                .get(0);
        assertNull(row.getAs("score"));
        assertTrue(row.<String>getAs("error").contains("gone.png"), row.toString());
    }

    @Test
    void aModelThatIsWrittenAnewIsAnotherOneAndTheFirstStaysAsItWas() throws IOException {
        Path changing = folder.resolve("changing.safetensors");
        Files.copy(model, changing);
        List<String> paths = List.of(images.resolve("plate 0.png").toString());
        var first = SparkScoring.score(LocalSpark.session(), paths, changing);
        try (DifferNet other = DifferNet.fit(PLATES, QUICK.withSeed(1), ProgressListener.NONE)) {
            other.save(changing);
        }
        var second = SparkScoring.score(LocalSpark.session(), paths, changing);
        double before = first.collectAsList().get(0).<Double>getAs("score");
        double after = second.collectAsList().get(0).<Double>getAs("score");
        assertEquals(ALONE.get("plate 0.png").score(), before);
        assertTrue(before != after);
    }

    @Test
    void aProcessOpensAModelOnce() {
        var context = JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
        DifferNet first = OpenModels.get(SentModel.of(context, model));
        assertSame(first, OpenModels.get(SentModel.of(context, model)));
    }

    @Test
    void aColonInTheNameOfAFileIsReadLikeAnyOther() throws IOException {
        Path colon = folder.resolve("t12:30.png");
        Files.copy(images.resolve("plate 0.png"), colon);
        Row row = SparkScoring.score(LocalSpark.session(), List.of(colon.toString()), model)
                .collectAsList()
                .get(0);
        assertNull(row.getAs("error"));
        assertEquals(ALONE.get("plate 0.png").score(), row.<Double>getAs("score"));
    }

    @Test
    void aRelativeNameWithAColonIsNoFileSystem() {
        List<String> paths = List.of("t12:31.png", "day:1/a.png");
        for (Row row : SparkScoring.score(LocalSpark.session(), paths, model).collectAsList()) {
            String error = row.getAs("error");
            assertTrue(error.contains(row.getAs("path")) && error.contains("FileNotFoundException"), error);
        }
    }

    @Test
    void anAddressOfAFileIsReadAsOne() {
        List<String> paths =
                List.of(images.resolve("plate 0.png").toUri().toString().replace("%20", " "));
        Row row = SparkScoring.score(LocalSpark.session(), paths, model)
                .collectAsList()
                .get(0);
        assertEquals(ALONE.get("plate 0.png").score(), row.<Double>getAs("score"));
    }

    @Test
    void rowsWithoutPathOrContentAreRowsThatSaySo() {
        StructType columns = new StructType().add("path", "string").add("content", "binary");
        var frame = LocalSpark.session()
                .createDataFrame(
                        List.of(RowFactory.create("a.png", null), RowFactory.create(null, new byte[] {1})), columns);
        List<Row> rows = SparkScoring.score(LocalSpark.session(), frame, model).collectAsList();
        String noContent = rows.get(0).getAs("error");
        assertTrue(noContent.startsWith("a.png") && noContent.contains("content is null"), noContent);
        String noPath = rows.get(1).getAs("error");
        assertTrue(noPath.contains("path is null"), noPath);
    }

    @Test
    void aFileThatIsNoModelIsRefusedBeforeAnythingIsSent() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong.safetensors"), "no model");
        assertRefusedOnTheDriver(wrong, "wrong.safetensors");
    }

    @Test
    void aModelOfANewerVersionIsRefusedBeforeAnythingIsSent() throws IOException {
        String content = Files.readString(model, StandardCharsets.ISO_8859_1);
        Matcher version = Pattern.compile("\"version\":\"(\\d)\"").matcher(content);
        assertTrue(version.find());
        String newer = content.substring(0, version.start(1)) + "9" + content.substring(version.end(1));
        Path file = folder.resolve("newer.safetensors");
        assertRefusedOnTheDriver(Files.writeString(file, newer, StandardCharsets.ISO_8859_1), "take a newer version");
    }

    @Test
    void aDamagedModelIsRefusedBeforeAnythingIsSent() throws IOException {
        byte[] content = Files.readAllBytes(model);
        content[content.length - 100] ^= 1;
        assertRefusedOnTheDriver(Files.write(folder.resolve("torn.safetensors"), content), "torn.safetensors");
    }

    @Test
    void aModelThatCannotBeOpenedIsNamedWithTheHost() {
        var context = JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());
        SentModel sent = new SentModel(context.broadcast(new byte[] {1}), "no hash", "wrong.safetensors");
        String all = messages(assertThrows(IllegalStateException.class, sent::open));
        assertTrue(all.contains("wrong.safetensors cannot be opened on " + Host.name()), all);
    }

    @Test
    void aModelThatIsMissingIsRefusedBeforeAnythingIsSent() {
        Path gone = folder.resolve("gone.safetensors");
        var error = assertThrows(
                UncheckedIOException.class, () -> SparkScoring.score(LocalSpark.session(), List.of("a.png"), gone));
        assertTrue(error.getMessage().contains("gone.safetensors"), error.getMessage());
    }

    @Test
    void aFrameWithoutPathsIsRefusedWithWhatItHas() {
        var frame = LocalSpark.session().range(3).toDF("number");
        var error = assertThrows(
                IllegalArgumentException.class, () -> SparkScoring.score(LocalSpark.session(), frame, model));
        assertTrue(error.getMessage().contains("number"), error.getMessage());
        assertTrue(error.getMessage().contains("\"path\""), error.getMessage());
    }

    @Test
    void aColumnThatTheResultAddsIsRefused() {
        var frame = LocalSpark.session().read().format("binaryFile").load(images.toString());
        var error = assertThrows(
                IllegalArgumentException.class,
                () -> SparkScoring.score(LocalSpark.session(), frame.withColumnRenamed("length", "score"), model));
        assertTrue(error.getMessage().contains("\"score\""), error.getMessage());
    }

    @Test
    void namesOfColumnsAreThoseThatSparkTakesForTheSame() {
        var frame = LocalSpark.session().read().format("binaryFile").load(images.toString());
        var renamed = frame.withColumnRenamed("path", "Path").withColumnRenamed("content", "CONTENT");
        var scored = SparkScoring.score(LocalSpark.session(), renamed, model);
        assertFalse(Arrays.asList(scored.columns()).contains("CONTENT"), "contents are taken, not files read");
        assertSameAsAlone(scored.withColumnRenamed("Path", "path").collectAsList());
        var error = assertThrows(
                IllegalArgumentException.class,
                () -> SparkScoring.score(LocalSpark.session(), frame.withColumnRenamed("length", "Score"), model));
        assertTrue(error.getMessage().contains("\"Score\""), error.getMessage());
    }

    @Test
    void wordsInOtherLettersAreOtherColumnsWhereSparkTellsThemApart() {
        SparkSession session = LocalSpark.session();
        session.conf().set("spark.sql.caseSensitive", "true");
        try {
            var frame = session.read().format("binaryFile").load(images.toString());
            var scored = SparkScoring.score(session, frame.withColumnRenamed("length", "Score"), model);
            assertTrue(Arrays.asList(scored.columns()).containsAll(List.of("Score", "score")));
        } finally {
            session.conf().unset("spark.sql.caseSensitive");
        }
    }

    private static void assertRefusedOnTheDriver(Path file, String said) {
        var error = assertThrows(
                UncheckedIOException.class, () -> SparkScoring.score(LocalSpark.session(), List.of("a.png"), file));
        assertTrue(error.getMessage().contains(said), error.getMessage());
    }

    private static void assertSameAsAlone(List<Row> rows) {
        Map<String, Row> byName = rows.stream()
                .collect(Collectors.toMap(row -> row.<String>getAs("path").replaceFirst(".*/", ""), row -> row));
        assertEquals(ALONE.keySet(), new TreeSet<>(byName.keySet()));
        ALONE.forEach((name, alone) -> {
            Row row = byName.get(name);
            if (alone.failed()) {
                assertNull(row.getAs("score"), name);
                assertNull(row.getAs("call"), name);
                assertTrue(row.<String>getAs("error").contains(name), row.toString());
            } else {
                assertEquals(alone.score(), row.<Double>getAs("score"), name);
                assertEquals(alone.threshold(), row.<Double>getAs("threshold"), name);
                assertEquals(alone.pValue(), row.<Double>getAs("p_value"), name);
                assertEquals(alone.call().toString(), row.getAs("call"), name);
                assertNull(row.getAs("error"), name);
            }
        });
    }

    private static String messages(Throwable error) {
        List<String> all = new ArrayList<>();
        for (Throwable each = error; each != null; each = each.getCause()) {
            all.add(String.valueOf(each.getMessage()));
        }
        return String.join("\n", all);
    }
}
