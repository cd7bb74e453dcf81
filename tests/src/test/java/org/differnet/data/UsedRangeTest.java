package org.differnet.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
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
        String range = dataset().check().findings().stream()
                .filter(finding -> finding.kind() == Finding.Kind.RANGE)
                .map(Finding::text)
                .findFirst()
                .orElseThrow();
        assertTrue(range.contains("30000 to 34095"), range);
        assertTrue(range.contains("6.2 % of those between black and white: 16 of 256 grey levels"), range);
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
}
