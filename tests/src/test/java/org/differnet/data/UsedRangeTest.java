package org.differnet.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import javax.imageio.ImageIO;
import org.differnet.data.check.Finding;
import org.differnet.data.image.ValueRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsedRangeTest {

    @TempDir
    Path folder;

    @BeforeEach
    void emptyFolder() throws IOException {
        Files.createDirectories(folder.resolve("good"));
    }

    @ParameterizedTest
    @CsvSource({"255, 255", "256, 1023", "1023, 1023", "1024, 4095", "4000, 4095", "4096, 16383", "16383, 16383"})
    void smallestRangeOfACameraIsUsed(int largest, int high) throws IOException {
        deep("a.png", largest / 2);
        deep("b.png", largest);
        assertEquals(
                Optional.of(new ValueRange(0, high)), UsedRange.of(dataset().train()));
    }

    @Test
    void sixteenBitsThatAreUsedStayAsTheyAre() throws IOException {
        deep("a.png", 16384);
        assertEquals(Optional.empty(), UsedRange.of(dataset().train()));
    }

    @Test
    void eightBitsStayAsTheyAre() throws IOException {
        ImageIO.write(new BufferedImage(4, 4, BufferedImage.TYPE_BYTE_GRAY), "png", file("a.png"));
        assertEquals(Optional.empty(), UsedRange.of(dataset().train()));
    }

    @Test
    void givenRangeIsTakenWithoutALook() throws IOException {
        deep("a.png", 900);
        Dataset dataset = dataset().withRange(0, 65535);
        assertEquals(Optional.of(new ValueRange(0, 65535)), UsedRange.of(dataset.train()));
    }

    @Test
    void imageIsReadByItsRange() throws IOException {
        deep("a.png", 4095);
        Sample sample = dataset().withRange(0, 4095).train().get(0);
        assertEquals(255, sample.image().getRaster().getSample(1, 0, 0));
        assertEquals(0, sample.image().getRaster().getSample(0, 0, 0));
    }

    @Test
    void valueAboveTheRangeIsWhite() throws IOException {
        deep("a.png", 5000);
        Sample sample = dataset().withRange(0, 4095).train().get(0);
        assertEquals(255, sample.image().getRaster().getSample(1, 0, 0));
    }

    @Test
    void rangeLeavesEightBitsAlone() {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(0, 0, 0, 200);
        Sample sample = Sample.of("a", image).withRange(ValueRange.ofBits(12));
        assertEquals(200, sample.image().getRaster().getSample(0, 0, 0));
    }

    @Test
    void imagesKeptInMemoryKeepTheirValues() throws IOException {
        deep("a.png", 4095);
        Dataset kept = dataset().inMemory();
        assertEquals(Optional.of(ValueRange.ofBits(12)), UsedRange.of(kept.train()));
        assertEquals(
                255, kept.withRange(0, 4095).train().get(0).image().getRaster().getSample(1, 0, 0));
    }

    @Test
    void differentRangesAreRefused() throws IOException {
        deep("a.png", 4095);
        Sample one = dataset().train().get(0);
        var ranges = java.util.List.of(one.withRange(ValueRange.ofBits(10)), one.withRange(ValueRange.ofBits(12)));
        assertThrows(IllegalArgumentException.class, () -> UsedRange.of(ranges));
    }

    @Test
    void checkNamesTheRangeAndDoesNotCallForLight() throws IOException {
        for (int i = 0; i < 8; i++) {
            BufferedImage image = new BufferedImage(120, 120, BufferedImage.TYPE_USHORT_GRAY);
            for (int at = 0; at < 120 * 120; at++) {
                image.getRaster().setSample(at % 120, at / 120, 0, (at * 31 + i) % 4096);
            }
            ImageIO.write(image, "png", file(i + ".png"));
        }
        var findings = dataset().check().findings();
        assertTrue(findings.stream()
                .anyMatch(finding ->
                        finding.kind() == Finding.Kind.RANGE && finding.text().contains("0 to 4095")));
        assertFalse(findings.stream().anyMatch(finding -> finding.kind() == Finding.Kind.DARK));
    }

    @Test
    void checkSaysHowFewGreyLevelsAnOffsetLeaves() throws IOException {
        BufferedImage image = new BufferedImage(120, 120, BufferedImage.TYPE_USHORT_GRAY);
        for (int at = 0; at < 120 * 120; at++) {
            image.getRaster().setSample(at % 120, at / 120, 0, 30000 + at % 4096);
        }
        ImageIO.write(image, "png", file("a.png"));
        String range = rangeFinding();
        assertTrue(range.contains("30000 to 34095"), range);
        assertTrue(range.contains("6.2 % of those between black and white: 16 of 256 grey levels"), range);
    }

    @ParameterizedTest
    @CsvSource({"64, 64, 1, 65535", "64, 64, 4, 65535", "32, 20, 4, 5000", "300, 200, 60, 40000", "10, 10, 1, 65535"})
    void fewHotPixelsDoNotHideTheBitsOfTheCamera(int width, int height, int hot, int value) throws IOException {
        camera("a.png", width, height, 0, value);
        camera("b.png", width, height, hot, value);
        Dataset dataset = dataset();
        assertEquals(Optional.of(ValueRange.ofBits(12)), UsedRange.of(dataset.train()));
        Sample sample = dataset.withRange(ValueRange.ofBits(12)).train().get(1);
        assertEquals(255, sample.image().getRaster().getSample(0, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({"64, 64, 5", "300, 200, 61", "10, 10, 2", "9, 9, 1"})
    void brightPixelsThatAreMoreThanAFewCount(int width, int height, int bright) throws IOException {
        camera("a.png", width, height, bright, 16000);
        camera("b.png", width, height, 0, 0);
        assertEquals(Optional.of(ValueRange.ofBits(14)), UsedRange.of(dataset().train()));
    }

    @Test
    void oneImageThatIsBrightAllOverCounts() throws IOException {
        for (int i = 0; i < 9; i++) {
            camera(i + ".png", 40, 40, 0, 0);
        }
        camera("bright.png", 40, 40, 1600, 9000);
        assertEquals(Optional.of(ValueRange.ofBits(14)), UsedRange.of(dataset().train()));
    }

    @Test
    void hotPixelOfOneColourDoesNotHideTheBits() throws IOException {
        ColorModel rgb = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, ColorModel.OPAQUE, DataBuffer.TYPE_USHORT);
        WritableRaster raster = rgb.createCompatibleWritableRaster(30, 30);
        for (int i = 0; i < 900; i++) {
            raster.setPixel(i % 30, i / 30, new int[] {i, 4095 - i, 2000});
        }
        raster.setSample(7, 9, 1, 65535);
        ImageIO.write(new BufferedImage(rgb, raster, false, null), "png", file("a.png"));
        assertEquals(Optional.of(ValueRange.ofBits(12)), UsedRange.of(dataset().train()));
    }

    @Test
    void checkNamesTheImagesWithHotPixels() throws IOException {
        camera("a.png", 64, 64, 0, 0);
        camera("b.png", 64, 64, 2, 65535);
        String range = rangeFinding();
        assertTrue(range.contains("0 to 4095; in 1 of them a few pixels are above"), range);
    }

    @Test
    void deadPixelsDoNotHideAnOffset() throws IOException {
        camera("a.png", 64, 64, 0, 0);
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_USHORT_GRAY);
        for (int at = 0; at < 64 * 64; at++) {
            image.getRaster().setSample(at % 64, at / 64, 0, at < 2 ? 0 : at < 4 ? 65535 : 30000 + at % 1024);
        }
        ImageIO.write(image, "png", file("a.png"));
        String range = rangeFinding();
        assertTrue(range.contains("30000 to 31023"), range);
    }

    private String rangeFinding() {
        return dataset().check().findings().stream()
                .filter(finding -> finding.kind() == Finding.Kind.RANGE)
                .map(Finding::text)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void interruptStopsTheLook() throws IOException {
        deep("a.png", 4095);
        var images = dataset().train();
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> UsedRange.of(images));
        assertFalse(Thread.interrupted());
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "5, 4", "NaN, 1", "0, Infinity"})
    void rangeThatIsNoneIsRefused(double low, double high) {
        assertThrows(IllegalArgumentException.class, () -> new ValueRange(low, high));
    }

    private Dataset dataset() {
        return Datasets.folder(folder);
    }

    private java.io.File file(String name) {
        return folder.resolve("good").resolve(name).toFile();
    }

    /** A grey image of 16 bits with the values 0 and another. */
    private void deep(String name, int value) throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(1, 0, 0, value);
        ImageIO.write(image, "png", file(name));
    }

    /** An image of 12 bits, the first pixels of which have another value. */
    private void camera(String name, int width, int height, int hot, int value) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_USHORT_GRAY);
        for (int at = 0; at < width * height; at++) {
            image.getRaster().setSample(at % width, at / width, 0, at < hot ? value : 1000 + at * 37 % 3000);
        }
        ImageIO.write(image, "png", file(name));
    }
}
