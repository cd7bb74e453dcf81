package org.differnet.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {

    private static final byte[] SECOND_OF_THREE = {0, (byte) 255, 0};

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 127, 128, 255})
    void everyValueButZeroMarks(int value) throws IOException {
        assertArrayEquals(SECOND_OF_THREE, marks(grey(BufferedImage.TYPE_BYTE_GRAY, value)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 255, 256, 65535})
    void everyValueButZeroMarksInSixteenBits(int value) throws IOException {
        assertArrayEquals(SECOND_OF_THREE, marks(grey(BufferedImage.TYPE_USHORT_GRAY, value)));
    }

    @Test
    void anyChannelMarks() throws IOException {
        BufferedImage image = new BufferedImage(3, 1, BufferedImage.TYPE_3BYTE_BGR);
        image.setRGB(1, 0, 0xff000001);
        assertArrayEquals(SECOND_OF_THREE, marks(image));
    }

    @Test
    void oneBitMarks() throws IOException {
        assertArrayEquals(SECOND_OF_THREE, marks(grey(BufferedImage.TYPE_BYTE_BINARY, 1)));
    }

    @Test
    void paletteMarksByColour() throws IOException {
        int[] redThenBlack = {0xffff0000, 0xff000000};
        BufferedImage image = palette(redThenBlack, 1, 0, 1);
        assertArrayEquals(SECOND_OF_THREE, marks(image));
    }

    @Test
    void paletteOfBlackAloneMarksByNumber() throws IOException {
        assertArrayEquals(SECOND_OF_THREE, marks(palette(new int[] {0xff000000, 0xff000000}, 0, 1, 0)));
    }

    @Test
    void alphaMarksWhereAllIsWhite() throws IOException {
        assertArrayEquals(SECOND_OF_THREE, marks(argb(0x00ffffff, 0xffffffff, 0x00ffffff)));
    }

    @Test
    void alphaMarksWhereAllThatIsSeenIsBlack() throws IOException {
        assertArrayEquals(SECOND_OF_THREE, marks(argb(0x00ffffff, 0xff000000, 0x00ffffff)));
    }

    @Test
    void colourMarksWhereNothingIsTransparent() throws IOException {
        assertArrayEquals(SECOND_OF_THREE, marks(argb(0xff000000, 0xffff0000, 0xff000000)));
    }

    @Test
    void transparentColourMarksNothing() throws IOException {
        assertArrayEquals(SECOND_OF_THREE, marks(argb(0x0000ff00, 0xffff0000, 0xff000000)));
    }

    @Test
    void faintAlphaMarks() throws IOException {
        assertArrayEquals(SECOND_OF_THREE, marks(argb(0x00ffffff, 0x01ffffff, 0x00ffffff)));
    }

    @Test
    void lossyFileMarksFromTheMiddleOn() throws IOException {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 32 * 32; i++) {
            image.getRaster().setSample(3 + i % 32, 5 + i / 32, 0, 255);
        }
        Path file = Files.write(folder.resolve("mask.jpg"), Crafted.encoded(image, "jpg"));
        byte[] marks = Pixels.bytes(Mask.read(file));
        int marked = 0;
        for (byte mark : marks) {
            marked += mark != 0 ? 1 : 0;
        }
        assertTrue(Math.abs(marked - 32 * 32) < 20, marked + " marked");
    }

    @Test
    void lossyFileWithoutBrightPixelsIsRefused() throws IOException {
        BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(3, 3, 0, 90);
        Path file = Files.write(folder.resolve("mask.jpg"), Crafted.encoded(image, "jpg"));
        var error = assertThrows(UncheckedIOException.class, () -> Mask.read(file));
        assertTrue(error.getMessage().contains("save it as PNG"), error.getMessage());
    }

    private byte[] marks(BufferedImage image) throws IOException {
        Path file = Files.write(folder.resolve("mask.png"), Crafted.encoded(image, "png"));
        return Pixels.bytes(Mask.read(file));
    }

    /** Three pixels in a row, the second of a value. */
    private static BufferedImage grey(int type, int value) {
        BufferedImage image = new BufferedImage(3, 1, type);
        image.getRaster().setSample(1, 0, 0, value);
        return image;
    }

    private static BufferedImage argb(int... colours) {
        BufferedImage image = new BufferedImage(colours.length, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, colours.length, 1, colours, 0, colours.length);
        return image;
    }

    private static BufferedImage palette(int[] colours, int... numbers) {
        IndexColorModel palette = new IndexColorModel(8, colours.length, colours, 0, false, -1, DataBuffer.TYPE_BYTE);
        BufferedImage image = new BufferedImage(numbers.length, 1, BufferedImage.TYPE_BYTE_INDEXED, palette);
        image.getRaster().setSamples(0, 0, numbers.length, 1, 0, numbers);
        return image;
    }
}
