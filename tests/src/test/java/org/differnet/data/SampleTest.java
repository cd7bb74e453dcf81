package org.differnet.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.differnet.JavaProcess;
import org.differnet.SharedData;
import org.differnet.data.image.Pixels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SampleTest {

    private static final Sample PLATE = Datasets.synthetic().train().get(0);

    @TempDir
    Path folder;

    @Test
    void imagesOfAZipMakeADataSet() throws IOException {
        try (ZipFile zip = new ZipFile(zip().toFile())) {
            List<Sample> train = zip.stream()
                    .filter(entry -> entry.getName().startsWith("good/")
                            && entry.getName().endsWith(".png"))
                    .map(entry -> Sample.ofStream(entry.getName(), Sample.GOOD, () -> zip.getInputStream(entry)))
                    .toList();
            Dataset plates = Dataset.of("plates", train, List.of());
            assertEquals("plates: 2 good images for training; test: 0 good, 0 defective of 0 kinds", plates.toString());
            assertEquals("good/0.png", plates.train().get(0).name());
            assertSamePixels(PLATE.image(), plates.train().get(1).image());
            assertSamePixels(PLATE.image(), plates.train().get(1).image());
        }
    }

    @Test
    void zipOpenedAsAFileSystemIsAFolder() throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(zip())) {
            Dataset plates = Datasets.folder(zip.getPath("/"));
            assertEquals(
                    List.of("good/0.png", "good/1.png"),
                    plates.train().stream().map(Sample::name).toList());
            assertSamePixels(PLATE.image(), plates.train().get(0).image());
        }
    }

    @Test
    void functionThatGivesNoImageIsNamedAfterItsSample() {
        Sample nothing = new Sample("7.png", "dent", () -> null);
        String message =
                assertThrows(IllegalArgumentException.class, nothing::image).getMessage();
        assertTrue(message.contains("draws 7.png gives no image"), message);
    }

    @Test
    void bytesMakeASampleWithAMask() throws IOException {
        byte[] image = png(PLATE.image());
        byte[] mask = png(marked());
        Sample dent = Sample.ofStream("7.png", "dent", () -> new ByteArrayInputStream(image))
                .withMaskStream(() -> new ByteArrayInputStream(mask));
        assertSamePixels(PLATE.image(), dent.image());
        assertSamePixels(marked(), dent.mask().orElseThrow());
    }

    @Test
    void streamThatHoldsNoImageIsRefusedByTheNameOfTheSample() {
        Sample broken = Sample.ofStream("7.png", "dent", () -> new ByteArrayInputStream(new byte[] {1, 2, 3, 4, 5}));
        var error = assertThrows(UncheckedIOException.class, broken::image);
        assertTrue(error.getMessage().contains("7.png"), error.getMessage());
    }

    @Test
    void streamThatFailsIsRefusedByTheNameOfTheSample() {
        Sample broken = Sample.ofStream("7.png", "dent", () -> {
            throw new IOException("the line is down");
        });
        var error = assertThrows(UncheckedIOException.class, broken::image);
        assertTrue(error.getMessage().startsWith("cannot read 7.png"), error.getMessage());
        assertTrue(error.getMessage().contains("the line is down"), error.getMessage());
    }

    @Test
    void entryThatIsNotThereIsRefusedByTheNameOfTheSample() {
        var error = assertThrows(UncheckedIOException.class, () -> Sample.ofStream("7.png", "dent", () -> null)
                .image());
        assertTrue(error.getMessage().startsWith("there is no 7.png"), error.getMessage());
    }

    @Test
    void streamIsClosedAndItsCopyTakenAway() throws IOException {
        boolean[] closed = {false};
        byte[] image = png(PLATE.image());
        Sample sample = Sample.ofStream("7.png", "dent", () -> new ByteArrayInputStream(image) {
            @Override
            public void close() {
                closed[0] = true;
            }
        });
        long before = copies();
        sample.image();
        assertTrue(closed[0]);
        assertEquals(before, copies());
    }

    @Test
    void fileWithoutANameIsRefusedWhenItIsRead() {
        Sample root = Sample.of(folder.getRoot());
        assertThrows(UncheckedIOException.class, root::image);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void namesOutsideAsciiAreReadInEveryLocale() throws Exception {
        Path good = folder.resolve("set/good");
        Files.createDirectories(good);
        for (String name : List.of("a", "Pr\u00fcfling_\u00df", "\u90e8\u54c1")) {
            Files.write(good.resolve(name + ".png"), png(PLATE.image()));
        }
        String expected = "good/Pr\u00fcfling_\u00df.png 448, good/a.png 448, good/\u90e8\u54c1.png 448";
        assertEquals(expected, Listing.of(folder.resolve("set")));
        for (String locale : List.of("C", "POSIX", "C.UTF-8")) {
            assertEquals(expected, inLocale(locale, folder.resolve("set")), locale);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void nameThatIsNoUtf8IsReadAndShownAsInItsUri() throws IOException {
        Path file = Path.of(URI.create(folder.toUri() + "Pr%FCfling.png"));
        Files.write(file, png(PLATE.image()));
        assertEquals("Pr%FCfling.png 448", Listing.of(folder));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void casesOfNamesOutsideAsciiAreReadInTheLocaleC() throws Exception {
        Path folder = SharedData.cases().resolve("lang-c-names/uni");
        assertEquals(Listing.of(folder), inLocale("C", folder));
    }

    private static String inLocale(String locale, Path folder) throws Exception {
        Process process = JavaProcess.start(
                List.of("env", "LC_ALL=" + locale), List.of("-cp", JavaProcess.CLASS_PATH), Listing.class, folder);
        return JavaProcess.finish(process).strip();
    }

    /** Prints names and widths of the good images of a folder. */
    static final class Listing {

        public static void main(String[] arguments) {
            new PrintStream(System.out, true, StandardCharsets.UTF_8).println(of(Path.of(arguments[0])));
        }

        static String of(Path folder) {
            return Datasets.folder(folder).train().stream()
                    .map(sample -> sample.name() + " " + sample.image().getWidth())
                    .collect(Collectors.joining(", "));
        }
    }

    private Path zip() throws IOException {
        Path file = folder.resolve("plates.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String name : List.of("good/0.png", "good/1.png", "notes.txt")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(png(PLATE.image()));
            }
        }
        return file;
    }

    private static BufferedImage marked() {
        BufferedImage mask = new BufferedImage(448, 448, BufferedImage.TYPE_BYTE_GRAY);
        mask.getRaster().setSample(5, 7, 0, 255);
        return mask;
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    private static long copies() throws IOException {
        try (var files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().matches("differnet-.*\\.image"))
                    .count();
        }
    }

    private static void assertSamePixels(BufferedImage expected, BufferedImage actual) {
        assertArrayEquals(Pixels.bytes(expected), Pixels.bytes(actual));
    }
}
