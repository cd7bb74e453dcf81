package org.differnet.score.many;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.differnet.bench.Brightness;
import org.differnet.data.Sample;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file of scores that others have had in their hands since. */
class ScoresFileTest {

    private static final double THRESHOLD = 0.123456789012345678;

    private final AtomicInteger looked = new AtomicInteger();
    private final List<Sample> samples = IntStream.range(0, 6)
            .mapToObj(i -> new Sample("image " + i + ".png", Sample.GOOD, () -> {
                looked.incrementAndGet();
                return Brightness.image(7 * i);
            }))
            .toList();

    @TempDir
    Path folder;

    private Path csv;
    private String whole;

    @BeforeEach
    void writeFile() throws IOException {
        csv = folder.resolve("scores.csv");
        score();
        whole = Files.readString(csv);
        looked.set(0);
    }

    @Test
    void numbersOfTenDigitsAreThoseOfTheSameModel() throws IOException {
        Files.writeString(csv, whole.replace("" + THRESHOLD, String.format(Locale.ROOT, "%.10g", THRESHOLD)));
        goesOn();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uFEFF%s", "%s\n", "%s\n\n\r\n", "%s,,,,,\n", "%s\"\",\"\",,,,\r\n"})
    void aByteOrderMarkAndEmptyLinesAreReadOver(String around) throws IOException {
        Files.writeString(csv, around.replace("%s", whole));
        goesOn();
    }

    @Test
    void aHeaderInQuotesAndOtherEndsOfLinesAreReadAsWell() throws IOException {
        Files.writeString(
                csv,
                "\uFEFF"
                        + whole.replace(CsvRow.HEADER, "\"" + CsvRow.HEADER.replace(",", "\",\"") + "\"")
                                .replace("\n", "\r\n"));
        goesOn();
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t"})
    void anotherSeparatorIsRefusedWithItsRemedy(String separator) throws IOException {
        String german = "\uFEFF" + whole.replace(",", separator).replace(".", ",");
        Files.writeString(csv, german);
        String message = refused();
        assertTrue(message.contains("between its fields") && message.contains("Save it with"), message);
        assertEquals(german, Files.readString(csv));
    }

    @Test
    void wideCharactersAreRefusedByName() throws IOException {
        Files.write(csv, ("\uFEFF" + whole).getBytes(StandardCharsets.UTF_16BE));
        assertTrue(refused().contains("UTF-16"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "image 2.png|im\"age 2.png|quote",
                "image 2.png|\"image 2.png|quote",
                "image 2.png|\"image\"2.png|quote",
                "image 2.png|image\0\0.png|NUL",
                "image 2.png,0.14|image 2.png,0,14|7 fields",
                "0.14|\"0,14\"|decimal point",
                "0.14|1e400|1.7976931348623157E308",
                "0.14|NaN|no number",
                "0.14,|0.14,1|2 fields",
                "0.14,|,|give one of the two",
                "anomalous|GUT|not good or anomalous or undecided",
                "0.25,|2,|0 to 1"
            })
    void aDamagedLineIsRefusedByItsNumberAndNothingIsCut(String part, String damage, String reason) throws IOException {
        List<String> lines = whole.lines().toList();
        String line = "image 2.png,0.14," + THRESHOLD + ",anomalous,0.25,";
        String mended = damage.equals("0.14,1") ? "image 2.png,0.14" : line.replace(part, damage);
        String damaged = whole.replace(lines.get(3), mended);
        Files.writeString(csv, damaged);
        String message = refused();
        assertTrue(message.contains("scores.csv is damaged in line 4: "), message);
        assertTrue(message.contains(reason), message);
        assertEquals(damaged, Files.readString(csv));
    }

    @Test
    void lettersOfAnotherEncodingAreRefusedByTheirLine() throws IOException {
        Files.write(csv, whole.replace("image 3", "Bl\u00E4ue").getBytes(StandardCharsets.ISO_8859_1));
        String message = refused();
        assertTrue(message.contains("line 5") && message.contains("UTF-8"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"image 9", "image 9.png,0.", "\"an \"\"odd\"\"\n name", "\"a\"", "\0\0\0\0"})
    void onlyATornLastLineIsCut(String torn) throws IOException {
        Files.writeString(csv, whole + torn);
        score();
        assertEquals(whole, Files.readString(csv));
    }

    @Test
    void rowsOfErrorsWithAnotherThresholdAreRefused() throws IOException {
        Files.writeString(csv, CsvRow.HEADER + "\nimage 0.png,,7.0,,,broken\n");
        String message = refused();
        assertTrue(message.contains("line 2") && message.contains("7.0") && message.contains("" + THRESHOLD), message);
    }

    @Test
    void scoresOfAnotherModelAreShownWithAllTheirDigits() throws IOException {
        Files.writeString(csv, whole.replace("image 0.png,0.0,", "image 0.png,0.0012345,"));
        assertTrue(refused().contains("score 0.0012345, this one 0.0"));
    }

    @Test
    void aFileOfAnotherModelKeepsItsBytesWhereNewImagesComeFirst() throws IOException {
        String others = CsvRow.HEADER + "\nimage 5.png,1.4," + THRESHOLD + ",anomalous,0.25,\n";
        Files.writeString(csv, others);
        assertTrue(refused().contains("image 5.png has score 1.4"));
        assertEquals(others, Files.readString(csv));
    }

    @Test
    void rowsThatAKilledCallOfThisModelLeftDoNotMakeAFileOfAnotherItsOwn() throws IOException {
        Files.writeString(
                csv,
                whole.replace(CsvRow.HEADER, CsvRow.HEADER + "\nimage 5.png,1.4," + THRESHOLD + ",anomalous,0.25,"));
        assertTrue(refused().contains("image 5.png has score 1.4"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"removed", "replaced", "cut", "longer"})
    @DisabledOnOs(OS.WINDOWS)
    void aFileThatAnotherProgramTouchesMeanwhileEndsTheCallAndIsNamed(String how) throws IOException {
        ProgressListener other = progress -> {
            if (progress.done() == 1) {
                touch(how);
            }
        };
        List<Sample> more = IntStream.range(0, 100)
                .mapToObj(i -> new Sample("more " + i, Sample.GOOD, () -> Brightness.image(i)))
                .toList();
        var error =
                assertThrows(UncheckedIOException.class, () -> new Brightness(THRESHOLD).scoreAll(more, csv, other));
        assertTrue(error.getMessage().startsWith(csv + " was removed, replaced or changed"), error.getMessage());
    }

    private void touch(String how) {
        try {
            switch (how) {
                case "removed" -> Files.delete(csv);
                case "replaced" -> {
                    Path copy = Files.writeString(folder.resolve("copy"), Files.readString(csv));
                    Files.move(copy, csv, StandardCopyOption.REPLACE_EXISTING);
                }
                case "cut" -> Files.writeString(csv, whole);
                default -> Files.writeString(csv, "a line\n", StandardOpenOption.APPEND);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void countsAreThoseOfTheRowsWhereImagesAreGoneOrRowsAreThereTwice() throws IOException {
        Files.writeString(csv, whole + "image 0.png,," + THRESHOLD + ",,,broken\n");
        ScoredImages all = score(samples.subList(0, 4));
        assertEquals(7, all.counts().all());
        assertEquals(7, all.table().rowCount());
        assertEquals(1, all.counts().failed());
        try (Stream<ScoredImage> rows = all.rows()) {
            assertEquals(
                    all.counts(),
                    rows.reduce(new ScoredImages.Counts(0, 0, 0, 0), ScoredImages.Counts::and, (a, b) -> a));
        }
    }

    private void goesOn() throws IOException {
        String before = Files.readString(csv);
        Sample another = new Sample("another.png", Sample.GOOD, () -> Brightness.image(1));
        ScoredImages all =
                score(Stream.concat(samples.stream(), Stream.of(another)).toList());
        assertEquals(7, all.counts().all());
        assertEquals(7, all.table().rowCount());
        assertEquals(1, looked.get(), "one image tells whether the model is the same");
        assertTrue(Files.readString(csv).startsWith(before), Files.readString(csv));
    }

    private String refused() {
        return assertThrows(IllegalArgumentException.class, this::score).getMessage();
    }

    private ScoredImages score() {
        return score(samples);
    }

    private ScoredImages score(List<Sample> some) {
        return new Brightness(THRESHOLD).scoreAll(some, csv, ProgressListener.NONE);
    }
}
