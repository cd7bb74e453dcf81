package org.differnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.differnet.bench.Brightness;
import org.differnet.data.ImageTree;
import org.differnet.data.Sample;
import org.differnet.score.Call;
import org.differnet.score.many.ScoredImage;
import org.differnet.score.many.ScoredImages;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.Table;

class ScoreAllTest {

    private static final ProgressListener QUIET = new ProgressListener() {
        @Override
        public void on(Progress progress) {}

        @Override
        public void warn(String message) {}
    };

    private final Detector detector = new Brightness();

    @TempDir
    Path folder;

    @Test
    void aFolderIsScoredImageByImageWithErrorsBesideVerdicts() throws IOException {
        write("b.png", 40);
        write("sub/a.png", 120);
        Files.writeString(folder.resolve("a.png"), "no image");
        Table table = detector.scoreAll(folder).table();
        assertEquals(
                List.of("a.png", "b.png", "sub/a.png"),
                table.stringColumn("file").asList());
        assertEquals(
                List.of("", "good", "anomalous"), table.stringColumn("call").asList());
        assertEquals(0.4, table.doubleColumn("score").get(1));
        assertEquals(1.0, table.doubleColumn("threshold").get(1));
        assertEquals(0.25, table.doubleColumn("p-value").get(2));
        assertTrue(table.doubleColumn("score").isMissing(0));
        assertTrue(table.stringColumn("error").get(0).contains("a.png"), table.toString());
    }

    @Test
    void errorsAreATableOfTheirOwn() {
        ScoredImages all = detector.scoreAll(List.of(sample("x", 10), broken("y")));
        assertEquals(1, all.errors().rowCount());
        assertEquals("y", all.errors().stringColumn("file").get(0));
        assertEquals("brightness: 2 images: 1 good, 0 anomalous, 1 could not be scored", all.toString());
    }

    @Test
    void oneImageIsARowAsOneOfMany() {
        assertEquals(
                detector.scoreAll(List.of(sample("x", 10))).rows().toList(), List.of(detector.row(sample("x", 10))));
        assertTrue(detector.row(broken("y")).failed());
    }

    @Test
    void rowsComeInTheOrderOfTheSamplesWhicheverIsDoneFirst() {
        List<Sample> samples = IntStream.range(0, 200)
                .mapToObj(i -> new Sample("" + i, Sample.GOOD, () -> {
                    if (i % 7 == 0) {
                        pause();
                    }
                    return Brightness.image(i);
                }))
                .toList();
        List<Double> scores =
                detector.scoreAll(samples).rows().map(ScoredImage::score).toList();
        assertEquals(IntStream.range(0, 200).mapToObj(i -> i / 100.0).toList(), scores);
    }

    @Test
    void galleryShowsTheHighestScoresFirst() {
        List<Sample> samples = IntStream.range(0, 60)
                .mapToObj(i -> sample("image " + i, 37 * i % 60))
                .toList();
        String shown = detector.scoreAll(samples).gallery().toString();
        assertEquals(24, shown.lines().count());
        assertTrue(shown.startsWith("[0] image 47: score 0.59"), shown);
    }

    @Test
    void galleryShowsAGreyPlaceWhereAnImageIsGone() throws IOException {
        Path gone = write("gone.png", 200);
        ScoredImages all = detector.scoreAll(folder);
        Files.delete(gone);
        assertTrue(all.gallery().picture().getWidth() > 0);
    }

    @Test
    void galleryOfFailuresAloneSaysWhereTheirReasonsAre() {
        ScoredImages all = detector.scoreAll(List.of(broken("x"), broken("y")));
        var error = assertThrows(IllegalStateException.class, all::gallery);
        assertTrue(error.getMessage().contains("of 2 images 2 could not be scored; errors()"), error.getMessage());
    }

    @Test
    void aFolderThatEmptiesWhileItIsReadHasRowsOfErrors() throws IOException {
        for (int i = 0; i < 40; i++) {
            write(String.format(Locale.ROOT, "%02d.png", i), 10);
        }
        ProgressListener thief = progress -> {
            if (progress.done() == 1) {
                deleteAll();
            }
        };
        ScoredImages all = detector.scoreAll(ImageTree.of(folder), thief);
        assertEquals(40, all.counts().all());
        assertTrue(all.counts().failed() >= 30, all.toString());
        assertTrue(all.errors().stringColumn("error").get(0).contains(".png"));
    }

    @Test
    void aMissingFolderIsRefusedByName() {
        Path missing = folder.resolve("missing");
        var error = assertThrows(UncheckedIOException.class, () -> detector.scoreAll(missing));
        assertTrue(error.getMessage().contains("missing does not exist"), error.getMessage());
    }

    @Test
    void aRowWithoutAThresholdIsUndecided() {
        Detector open = new Brightness(Double.POSITIVE_INFINITY);
        ScoredImages all = open.scoreAll(List.of(sample("x", 10)));
        assertEquals(1, all.counts().undecided());
        assertTrue(all.table().doubleColumn("threshold").isMissing(0));
    }

    @Test
    void aSecondCallWithTheSameFileScoresOnlyWhatIsMissing() throws IOException {
        Path csv = folder.resolve("scores.csv");
        List<Sample> samples =
                IntStream.range(0, 30).mapToObj(i -> sample("image " + i, i)).toList();
        detector.scoreAll(samples.subList(0, 20), csv, QUIET);
        List<String> before = Files.readAllLines(csv);
        AtomicInteger looked = new AtomicInteger();
        List<Sample> counted = samples.stream()
                .map(sample -> new Sample(sample.name(), Sample.GOOD, () -> {
                    looked.incrementAndGet();
                    return sample.image();
                }))
                .toList();
        ScoredImages all = detector.scoreAll(counted, csv, QUIET);
        assertEquals(before, Files.readAllLines(csv).subList(0, 21));
        assertEquals(30, all.counts().all());
        assertEquals(31, Files.readAllLines(csv).size());
        assertEquals(11, looked.get(), "ten new images and one that tells whether the model is the same");
    }

    @Test
    void anImageThatIsAddedInFrontIsScoredAndTheOthersAreNot() {
        Path csv = folder.resolve("scores.csv");
        detector.scoreAll(List.of(sample("b", 1), sample("c", 2)), csv, QUIET);
        ScoredImages all = detector.scoreAll(List.of(sample("a", 3), sample("b", 1), sample("c", 2)), csv, QUIET);
        assertEquals(List.of("b", "c", "a"), all.rows().map(ScoredImage::file).toList());
    }

    @Test
    void aTornLastLineIsScoredAgain() throws IOException {
        Path csv = folder.resolve("scores.csv");
        List<Sample> samples = List.of(sample("a", 1), sample("b", 2));
        detector.scoreAll(samples, csv, QUIET);
        List<String> whole = Files.readAllLines(csv);
        Files.writeString(
                csv, whole.get(0) + "\n" + whole.get(1) + "\n" + whole.get(2).substring(0, 3));
        detector.scoreAll(samples, csv, QUIET);
        assertEquals(whole, Files.readAllLines(csv));
    }

    @Test
    void aFileOfAnotherModelIsRefused() {
        Path csv = folder.resolve("scores.csv");
        detector.scoreAll(List.of(sample("a", 1)), csv, QUIET);
        var error = assertThrows(
                IllegalArgumentException.class,
                () -> detector.scoreAll(List.of(sample("a", 90), sample("b", 1)), csv, QUIET));
        assertTrue(error.getMessage().contains("another model"), error.getMessage());
    }

    @Test
    void aFileWithAnotherThresholdIsRefused() {
        Path csv = folder.resolve("scores.csv");
        detector.scoreAll(List.of(sample("a", 1)), csv, QUIET);
        assertThrows(
                IllegalArgumentException.class, () -> new Brightness(2).scoreAll(List.of(sample("a", 1)), csv, QUIET));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dear diary\n", "Dear diary"})
    void aFileThatHoldsSomethingElseIsLeftAsItIs(String content) throws IOException {
        Path csv = folder.resolve("diary.txt");
        Files.writeString(csv, content);
        var error = assertThrows(
                IllegalArgumentException.class, () -> detector.scoreAll(List.of(sample("a", 1)), csv, QUIET));
        assertTrue(error.getMessage().contains("diary.txt"), error.getMessage());
        assertEquals(content, Files.readString(csv));
    }

    @Test
    void anInterruptLeavesWhatIsDoneAndALaterCallGoesOn() {
        Path csv = folder.resolve("scores.csv");
        List<Sample> samples =
                IntStream.range(0, 100).mapToObj(i -> sample("image " + i, i)).toList();
        ProgressListener stop = new ProgressListener() {
            @Override
            public void on(Progress progress) {
                if (progress.done() == 5) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void warn(String message) {}
        };
        ScoredImages some = detector.scoreAll(samples, csv, stop);
        assertTrue(some.stopped());
        assertTrue(some.counts().all() >= 5 && some.counts().all() < 100, some.toString());
        assertFalse(Thread.interrupted(), "the interrupt was taken");
        ScoredImages all = detector.scoreAll(samples, csv, QUIET);
        assertEquals(
                samples.stream().map(Sample::name).toList(),
                all.rows().map(ScoredImage::file).toList());
    }

    @Test
    void aStreamIsScoredAsItIsRead() {
        AtomicInteger made = new AtomicInteger();
        Stream<Sample> endless = Stream.generate(() -> sample("image", made.incrementAndGet() % 200));
        try (Stream<ScoredImage> scored = detector.score(endless)) {
            List<Call> calls = scored.limit(150).map(ScoredImage::call).toList();
            assertEquals(51, calls.stream().filter(Call.ANOMALOUS::equals).count());
        }
        assertTrue(made.get() < 200, made + " were made");
    }

    @Test
    void namesWithCommasQuotesAndNewLinesComeBackFromTheFile() {
        Path csv = folder.resolve("scores.csv");
        List<Sample> odd = List.of(sample("a,b \"c\"\nd é", 1), broken("e,\"\n"));
        List<ScoredImage> kept = detector.scoreAll(odd).rows().toList();
        detector.scoreAll(odd).save(csv);
        ScoredImages again = detector.scoreAll(odd, csv, QUIET);
        assertEquals(kept, again.rows().toList());
    }

    @Test
    void progressEndsWhenTheLastImageIsScored() {
        List<Progress> heard = new ArrayList<>();
        detector.scoreAll(List.of(sample("a", 1), sample("b", 2)), heard::add);
        assertEquals(2, heard.size());
        assertTrue(heard.get(1).finished());
    }

    private Path write(String name, int grey) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        ImageIO.write(Brightness.image(grey), "png", file.toFile());
        return file;
    }

    private void deleteAll() {
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Sample sample(String name, int grey) {
        return new Sample(name, Sample.GOOD, () -> Brightness.image(grey));
    }

    private static Sample broken(String name) {
        return new Sample(name, Sample.GOOD, () -> {
            throw new IllegalArgumentException(name + " is broken");
        });
    }

    private static void pause() {
        try {
            Thread.sleep(3);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
