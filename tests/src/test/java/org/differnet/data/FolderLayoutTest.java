package org.differnet.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.differnet.SharedData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderLayoutTest {

    @TempDir
    Path root;

    private ImageFolder images;

    @BeforeEach
    void nameTheFolder() {
        images = new ImageFolder(root.resolve("set"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "good",
                "Good",
                "OK",
                "ok",
                "normal",
                "Normal",
                "defect-free",
                "No Defect",
                "good parts",
                "OK_images"
            })
    void folderOfGoodImagesHasManyNames(String name) {
        images.with("dented/1.png", "dented/2.png");
        for (int i = 0; i < 5; i++) {
            images.with(name + "/" + i + ".png");
        }
        assertEquals("set: 4 good images for training; test: 1 good, 2 defective of 1 kind", read().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"train", "Train", "TRAIN", "training", "Training images", "train_data"})
    void folderOfTheTrainingHasManyNames(String name) {
        images.with(name + "/good/1.png", "test/good/2.png", "test/dented/1.png");
        assertEquals("set: 1 good images for training; test: 1 good, 1 defective of 1 kind", read().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"test", "Test", "TESTING", "test-set", "validation", "val", "Valid"})
    void folderOfTheTestHasManyNames(String name) {
        images.with("train/good/1.png", name + "/OK/2.png", name + "/dented/1.png");
        assertEquals("set: 1 good images for training; test: 1 good, 1 defective of 1 kind", read().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"goodish", "goods inwards", "not ok", "abnormal", "tok", "retrain"})
    void otherNamesAreKindsOfDefect(String name) {
        images.with("good/1.png", name + "/1.png");
        assertEquals(1, read().test(name).size());
    }

    @Test
    void trainingWithoutAFolderOfGoodImagesIsGood() {
        images.with("train/1.png", "test/dented/1.png");
        assertEquals(List.of("train/1.png"), names(read().train()));
    }

    @Test
    void goodBesideTestIsTheTraining() {
        images.with("good/1.png", "test/good/2.png", "test/dented/1.png");
        assertEquals("set: 1 good images for training; test: 1 good, 1 defective of 1 kind", read().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"validation", "val"})
    void goodBesideValidationIsTheTraining(String name) {
        images.with("good/1.png", name + "/good/2.png", name + "/dented/1.png");
        assertEquals("set: 1 good images for training; test: 1 good, 1 defective of 1 kind", read().toString());
    }

    @Test
    void foldersWithinGoodAreRead() {
        images.with("good/1.png", "good/day2/1.png", "good/day2/late/1.png");
        assertEquals(List.of("good/1.png", "good/day2/1.png", "good/day2/late/1.png"), names(read().train()));
    }

    @Test
    void foldersWithinTrainingAndTestKindsAreRead() {
        images.with("train/good/day1/1.png", "test/good/day2/1.png", "test/dented/day2/1.png");
        assertEquals("set: 1 good images for training; test: 1 good, 1 defective of 1 kind", read().toString());
    }

    @Test
    void imagesDirectlyInTestAreNamed() {
        images.with("train/good/1.png", "test/1.png", "test/2.png");
        assertEquals(
                "set: 1 good images for training; test: 0 good, 0 defective of 0 kinds;"
                        + " not read: test/ (2 images in no folder of a kind)",
                read().toString());
    }

    @Test
    void folderOfDefectsInTheTrainingIsNamedAndNotTrainedOn() {
        images.with("train/good/1.png", "train/bad/1.png", "train/bad/2.png", "test/good/1.png");
        Dataset set = read();
        assertEquals(List.of("train/good/1.png"), names(set.train()));
        assertEquals(List.of("train/bad/ (2 images not trained on)"), ignored(set));
    }

    @Test
    void trainingWithUnknownFoldersAloneIsRefusedWithTheirNames() {
        images.with("train/ok_front/1.png", "train/def_front/1.png");
        var error = assertThrows(UncheckedIOException.class, this::read);
        assertTrue(error.getMessage().contains("it has def_front/, ok_front/"), error.getMessage());
    }

    @Test
    void imagesBesideTheFoldersAreNamed() {
        images.with("1.png", "train/good/1.png", "good/1.png", "extra/more/1.png");
        assertEquals(
                List.of(
                        "./ (1 image beside the folders train and test)",
                        "extra/ (1 image beside the folders train and test)",
                        "good/ (1 image beside the folders train and test)"),
                ignored(read()));
    }

    @Test
    void validationBesideTestIsNamed() {
        images.with("train/good/1.png", "test/good/1.png", "validation/good/1.png");
        assertEquals(List.of("validation/ (1 image beside the folders train and test)"), ignored(read()));
    }

    @Test
    void folderBesideImagesIsNamed() {
        images.with("1.png", "day2/1.png", "day2/2.png");
        Dataset set = read();
        assertEquals(1, set.train().size());
        assertEquals(List.of("day2/ (2 images in a folder beside images)"), ignored(set));
    }

    @Test
    void largeFolderThatIsNotReadIsNamedWithoutALongLook() {
        images.with("1.png");
        for (int i = 0; i < 1001; i++) {
            images.file("labels/" + i + ".txt");
        }
        assertEquals(List.of("labels/ (more than 1000 files in a folder beside images)"), ignored(read()));
    }

    @Test
    void folderCalledLikeAnImageIsAFolder() {
        images.with("good/1.png", "good/x.png/2.png", "x.png/2.png");
        Dataset set = read();
        assertEquals(List.of("good/1.png", "good/x.png/2.png"), names(set.train()));
        assertEquals(1, set.test("x.png").size());
    }

    @Test
    void formatsThatAreNotReadAreNamedOnce() {
        images.with("good/1.png")
                .file("good/2.jp2")
                .file("good/3.jp2")
                .file("good/4.heic")
                .file("good/raw", "?");
        assertEquals(
                List.of(
                        "good/4.heic (a file of format .heic, not read)",
                        "good/2.jp2 (the first of 2 files of format .jp2, not read)",
                        "good/raw (a file without an extension, not read)"),
                ignored(read()));
    }

    @Test
    void textsHiddenFilesAndWhatSystemsLeaveBehindArePassedOver() {
        images.with("good/1.png", "good/__MACOSX/1.png", "good/.thumbs/1.png", "good/@eaDir/1.png")
                .file("LICENSE-DATASET")
                .file("readme.txt")
                .file("good/labels.csv")
                .file("good/Thumbs.db")
                .file("good/desktop.ini")
                .file("good/.DS_Store")
                .file("good/._1.png");
        Dataset set = read();
        assertEquals(1, set.train().size());
        assertEquals(List.of(), set.ignored());
    }

    @Test
    void manyThingsLeftOutAreCountedInTheTextAndAllInTheList() {
        images.with("1.png").with("a/1.png", "b/1.png", "c/1.png", "d/1.png", "e/1.png");
        Dataset set = read();
        assertTrue(set.toString().endsWith(", and 2 more"), set.toString());
        assertEquals(5, set.ignored().size());
        assertEquals(5, set.inMemory().ignored().size());
        assertEquals(5, set.sample(1, 0, 0).ignored().size());
    }

    @Test
    void foldersOfOneMeaningAreReadTogether() {
        images.with("good/1.png", "OK/2.png");
        assertEquals(List.of("OK/2.png", "good/1.png"), names(read().train()));
    }

    @Test
    void folderOfAnotherMeaningWithinAKindIsNamed() {
        images.with("train/good/1.png", "test/dented/1.png", "test/dented/good/1.png", "test/dented/masks/1.png");
        Dataset set = read();
        assertEquals(1, set.test("dented").size());
        assertEquals(
                List.of(
                        "test/dented/good/ (1 image in a folder of another meaning)",
                        "test/dented/masks/ (1 image in a folder of another meaning)"),
                ignored(set));
    }

    @Test
    void rootOfTheFileSystemIsAnsweredQuickly() {
        Path top = root.getRoot();
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            try {
                assertFalse(Datasets.folder(top).name().isEmpty());
            } catch (UncheckedIOException e) {
                assertTrue(e.getMessage().contains(top + " has no images"), e.getMessage());
            }
        });
    }

    @Test
    void dotIsTheFolderItself() {
        images.with("good/1.png");
        Path dot = images.root().resolve(".");
        assertEquals("set", Datasets.folder(dot).name());
        assertEquals(List.of("good/1.png"), names(Datasets.folder(dot).train()));
        assertEquals(
                List.of("good/1.png"),
                names(Datasets.folder(dot.resolve("../set")).train()));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linkToTheFolderAroundItIsNotFollowed() throws IOException {
        images.with("good/1.png");
        Files.createSymbolicLink(images.root().resolve("good/around"), images.root());
        assertEquals(List.of("good/1.png"), names(read().train()));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linkedFoldersAndImagesAreRead() throws IOException {
        images.with("good/1.png");
        new ImageFolder(root).with("elsewhere/2.png");
        Files.createSymbolicLink(images.root().resolve("good/other"), root.resolve("elsewhere"));
        Files.createSymbolicLink(images.root().resolve("good/3.png"), root.resolve("elsewhere/2.png"));
        assertEquals(List.of("good/1.png", "good/3.png", "good/other/2.png"), names(read().train()));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linkToNothingIsNamed() throws IOException {
        images.with("good/1.png");
        Files.createSymbolicLink(images.root().resolve("good/2.png"), root.resolve("nowhere.png"));
        Dataset set = read();
        assertEquals(1, set.train().size());
        assertEquals(List.of("good/2.png (a file that is a link to nothing)"), ignored(set));
    }

    @Test
    void interruptStopsTheListing() {
        images.with("good/1.png", "good/2.png");
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, this::read);
        assertFalse(Thread.interrupted(), "the interrupt was taken");
    }

    @Test
    void casesOfImagesThatVanishedAreReadOrNamed() {
        Path cases = SharedData.cases();
        Dataset nested = Datasets.folder(cases.resolve("nested-ignored/nestedmix"));
        assertEquals(6, nested.train().size());
        Dataset others = Datasets.folder(cases.resolve("nested-ignored/otherm"));
        assertTrue(others.toString().contains("4.jp2"), others.toString());
        Dataset flat = Datasets.folder(cases.resolve("test-flat-ignored/flattest"));
        assertTrue(flat.toString().endsWith("test/ (3 images in no folder of a kind)"), flat.toString());
        Dataset folder = Datasets.folder(cases.resolve("imagedir/dirpng"));
        assertTrue(folder.toString().endsWith("x.png/ (1 image in a folder beside images)"), folder.toString());
    }

    private Dataset read() {
        return Datasets.folder(images.root());
    }

    private static List<String> names(List<Sample> samples) {
        return samples.stream().map(Sample::name).toList();
    }

    private static List<String> ignored(Dataset set) {
        return set.ignored().stream().map(Ignored::toString).toList();
    }
}
