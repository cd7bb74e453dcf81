package org.differnet.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The readers of published data sets, each on a small folder of its layout. */
class PublishedLayoutsTest {

    private static final String HEADER = "object,split,label,image,mask";

    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(strings = {"", "visa", "VisA_20220922", "visa/VisA_20220922"})
    void visaIsSplitByItsTable(String folder) {
        visa(home.resolve(folder));
        Dataset candle = Datasets.visa(home, "candle");
        assertEquals("candle: 2 good images for training; test: 1 good, 1 defective of 1 kind", candle.toString());
        assertEquals(
                List.of("candle/Data/Images/Normal/0000.JPG", "candle/Data/Images/Normal/0001.JPG"),
                names(candle.train()));
        Sample anomaly = candle.test("anomaly").get(0);
        assertTrue(anomaly.hasMask());
        assertEquals(ImageFolder.WIDTH, anomaly.mask().orElseThrow().getWidth());
    }

    @Test
    void visaNamesItsCategories() {
        visa(home);
        var error = assertThrows(IllegalArgumentException.class, () -> Datasets.visa(home, "candel"));
        assertTrue(error.getMessage().endsWith("it has [candle, pcb1]"), error.getMessage());
    }

    @Test
    void visaWithoutItsTableIsRefused() {
        var error = assertThrows(UncheckedIOException.class, () -> Datasets.visa(home, "candle"));
        assertTrue(error.getMessage().startsWith(home + " has no table split_csv/1cls.csv"), error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "candle,train,normal,candle/missing.JPG,",
                "candle,train,normal,../outside.png,",
                "candle,train,normal,candle,",
                "candle,dev,normal,1.png,"
            })
    void visaWithAWrongRowIsRefusedWithItsNumberAndValue(String row) {
        new ImageFolder(home.resolve("visa"))
                .with("1.png", "../outside.png")
                .file("split_csv/1cls.csv", HEADER, "candle,train,normal,1.png,", row);
        var error = assertThrows(UncheckedIOException.class, () -> Datasets.visa(home, "candle"));
        String value = row.contains("dev") ? "dev" : row.split(",")[3];
        assertTrue(error.getMessage().contains("row 2 "), error.getMessage());
        assertTrue(error.getMessage().contains(value), error.getMessage());
    }

    @Test
    void visaWithOtherColumnsIsRefusedWithThoseItMustHave() {
        new ImageFolder(home).file("split_csv/1cls.csv", "object,image", "candle,1.png");
        var error = assertThrows(UncheckedIOException.class, () -> Datasets.visa(home, "candle"));
        assertTrue(error.getMessage().contains("must have [object, split, label, image, mask]"), error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "btad", "BTech_Dataset_transformed", "btad/BTech_Dataset_transformed"})
    void btadHasOkAndKo(String folder) {
        new ImageFolder(home.resolve(folder))
                .with("03/train/ok/0001.bmp", "03/train/ok/0002.bmp", "03/test/ok/0000.bmp", "03/test/ko/0001.bmp")
                .mask("03/ground_truth/ko/0001.bmp", 5)
                .with("01/train/ok/0001.bmp");
        Dataset btad = Datasets.btad(home, "03");
        assertEquals("BTAD 03: 2 good images for training; test: 1 good, 1 defective of 1 kind", btad.toString());
        assertTrue(btad.test("ko").get(0).hasMask());
    }

    @Test
    void btadMasksMayHaveAnotherFormatThanTheirImages() {
        new ImageFolder(home)
                .with("01/train/ok/0001.bmp", "01/test/ko/0001.bmp")
                .mask("01/ground_truth/ko/0001.png", 5);
        assertTrue(Datasets.btad(home, "01").test("ko").get(0).hasMask());
    }

    @Test
    void btadNamesItsProducts() {
        new ImageFolder(home).with("01/train/ok/0001.bmp");
        var error = assertThrows(IllegalArgumentException.class, () -> Datasets.btad(home, "4"));
        assertTrue(error.getMessage().endsWith("it has [01]"), error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "kolektor", "KolektorSDD", "kolektor/KolektorSDD"})
    void kolektorIsGoodWhereNoPixelIsMarked(String folder) {
        kolektor(home.resolve(folder));
        Dataset kolektor = Datasets.kolektorSdd(home);
        assertEquals(
                "KolektorSDD: 16 good images for training; test: 8 good, 12 defective of 1 kind", kolektor.toString());
        assertTrue(kolektor.test("crack").stream().allMatch(Sample::hasMask));
        assertFalse(kolektor.test(Sample.GOOD).stream().anyMatch(Sample::hasMask));
    }

    @Test
    void kolektorHasNoGoodImageOfATestedItemInTheTraining() {
        kolektor(home);
        Dataset kolektor = Datasets.kolektorSdd(home);
        Set<String> both = new HashSet<>(items(kolektor.train()));
        both.retainAll(items(kolektor.test(Sample.GOOD)));
        assertEquals(Set.of(), both);
    }

    @Test
    void seedDrawsOtherItemsOfKolektorForTheTest() {
        kolektor(home);
        assertEquals(
                names(Datasets.kolektorSdd(home, 0).train()),
                names(Datasets.kolektorSdd(home).train()));
        assertNotEquals(
                names(Datasets.kolektorSdd(home, 0).train()),
                names(Datasets.kolektorSdd(home, 1).train()));
    }

    @Test
    void kolektorWithoutALabelIsRefusedByName() {
        new ImageFolder(home).with("kos01/Part0.jpg");
        var error = assertThrows(UncheckedIOException.class, () -> Datasets.kolektorSdd(home));
        assertTrue(error.getMessage().contains("Part0_label.bmp is missing"), error.getMessage());
    }

    @Test
    void folderWithoutItemsOfKolektorIsRefusedByName() {
        var error = assertThrows(UncheckedIOException.class, () -> Datasets.kolektorSdd(home));
        assertTrue(error.getMessage().startsWith(home + " has no folders kos01"), error.getMessage());
    }

    @Test
    void interruptStopsTheReadingOfLabels() {
        kolektor(home);
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> Datasets.kolektorSdd(home));
        assertFalse(Thread.interrupted(), "the interrupt was taken");
    }

    private static void visa(Path folder) {
        new ImageFolder(folder.resolve("candle/Data")).mask("Masks/Anomaly/000.png", 3);
        ImageFolder images = new ImageFolder(folder);
        for (String name : List.of("Normal/0000.JPG", "Normal/0001.JPG", "Normal/0002.JPG", "Anomaly/000.JPG")) {
            images.with("candle/Data/Images/" + name);
        }
        images.with("pcb1/Data/Images/Normal/0000.JPG");
        images.file(
                "split_csv/1cls.csv",
                HEADER,
                "candle,train,normal,candle/Data/Images/Normal/0000.JPG,",
                "candle,train,normal,candle/Data/Images/Normal/0001.JPG,",
                "candle,test,normal,candle/Data/Images/Normal/0002.JPG,",
                "candle,test,anomaly,candle/Data/Images/Anomaly/000.JPG,candle/Data/Masks/Anomaly/000.png",
                "pcb1,train,normal,pcb1/Data/Images/Normal/0000.JPG,");
    }

    /** Twelve items of three parts, the last part of each with a crack. */
    private static void kolektor(Path folder) {
        ImageFolder images = new ImageFolder(folder);
        for (int item = 1; item <= 12; item++) {
            for (int part = 0; part < 3; part++) {
                String name = String.format(Locale.ROOT, "kos%02d/Part%d", item, part);
                images.with(name + ".jpg").mask(name + "_label.bmp", part == 2 ? 4 : 0);
            }
        }
    }

    private static Set<String> items(List<Sample> samples) {
        return samples.stream().map(sample -> sample.name().substring(0, 5)).collect(Collectors.toSet());
    }

    private static List<String> names(List<Sample> samples) {
        return samples.stream().map(Sample::name).toList();
    }
}
