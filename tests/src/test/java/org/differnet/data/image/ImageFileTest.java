package org.differnet.data.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.differnet.data.Datasets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFileTest {

    /** Lossless WebP of 2 x 1 pixels, red and blue. */
    private static final String WEBP = "UklGRh4AAABXRUJQVlA4TBEAAAAvAQAAAA8Q87//8x8OMqL/AQA=";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tif"})
    void colourSurvivesLosslessFormats(String format) throws IOException {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_3BYTE_BGR);
        image.setRGB(2, 1, 0xff102030);
        BufferedImage read = ImageFile.read(write(image, format));
        assertEquals(BufferedImage.TYPE_3BYTE_BGR, read.getType());
        assertEquals(0xff102030, read.getRGB(2, 1));
    }

    @Test
    void greyStaysGreyWithItsValues() throws IOException {
        BufferedImage image = new BufferedImage(256, 1, BufferedImage.TYPE_BYTE_GRAY);
        for (int x = 0; x < 256; x++) {
            image.getRaster().setSample(x, 0, 0, x);
        }
        BufferedImage read = ImageFile.read(write(image, "png"));
        assertEquals(BufferedImage.TYPE_BYTE_GRAY, read.getType());
        for (int x = 0; x < 256; x++) {
            assertEquals(x, read.getRaster().getSample(x, 0, 0));
        }
    }

    @Test
    void sixteenBitsBecomeEight() throws IOException {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(0, 0, 0, 65535);
        image.getRaster().setSample(1, 0, 0, 257 * 100 + 100);
        BufferedImage read = ImageFile.read(write(image, "png"));
        assertEquals(255, read.getRaster().getSample(0, 0, 0));
        assertEquals(100, read.getRaster().getSample(1, 0, 0));
    }

    @Test
    void alphaIsDroppedAndNotBlended() throws IOException {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x40c08040);
        assertEquals(0xffc08040, ImageFile.read(write(image, "png")).getRGB(0, 0));
    }

    @Test
    void webpIsRead() throws IOException {
        Path file = folder.resolve("image.webp");
        Files.write(file, Base64.getDecoder().decode(WEBP));
        BufferedImage image = ImageFile.read(file);
        assertEquals(0xffff0000, image.getRGB(0, 0));
        assertEquals(0xff0000ff, image.getRGB(1, 0));
    }

    @Test
    void orientationOfExifIsApplied() throws IOException {
        BufferedImage image = new BufferedImage(16, 8, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 8; x++) {
                image.getRaster().setSample(x, y, 0, 255);
            }
        }
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", jpeg);
        Path file = folder.resolve("turned.jpg");
        Files.write(file, withOrientation(jpeg.toByteArray(), 6));
        BufferedImage upright = ImageFile.read(file);
        assertEquals(8, upright.getWidth());
        assertEquals(16, upright.getHeight());
        assertTrue(upright.getRaster().getSample(4, 2, 0) > 240, "the left edge of the file is the top");
        assertTrue(upright.getRaster().getSample(4, 13, 0) < 15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp"})
    void truncatedFileIsRefusedByName(String format) throws IOException {
        BufferedImage image = Datasets.synthetic().train().get(0).image();
        Path file = write(image, format);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        var error = assertThrows(UncheckedIOException.class, () -> ImageFile.read(file));
        assertTrue(error.getMessage().contains(file.toString()), error.getMessage());
    }

    @Test
    void fileThatIsNoImageIsRefusedByName() throws IOException {
        Path file = folder.resolve("photo.jpg");
        Files.writeString(file, "this is a letter");
        var error = assertThrows(UncheckedIOException.class, () -> ImageFile.read(file));
        assertTrue(error.getMessage().startsWith(file + " is not an image in PNG"), error.getMessage());
    }

    @Test
    void imageTooLargeByItsHeaderIsRefusedBeforeItIsDecoded() throws IOException {
        Path file = write(new BufferedImage(1, 1, BufferedImage.TYPE_3BYTE_BGR), "png");
        byte[] bytes = Files.readAllBytes(file);
        bytes[17] = 1;
        bytes[21] = 1;
        CRC32 crc = new CRC32();
        crc.update(bytes, 12, 17);
        ByteBuffer.wrap(bytes).putInt(29, (int) crc.getValue());
        Files.write(file, bytes);
        var error = assertThrows(UncheckedIOException.class, () -> ImageFile.read(file));
        assertTrue(error.getMessage().contains("65537 x 65537"), error.getMessage());
    }

    @Test
    void missingFileIsRefusedByName() {
        Path file = folder.resolve("nowhere.png");
        var error = assertThrows(UncheckedIOException.class, () -> ImageFile.read(file));
        assertTrue(error.getMessage().contains("there is no file " + file), error.getMessage());
    }

    private Path write(BufferedImage image, String format) throws IOException {
        Path file = folder.resolve("image." + format);
        assertTrue(ImageIO.write(image, format, file.toFile()));
        return file;
    }

    /** The JPEG with an APP1 segment of one EXIF entry, the orientation. */
    private static byte[] withOrientation(byte[] jpeg, int orientation) throws IOException {
        int[] segment = {
            0xff,
            0xe1,
            0,
            34,
            'E',
            'x',
            'i',
            'f',
            0,
            0,
            'M',
            'M',
            0,
            42,
            0,
            0,
            0,
            8,
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            orientation,
            0,
            0,
            0,
            0,
            0,
            0
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(jpeg, 0, 2);
        for (int b : segment) {
            out.write(b);
        }
        out.write(jpeg, 2, jpeg.length - 2);
        return out.toByteArray();
    }
}
