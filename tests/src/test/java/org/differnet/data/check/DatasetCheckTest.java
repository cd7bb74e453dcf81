package org.differnet.data.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.differnet.SharedData;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.ImageFolder;
import org.differnet.data.Product;
import org.differnet.data.Sample;
import org.differnet.data.check.Finding.Kind;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCheckTest {

    private static final Dataset PLATES = drawnOnce(Datasets.synthetic(Product.METAL_PLATE, 0.3, 57, 2, 7));

    @TempDir
    Path folder;

    @Test
    void drawnPlatesAreClean() {
        DatasetCheck check = PLATES.check(ProgressListener.NONE);
        assertTrue(check.clean(), check.toString());
        assertEquals("synthetic metal plate, 61 images: nothing found", check.toString());
        assertTrue(check.picture().getWidth() > 100);
    }

    @Test
    void fileThatIsNoImageIsNamedAndTheOthersAreChecked() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.png"), "not an image");
        DatasetCheck check = checkWith(Sample.of(broken));
        Finding finding = only(check, Kind.UNREADABLE);
        assertEquals("broken.png", finding.file());
        assertTrue(finding.text().contains("is not an image"), finding.text());
    }

    @Test
    void anUnreadableFileHasOneRemedyAndTheReasonHasNone() throws IOException {
        Path broken = Files.write(folder.resolve("empty.png"), new byte[0]);
        Finding finding = only(checkWith(Sample.of(broken)), Kind.UNREADABLE);
        assertTrue(finding.text().endsWith("empty (0 bytes)"), finding.text());
        assertEquals("get it anew, or take it out", finding.advice());
    }

    @Test
    void sameImageTwiceIsADuplicate() {
        BufferedImage image = PLATES.train().get(3).image();
        Finding finding = only(checkWith(Sample.of("again.png", image)), Kind.DUPLICATE);
        assertEquals("again.png", finding.file());
        assertTrue(finding.text().contains(PLATES.train().get(3).name()), finding.text());
        assertEquals(2, finding.images().size());
    }

    @Test
    void imageSavedAgainWithLossIsANearDuplicate() throws IOException {
        File file = folder.resolve("again.jpg").toFile();
        ImageIO.write(PLATES.train().get(3).image(), "jpg", file);
        assertEquals(
                "again.jpg",
                only(checkWith(Sample.of(file.toPath())), Kind.NEAR_DUPLICATE).file());
    }

    @Test
    void resizedImageIsANearDuplicate() {
        BufferedImage image = PLATES.train().get(3).image();
        BufferedImage smaller = new BufferedImage(300, 300, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = smaller.createGraphics();
        g.drawImage(image.getScaledInstance(300, 300, java.awt.Image.SCALE_AREA_AVERAGING), 0, 0, null);
        g.dispose();
        assertEquals(
                1,
                checkWith(Sample.of("smaller.png", smaller))
                        .findings(Kind.NEAR_DUPLICATE)
                        .size());
    }

    @Test
    void trainingImageInTheTestIsALeakThatNamesItsLabel() {
        Sample leaked = new Sample("test/dent/9.png", "dent", PLATES.train().get(5)::image);
        Dataset data = new Dataset("plates", PLATES.train(), List.of(leaked));
        Finding finding = only(data.check(ProgressListener.NONE), Kind.LEAK);
        assertEquals("test/dent/9.png", finding.file());
        assertTrue(finding.text().endsWith("which is labelled good"), finding.text());
    }

    @Test
    void maskThatMarksNothingIsNamed() {
        Finding finding = only(checkMask(new BufferedImage(448, 448, BufferedImage.TYPE_BYTE_GRAY)), Kind.MASK);
        assertEquals("the mask marks nothing", finding.text());
    }

    @Test
    void maskOfAnotherSizeIsNamed() {
        BufferedImage mask = filled(200, 100, 255);
        assertEquals(
                "the mask has 200 x 100 pixels, the image 448 x 448",
                only(checkMask(mask), Kind.MASK).text());
    }

    @Test
    void maskWithFaintMarksIsFine() {
        BufferedImage mask = filled(448, 448, 0);
        mask.getRaster().setSample(5, 7, 0, 1);
        assertEquals(List.of(), checkMask(mask).findings(Kind.MASK));
    }

    @Test
    void maskThatMarksMostOfTheImageIsNamed() {
        BufferedImage mask = filled(448, 448, 255);
        for (int i = 0; i < 448; i++) {
            mask.getRaster().setSample(i, i, 0, 0);
        }
        Finding finding = only(checkMask(mask), Kind.MASK);
        assertEquals("the mask marks 100 % of the image", finding.text());
        assertTrue(finding.advice().contains("inverted"), finding.advice());
    }

    @Test
    void maskThatMarksLessThanHalfOfTheImageIsFine() {
        BufferedImage mask = filled(448, 448, 0);
        Graphics2D g = mask.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, 448, 220);
        g.dispose();
        assertEquals(List.of(), checkMask(mask).findings(Kind.MASK));
    }

    @Test
    void caseOfAnInvertedMaskIsNamed() {
        Path set = SharedData.cases().resolve("mask-forms/mask_inverted");
        DatasetCheck check = Datasets.folder(set).check(ProgressListener.NONE);
        assertEquals("test/hole/1.png", only(check, Kind.MASK).file());
    }

    @Test
    void caseOfAMaskInTheAlphaChannelMarksTheDefectAlone() {
        Path set = SharedData.cases().resolve("mask-forms/mask_alpha_white");
        DatasetCheck check = Datasets.folder(set).check(ProgressListener.NONE);
        assertEquals(List.of(), check.findings(Kind.MASK));
    }

    @Test
    void defectsWithoutMaskAreNamedWhereOthersHaveOne() {
        Sample dent = Datasets.synthetic().test("dent").get(0);
        Sample bare = new Sample("bare.png", "dent", PLATES.test(Sample.GOOD).get(0)::image);
        Dataset data = new Dataset("plates", PLATES.train(), List.of(dent, bare));
        assertEquals(
                "bare.png",
                only(data.check(ProgressListener.NONE), Kind.NO_MASK).file());
    }

    @Test
    void defectsWithoutMaskAreFineWhereNoneHasOne() {
        Sample bare = new Sample("bare.png", "dent", PLATES.test(Sample.GOOD).get(0)::image);
        Dataset data = new Dataset("plates", PLATES.train(), List.of(bare));
        assertTrue(data.check(ProgressListener.NONE).clean());
    }

    @Test
    void realSetNamesItsDefectsWithoutMask() {
        DatasetCheck check =
                Datasets.folder(SharedData.products().resolve("cookies")).check(ProgressListener.NONE);
        assertEquals(8, check.findings(Kind.NO_MASK).size());
        assertEquals(
                "test/anomaly/test-anomaly-1.jpg",
                check.findings(Kind.NO_MASK).get(0).file());
    }

    @Test
    void imageCalledLikeTheMaskOfTheOneBesideItIsNamed() {
        List<Sample> plates = PLATES.test(Sample.GOOD);
        Sample part = new Sample("dent/part.png", "dent", plates.get(0)::image);
        Sample mask = new Sample("dent/part_mask.png", "dent", plates.get(1)::image);
        Sample other =
                new Sample("dent/other_mask.png", "dent", PLATES.test("dent").get(0)::image);
        Dataset data = new Dataset("plates", PLATES.train(), List.of(part, mask, other));
        assertEquals(
                "dent/part_mask.png",
                only(data.check(ProgressListener.NONE), Kind.MASK).file());
    }

    @Test
    void whatIsNotReadIsNamed() {
        new ImageFolder(folder).with("train/good/1.png", "test/1.png", "test/2.png");
        Finding finding = only(Datasets.folder(folder).check(ProgressListener.NONE), Kind.IGNORED);
        assertEquals("test/: 2 images in no folder of a kind", finding.toString());
        assertEquals("move them into test/good or test/KIND", finding.advice());
    }

    @Test
    void fewGoodImagesAreSaid() {
        Dataset few = PLATES.sample(20, 0, 0);
        Finding finding = only(few.check(ProgressListener.NONE), Kind.FEW);
        assertEquals("20 good images for training", finding.text());
    }

    @Test
    void imageTooSmallToScoreIsNamed() {
        DatasetCheck check = checkWith(Sample.of("icon.png", filled(50, 60, 128)));
        assertEquals("50 x 60 pixels", only(check, Kind.TOO_SMALL).text());
    }

    @Test
    void sizesAndModesThatDifferAreTold() {
        DatasetCheck check = checkWith(Sample.of("other.png", filled(200, 300, 128)));
        assertEquals(
                "2 sizes, from 200 x 300 (other.png) to 448 x 448 ("
                        + PLATES.train().get(0).name() + ")",
                only(check, Kind.SIZES).text());
        Finding modes = only(check, Kind.MODES);
        assertEquals("other.png", modes.file());
        assertTrue(modes.text().startsWith("57 of 58 images have colour"), modes.text());
    }

    @Test
    void greyInThreeChannelsIsTold() {
        BufferedImage image = new BufferedImage(448, 448, BufferedImage.TYPE_3BYTE_BGR);
        assertEquals(
                "grey.png",
                only(checkWith(Sample.of("grey.png", image)), Kind.GREY_AS_COLOUR)
                        .file());
    }

    @Test
    void darkImageIsNamedAndUnusualAmongOthers() {
        DatasetCheck check = checkWith(Sample.of("night.png", filled(448, 448, 3)));
        assertEquals("mean grey 3 of 255", only(check, Kind.DARK).text());
        assertEquals("night.png", only(check, Kind.UNUSUAL).file());
    }

    @Test
    void imageWithTwoFindingsIsShownOnce() {
        DatasetCheck check = checkWith(Sample.of("night.png", filled(448, 448, 3)));
        int shown = check.picture().getWidth();
        assertTrue(shown < 300, "one of five columns, not " + shown + " pixels");
    }

    @Test
    void clippedImagesAreToldOnceWhereTheyAreMany() {
        List<Sample> white = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            BufferedImage image = filled(200, 200, 128);
            Graphics2D g = image.createGraphics();
            g.setColor(Color.WHITE);
            g.fillRect(20 * i, 30 * i, 90, 90);
            g.dispose();
            white.add(Sample.of(i + ".png", image));
        }
        DatasetCheck check = new Dataset("white", white, List.of()).check(ProgressListener.NONE);
        Finding finding = only(check, Kind.CLIPPED);
        assertEquals("white", finding.file());
        assertEquals("4 of 4 images, such as 0.png: 20 % of the pixels are at 255", finding.text());
    }

    @Test
    void anotherProductAmongTheGoodImagesIsUnusual() {
        Sample cap =
                Datasets.synthetic(Product.BOTTLE_CAP, 0.3, 1, 1, 1).train().get(0);
        Sample renamed = new Sample("cap.png", Sample.GOOD, cap::image);
        assertEquals("cap.png", only(checkWith(renamed), Kind.UNUSUAL).file());
    }

    @Test
    void tableHasTheWorstFindingFirst() {
        BufferedImage image = PLATES.train().get(3).image();
        DatasetCheck check = checkWith(Sample.of("again.png", image), Sample.of("night.png", filled(448, 448, 3)));
        assertEquals(List.of("file", "finding", "what", "advice"), check.table().columnNames());
        List<Kind> kinds = check.findings().stream().map(Finding::kind).toList();
        assertEquals(kinds.stream().sorted().toList(), kinds);
        assertEquals(kinds.size(), check.table().rowCount());
        assertFalse(check.picture().getHeight() < 100);
    }

    @Test
    void interruptStopsTheCheck() {
        for (String task : List.of("checking images", "comparing images")) {
            ProgressListener stop = progress -> {
                if (progress.task().equals(task)) {
                    Thread.currentThread().interrupt();
                }
            };
            assertThrows(CancellationException.class, () -> PLATES.check(stop), task);
            assertFalse(Thread.interrupted(), "the interrupt was taken");
        }
    }

    @Test
    void everyImageIsReported() {
        List<String> finished = new ArrayList<>();
        PLATES.check(progress -> {
            if (progress.finished()) {
                finished.add(progress.task() + " " + progress.total());
            }
        });
        assertEquals(List.of("checking images 61", "comparing images 61"), finished);
    }

    @Test
    void magneticTilesHaveKnownFlaws() {
        DatasetCheck check =
                Datasets.magneticTiles(SharedData.data().resolve("mtd")).check(ProgressListener.NONE);
        assertEquals(4, check.findings(Kind.MASK).size());
        assertEquals(15, check.findings(Kind.NEAR_DUPLICATE).size());
        String twice = check.findings(Kind.NEAR_DUPLICATE).stream()
                .map(Finding::toString)
                .filter(line -> line.contains("labelled good"))
                .collect(Collectors.joining());
        assertTrue(twice.startsWith("MT_Fray/Imgs/exp0_num_797.jpg"), twice);
    }

    private static Dataset drawnOnce(Dataset dataset) {
        return new Dataset(
                dataset.name(),
                dataset.train().stream().map(DatasetCheckTest::drawnOnce).toList(),
                dataset.test().stream().map(DatasetCheckTest::drawnOnce).toList());
    }

    private static Sample drawnOnce(Sample sample) {
        BufferedImage image = sample.image();
        return new Sample(sample.name(), sample.kind(), () -> image);
    }

    private static Finding only(DatasetCheck check, Kind kind) {
        List<Finding> findings = check.findings(kind);
        assertEquals(1, findings.size(), check.findings().toString());
        return findings.get(0);
    }

    private static DatasetCheck checkWith(Sample... more) {
        List<Sample> train = new ArrayList<>(PLATES.train());
        train.addAll(List.of(more));
        return new Dataset("plates", train, List.of()).check(ProgressListener.NONE);
    }

    private static DatasetCheck checkMask(BufferedImage mask) {
        Sample dent = new Sample("dent.png", "dent", PLATES.test("dent").get(0)::image).withMask(() -> mask);
        return new Dataset("plates", PLATES.train(), List.of(dent)).check(ProgressListener.NONE);
    }

    private static BufferedImage filled(int width, int height, int grey) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.getRaster().setSample(x, y, 0, grey);
            }
        }
        return image;
    }
}
