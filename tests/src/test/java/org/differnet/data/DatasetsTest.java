package org.differnet.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.differnet.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetsTest {

    @TempDir
    Path root;

    @Test
    void magneticTilesHaveThePapersSplit() {
        Dataset tiles = Datasets.magneticTiles(SharedData.data().resolve("mtd"));
        assertEquals(761, tiles.train().size());
        assertEquals(191, tiles.test(Sample.GOOD).size());
        assertEquals(583, tiles.test().size());
        assertEquals(List.of("good", "blowhole", "break", "crack", "fray", "uneven"), tiles.kinds());
        assertTrue(tiles.test("crack").stream().allMatch(Sample::hasMask));
    }

    @Test
    void tilesSplitByTileHaveNoTileOnBothSidesAndSizesAsTheOfficialSplit() {
        Path folder = SharedData.data().resolve("mtd");
        Dataset tiles = Datasets.magneticTilesByTile(folder, 0);
        List<Integer> trained = tiles.train().stream().map(DatasetsTest::number).toList();
        for (Sample sample : tiles.test()) {
            int number = number(sample);
            assertTrue(trained.stream().noneMatch(other -> Math.abs(other - number) <= 100), sample.name());
        }
        assertEquals(392 + 952, tiles.train().size() + tiles.test().size());
        assertEquals(191, tiles.test(Sample.GOOD).size(), 18);
    }

    @Test
    void seedDrawsOtherTilesForTheTest() {
        Path folder = SharedData.data().resolve("mtd");
        assertEquals(names(Datasets.magneticTilesByTile(folder, 0)), names(Datasets.magneticTilesByTile(folder, 0)));
        assertNotEquals(names(Datasets.magneticTilesByTile(folder, 0)), names(Datasets.magneticTilesByTile(folder, 1)));
    }

    @Test
    void tileNamedInTheSplitAndMissingIsAnError() throws IOException {
        for (String kind : List.of("Free", "Blowhole", "Break", "Crack", "Fray", "Uneven")) {
            Files.createDirectories(root.resolve("MT_" + kind).resolve("Imgs"));
        }
        Files.writeString(root.resolve("mtd_train_filenames.txt"), "exp1_num_1.jpg\n");
        var error = assertThrows(UncheckedIOException.class, () -> Datasets.magneticTiles(root));
        assertTrue(error.getMessage().contains("exp1_num_1.jpg"), error.getMessage());
    }

    @Test
    void mvtecCategoryHasKindsAndMasks() throws IOException {
        image("bottle/train/good/000.png");
        image("bottle/test/good/000.png");
        image("bottle/test/broken/000.png");
        image("bottle/ground_truth/broken/000_mask.png");
        Dataset bottle = Datasets.mvtec(root, "bottle");
        assertEquals("bottle: 1 good images for training; test: 1 good, 1 defective of 1 kind", bottle.toString());
        Sample broken = bottle.test("broken").get(0);
        assertEquals("test/broken/000.png", broken.name());
        assertEquals(20, broken.mask().orElseThrow().getWidth());
    }

    @Test
    void unknownCategoryIsRefusedWithThoseThereAre() throws IOException {
        image("bottle/train/good/000.png");
        var error = assertThrows(IllegalArgumentException.class, () -> Datasets.mvtec(root, "bottel"));
        assertTrue(error.getMessage().endsWith("it has [bottle]"), error.getMessage());
    }

    @Test
    void folderOfImagesIsAllForTraining() throws IOException {
        image("a.png");
        image("b.jpg");
        Files.writeString(root.resolve("notes.txt"), "not an image");
        Dataset folder = Datasets.folder(root);
        assertEquals(2, folder.train().size());
        assertEquals(0, folder.test().size());
    }

    @Test
    void goodBesideOtherFoldersSendsEveryFifthGoodImageToTheTest() throws IOException {
        for (int i = 0; i < 10; i++) {
            image("good/" + i + ".png");
        }
        image("dented/0.png");
        Dataset folder = Datasets.folder(root);
        assertEquals(8, folder.train().size());
        assertEquals(2, folder.test(Sample.GOOD).size());
        assertEquals(1, folder.test("dented").size());
        assertEquals(
                folder.train().get(0).name(),
                Datasets.folder(root).train().get(0).name());
    }

    @Test
    void emptyFolderIsRefusedByName() {
        var error = assertThrows(UncheckedIOException.class, () -> Datasets.folder(root));
        assertTrue(error.getMessage().startsWith(root + " has no images"), error.getMessage());
    }

    @Test
    void folderWithoutGoodImagesIsRefusedByName() throws IOException {
        Files.createDirectories(root.resolve("good"));
        image("dented/0.png");
        var error = assertThrows(UncheckedIOException.class, () -> Datasets.folder(root));
        assertTrue(error.getMessage().contains(root.resolve("good") + " has no images"), error.getMessage());
    }

    @Test
    void missingFolderIsRefusedByName() {
        var error = assertThrows(UncheckedIOException.class, () -> Datasets.folder(root.resolve("nowhere")));
        assertTrue(error.getMessage().contains("nowhere does not exist"), error.getMessage());
    }

    @Test
    void smallerDataSetKeepsAllKinds() {
        Dataset plates = Datasets.synthetic();
        Dataset fewer = plates.sample(7, 20, 1);
        assertEquals(7, fewer.train().size());
        assertEquals(10, fewer.test(Sample.GOOD).size());
        assertEquals(plates.kinds(), fewer.kinds());
    }

    @Test
    void trainingImageWithADefectIsRefused() {
        Sample bad = Datasets.synthetic().test("dent").get(0);
        var error = assertThrows(IllegalArgumentException.class, () -> new Dataset("plates", List.of(bad), List.of()));
        assertTrue(error.getMessage().contains("labelled dent"), error.getMessage());
    }

    private void image(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        String format = name.substring(name.length() - 3);
        ImageIO.write(new BufferedImage(20, 10, BufferedImage.TYPE_BYTE_GRAY), format, file.toFile());
    }

    private static int number(Sample tile) {
        return Integer.parseInt(tile.name().replaceAll(".*_num_(\\d+)\\.jpg", "$1"));
    }

    private static List<String> names(Dataset dataset) {
        return dataset.train().stream().map(Sample::name).toList();
    }
}
