package org.differnet.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import org.differnet.SharedData;
import org.differnet.data.image.Pixels;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MasksTest {

    @TempDir
    Path root;

    private ImageFolder images;

    @BeforeEach
    void goodImages() {
        images = new ImageFolder(root).with("train/good/1.png", "test/good/1.png");
    }

    @ParameterizedTest
    @CsvSource({
        "1.png, 1_mask.png",
        "1.PNG, 1_MASK.PNG",
        "1.jpg, 1_mask.bmp",
        "1.png, 1.png",
        "1.png, 1-mask.png",
        "1.png, 1_gt.png",
        "1.png, 1_label.bmp",
        "Part 1.png, part 1_mask.png",
        "part_mask.png, part_mask.png",
        "part_mask.png, part_mask_mask.png",
        "part.v2.png, part.v2_mask.png",
    })
    void maskIsCalledAsItsImage(String image, String mask) {
        images.with("test/hole/" + image).mask("ground_truth/hole/" + mask, 3);
        assertEquals(3, marked(read("hole", image)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ground_truth", "Ground-Truth", "groundtruth", "GT", "mask", "Masks", "test/ground_truth"})
    void folderOfMasksHasManyNames(String folder) {
        images.with("test/hole/1.png").mask(folder + "/Hole/1_mask.png", 3);
        assertEquals(3, marked(read("hole", "1.png")));
        assertEquals(List.of("good", "hole"), Datasets.folder(root).kinds());
    }

    @Test
    void namesAreComparedInComposedForm() {
        String composed = "Pr\u00fcfling";
        String decomposed = Normalizer.normalize(composed, Normalizer.Form.NFD);
        images.with("test/" + composed + "/" + composed + ".png")
                .mask("ground_truth/" + decomposed + "/" + decomposed + "_mask.png", 3)
                .with("test/" + composed + "/" + decomposed + "2.png")
                .mask("ground_truth/" + decomposed + "/" + composed + "2_mask.png", 4);
        List<Sample> defects = Datasets.folder(root).test(composed);
        assertEquals(List.of(4, 3), defects.stream().map(MasksTest::marked).toList());
    }

    @Test
    void imageCalledMaskHasItsOwnMaskBesideOneThatIsNot() {
        images.with("test/hole/part.png", "test/hole/part_mask.png")
                .mask("ground_truth/hole/part_mask.png", 3)
                .mask("ground_truth/hole/part_mask_mask.png", 4);
        assertEquals(3, marked(read("hole", "part.png")));
        assertEquals(4, marked(read("hole", "part_mask.png")));
    }

    @Test
    void masksCalledExactlyAsTheirImagesAreNotMixedUp() {
        images.with("test/hole/part.png", "test/hole/part_mask.png")
                .mask("ground_truth/hole/part.png", 3)
                .mask("ground_truth/hole/part_mask.png", 4);
        assertEquals(3, marked(read("hole", "part.png")));
        assertEquals(4, marked(read("hole", "part_mask.png")));
    }

    @Test
    void maskOfOneImageIsNotGivenToAnother() {
        images.with("test/hole/part.png", "test/hole/part_mask.png").mask("ground_truth/hole/part_mask.png", 3);
        assertEquals(3, marked(read("hole", "part.png")));
        assertFalse(read("hole", "part_mask.png").hasMask());
    }

    @Test
    void namesThatDifferInCaseAloneAreToldApartWhereTheFilesAre() {
        images.with("test/hole/a.png").mask("ground_truth/hole/a_mask.png", 3);
        if (Files.exists(root.resolve("test/hole/A.png"))) {
            return;
        }
        images.with("test/hole/A.png").mask("ground_truth/hole/A_mask.png", 4);
        assertEquals(3, marked(read("hole", "a.png")));
        assertEquals(4, marked(read("hole", "A.png")));
    }

    @Test
    void masksOfNestedImagesLieInTheSameFolders() {
        images.with("test/hole/1.png", "test/hole/day2/1.png")
                .mask("ground_truth/hole/1_mask.png", 3)
                .mask("ground_truth/hole/day2/1_mask.png", 4);
        assertEquals(3, marked(read("hole", "1.png")));
        assertEquals(4, marked(read("hole", "day2/1.png")));
    }

    @Test
    void masksWithoutAFolderOfTheirKindBelongToTheOnlyKind() {
        images.with("test/hole/1.png").mask("ground_truth/1_mask.png", 3);
        assertEquals(3, marked(read("hole", "1.png")));
    }

    @Test
    void masksWithoutAFolderOfTheirKindAreNamedWhereThereAreTwoKinds() {
        images.with("test/hole/1.png", "test/dent/1.png").mask("ground_truth/1_mask.png", 3);
        assertFalse(read("hole", "1.png").hasMask());
        assertEquals(
                "ground_truth/1_mask.png (a mask without an image)",
                Datasets.folder(root).ignored().get(0).toString());
    }

    @Test
    void masksWithoutAnImageAreNamed() {
        images.with("test/hole/1.png")
                .mask("ground_truth/hole/1_mask.png", 3)
                .mask("ground_truth/hole/2_mask.png", 3)
                .mask("ground_truth/hole/3_mask.png", 3)
                .mask("ground_truth/dent/4_mask.png", 3);
        assertEquals(
                List.of(
                        "ground_truth/dent/4_mask.png (a mask without an image)",
                        "ground_truth/hole/2_mask.png (2 masks, of which this is the first, without an image)"),
                Datasets.folder(root).ignored().stream().map(Ignored::toString).toList());
    }

    @Test
    void defectMayLackItsMask() {
        images.with("test/hole/1.png", "test/hole/2.png").mask("ground_truth/hole/1_mask.png", 3);
        assertEquals(3, marked(read("hole", "1.png")));
        assertFalse(read("hole", "2.png").hasMask());
    }

    @Test
    void masksAreFoundWithoutASplit() {
        new ImageFolder(root.resolve("own")).with("good/1.png", "hole/1.png").mask("ground_truth/hole/1_mask.png", 3);
        Dataset own = Datasets.folder(root.resolve("own"));
        assertEquals(List.of("hole"), own.kinds());
        assertEquals(3, marked(own.test("hole").get(0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"upext", "maskname", "nfd"})
    void casesOfMasksThatWereNotFoundAreFound(String form) {
        Dataset set = Datasets.folder(SharedData.cases().resolve("mask-forms").resolve(form));
        assertTrue(set.test("hole").get(0).hasMask());
        assertEquals(List.of(), set.ignored());
    }

    @Test
    void realSetWithMasksOfSomeDefectsIsRead() {
        Dataset cookies = Datasets.folder(SharedData.products().resolve("cookies"));
        assertEquals(40, cookies.test("anomaly").size());
        assertEquals(32, cookies.test().stream().filter(Sample::hasMask).count());
        assertEquals(List.of(), cookies.ignored());
    }

    private Sample read(String kind, String image) {
        return Datasets.folder(root).test(kind).stream()
                .filter(sample -> sample.name().equals("test/" + kind + "/" + image))
                .findFirst()
                .orElseThrow();
    }

    private static int marked(Sample sample) {
        int marked = 0;
        for (byte value : Pixels.bytes(sample.mask().orElseThrow())) {
            marked += value == 0 ? 0 : 1;
        }
        return marked;
    }
}
