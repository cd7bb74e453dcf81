package org.differnet.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.differnet.data.Datasets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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
    void aPaletteInAGreyPngIsPassedOver() throws IOException {
        byte[] palette = Crafted.chunk("PLTE", new byte[] {0, 1, 2});
        Path plain = Files.write(folder.resolve("plain.png"), Crafted.png(9, 5, new byte[0], new byte[0]));
        Path odd = Files.write(folder.resolve("odd.png"), Crafted.png(9, 5, palette, new byte[0]));
        assertArrayEquals(Pixels.bytes(ImageFile.read(plain)), Pixels.bytes(ImageFile.read(odd)));
    }

    @Test
    void anAdobeSegmentThatTheStandardDoesNotKnowMeansTheUsualColours() throws IOException {
        byte[] jpeg = Crafted.jpeg(40, 24, false);
        byte[] adobe = {'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 9};
        Path plain = Files.write(folder.resolve("plain.jpg"), jpeg);
        Path odd = Files.write(folder.resolve("odd.jpg"), Crafted.withSegment(jpeg, 0xEE, adobe));
        assertArrayEquals(Pixels.bytes(ImageFile.read(plain)), Pixels.bytes(ImageFile.read(odd)));
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
        Files.write(file, Crafted.withSegment(jpeg.toByteArray(), 0xE1, Crafted.exif(6)));
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

    static Stream<Arguments> foreignFiles() {
        return Stream.of(
                Arguments.of("\0\0\0\u0018ftypheic", "HEIC"),
                Arguments.of("\0\0\0\u0018ftypavif", "AVIF"),
                Arguments.of("\0\0\0\fjP  \r\n\u0087\n", "JPEG 2000"),
                Arguments.of("\u00ff\n\u00fa\u00fa", "JPEG XL"),
                Arguments.of("8BPS\0\u0001", "PSD"),
                Arguments.of("P7\nWIDTH 3", "PAM"),
                Arguments.of("v/1\u0001", "OpenEXR"),
                Arguments.of("II\u00bc\u0001", "JPEG XR"),
                Arguments.of("icns\0\0", "icons"),
                Arguments.of("\n\u0005\u0001\b", "PCX"),
                Arguments.of("\0".repeat(128) + "DICM", "DICOM"),
                Arguments.of("\0\0\u0002" + "\0".repeat(40) + "TRUEVISION-XFILE.\0", "TGA"),
                Arguments.of("\u00ff\u00d8\u00ff\u00f7\0\u000b\b\0\u0003\0\u0003\u0001\u0001\u0011\0", "JPEG-LS"),
                Arguments.of("%PDF-1.7", "PDF"),
                Arguments.of("<?xml version=\"1.0\"?><svg/>", "SVG"),
                Arguments.of("<!DOCTYPE html><p>404", "web page"),
                Arguments.of("version https://git-lfs.github.com/spec/v1", "git lfs pull"),
                Arguments.of("PK\u0003\u0004", "zip"),
                Arguments.of("\0\0\0\u0018ftypisom", "video"),
                Arguments.of("", "empty"),
                Arguments.of("\0\0\0\0\0\0\0\0", "zeros"));
    }

    @ParameterizedTest
    @MethodSource("foreignFiles")
    void whatIsNotReadIsNamed(String start, String name) throws IOException {
        Path file = Files.write(folder.resolve("image.png"), start.getBytes(StandardCharsets.ISO_8859_1));
        String message = refusal(file);
        assertTrue(message.contains(name), message);
        assertFalse(message.contains("damaged"), message);
    }

    static Stream<Arguments> wholeFiles() {
        BufferedImage colour = Crafted.image(20, 9, BufferedImage.TYPE_3BYTE_BGR);
        return Stream.of(
                Arguments.of("png", Crafted.encoded(colour, "png")),
                Arguments.of("bmp", Crafted.encoded(colour, "bmp")),
                Arguments.of("gif", Crafted.encoded(Crafted.image(20, 9, BufferedImage.TYPE_BYTE_INDEXED), "gif")),
                Arguments.of("jpeg", Crafted.jpeg(40, 24, false)),
                Arguments.of("progressive", Crafted.jpeg(40, 24, true)),
                Arguments.of("pgm", Crafted.pgm(20, 9, 1023, "c")),
                Arguments.of("lzw", Crafted.tiff(colour, "LZW")),
                Arguments.of("deflate", Crafted.tiff(colour, "Deflate")),
                Arguments.of("packbits", Crafted.tiff(colour, "PackBits")),
                Arguments.of("jpeg in tiff", Crafted.tiff(colour, "JPEG")),
                Arguments.of("fax", Crafted.tiff(Crafted.image(20, 9, BufferedImage.TYPE_BYTE_BINARY), "CCITT T.6")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wholeFiles")
    void whereverAFileIsCutItIsRefusedOrHasItsPixels(String kind, byte[] whole) throws IOException {
        Path file = Files.write(folder.resolve("image"), whole);
        byte[] pixels = Pixels.bytes(ImageFile.read(file));
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            try {
                assertArrayEquals(pixels, Pixels.bytes(ImageFile.read(file)), "cut at " + length);
            } catch (UncheckedIOException e) {
                assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
                assertFalse(e.getMessage().contains("null"), e.getMessage());
            }
        }
    }

    @Test
    void runsOfABmpThatEndBeforeItsPixelsAreRefused() throws IOException {
        refusal(Files.write(folder.resolve("cut.bmp"), bmpOfRuns(4, 1, 0, 0, 3, 1)));
        refusal(Files.write(folder.resolve("row.bmp"), bmpOfRuns(4, 1, 0, 0)));
    }

    @Test
    void runsOfABmpAreReadWithAndWithoutTheMarkOfTheirEnd() throws IOException {
        for (byte[] bmp : List.of(bmpOfRuns(4, 1, 0, 0, 4, 1, 0, 1), bmpOfRuns(4, 1, 0, 0, 4, 1))) {
            BufferedImage image = ImageFile.read(Files.write(folder.resolve("a.bmp"), bmp));
            assertEquals(0xffffffff, image.getRGB(3, 1));
            assertEquals(0xffffffff, image.getRGB(3, 0));
        }
    }

    /** 4 x 2 pixels in two colours, black and white. */
    private static byte[] bmpOfRuns(int... runs) {
        ByteBuffer bmp = ByteBuffer.allocate(62 + runs.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {'B', 'M'})
                .putInt(62 + runs.length)
                .putInt(0)
                .putInt(62)
                .putInt(40)
                .putInt(4)
                .putInt(2)
                .putShort((short) 1)
                .putShort((short) 8)
                .putInt(1)
                .putInt(runs.length)
                .putInt(0)
                .putInt(0)
                .putInt(2)
                .putInt(0)
                .putInt(0)
                .putInt(0xffffff);
        for (int run : runs) {
            bmp.put((byte) run);
        }
        return bmp.array();
    }

    @Test
    void bmpOfTheSecondVersionOfOs2IsRead() throws IOException {
        byte[] windows = Crafted.encoded(Crafted.image(20, 9, BufferedImage.TYPE_3BYTE_BGR), "bmp");
        byte[] head = Arrays.copyOf(windows, 54);
        head[10] = 54 + 24;
        head[14] = 64;
        byte[] pixels = Arrays.copyOfRange(windows, 54, windows.length);
        assertReadAs(windows, Crafted.joined(head, new byte[24], pixels));
    }

    @Test
    void pngWithoutItsEndIsRead() throws IOException {
        byte[] png = Crafted.png(9, 7, new byte[0], new byte[0]);
        assertReadAs(png, Arrays.copyOf(png, png.length - 12));
    }

    @Test
    void jpegWithoutItsEndIsRead() throws IOException {
        byte[] jpeg = Crafted.jpeg(40, 24, false);
        assertReadAs(jpeg, Arrays.copyOf(jpeg, jpeg.length - 2));
    }

    @Test
    void brokenTextAndProfileOfAPngArePassedOver() throws IOException {
        byte[] broken = Crafted.joined(
                Crafted.chunk("zTXt", new byte[] {'a', 0, 0, 1, 2, 3}),
                Crafted.chunk("iCCP", new byte[] {'a', 0, 0, 9}));
        assertReadAs(Crafted.png(9, 7, new byte[0], new byte[0]), Crafted.png(9, 7, broken, broken));
    }

    @Test
    void profileWithAMissingPartIsPassedOver() throws IOException {
        byte[] jpeg = Crafted.jpeg(40, 24, false);
        byte[] part = Crafted.joined("ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII), new byte[] {2, 3, 0, 0, 0});
        assertReadAs(jpeg, Crafted.withSegment(jpeg, 0xE2, part));
    }

    @Test
    void cmykIsReadAsOthersReadItWhateverItsProfile() throws IOException, URISyntaxException {
        Path folder =
                Path.of(ImageFileTest.class.getResource("cmyk.jpg").toURI()).getParent();
        byte[] expected = Pixels.bytes(ImageFile.read(folder.resolve("cmyk.png")));
        byte[] jpeg = Files.readAllBytes(folder.resolve("cmyk.jpg"));
        byte[] profile = Crafted.joined("ICC_PROFILE\0".getBytes(StandardCharsets.US_ASCII), new byte[] {1, 1, 4, 4});
        Path file = Files.write(this.folder.resolve("a.jpg"), Crafted.withSegment(jpeg, 0xE2, profile));
        assertArrayEquals(expected, Pixels.bytes(ImageFile.read(file)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 200})
    void orientationOutsideOneToEightIsUprightInSizeAndPixels(int orientation) throws IOException {
        byte[] jpeg = Crafted.jpeg(40, 24, false);
        byte[] turned = Crafted.withSegment(jpeg, 0xE1, Crafted.exif(orientation));
        assertReadAs(jpeg, turned);
        assertEquals(new Dimension(40, 24), ImageFile.size(Files.write(folder.resolve("turned.jpg"), turned)));
    }

    @Test
    void damagedPixelsOfAPngAreRefused() throws IOException {
        byte[] png = Crafted.png(30, 30, new byte[0], new byte[0]);
        png[60] ^= 1;
        String message = refusal(Files.write(folder.resolve("a.png"), png));
        assertTrue(message.contains("checksum"), message);
    }

    @Test
    void pngWithoutPixelsIsNamedSo() throws IOException {
        byte[] png = Crafted.png(9, 7, new byte[0], new byte[0]);
        byte[] header = Arrays.copyOf(png, 33);
        String message = refusal(Files.write(folder.resolve("a.png"), header));
        assertTrue(message.contains("without pixels"), message);
    }

    @Test
    void valuesOfAPgmAreThoseOfItsLargest() throws IOException {
        Path file = Files.write(folder.resolve("a.pgm"), Crafted.pgm(16, 8, 1023, "a comment"));
        BufferedImage image = ImageFile.read(file);
        for (int i = 0; i < 16 * 8; i++) {
            double exact = i * 37 % 1024 * 255 / 1023.0;
            assertEquals(exact, image.getRaster().getSample(i % 16, i / 16, 0), 0.6);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 100, 254, 255, 256, 4095, 65535})
    void valuesOfAPgmAreBroughtToBytesAndRounded(int largest) throws IOException {
        BufferedImage image = ImageFile.read(Files.write(folder.resolve("a.pgm"), Crafted.pgm(16, 8, largest, "c")));
        for (int i = 0; i < 16 * 8; i++) {
            double exact = i * 37 % (largest + 1) * 255.0 / largest;
            assertEquals(exact, image.getRaster().getSample(i % 16, i / 16, 0), 0.503, "pixel " + i);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"P2 2 1 100 7 101", "P3 1 1 100 0 0 101", "P5 2 1 100 \u0007e"})
    void valueAboveTheLargestOfAPnmIsRefused(String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        String message = refusal(Files.write(folder.resolve("a.pnm"), bytes));
        assertTrue(message.contains("101") && message.contains("100"), message);
    }

    @Test
    void gifIsRead() throws IOException {
        BufferedImage image = Crafted.image(20, 9, BufferedImage.TYPE_BYTE_INDEXED);
        BufferedImage read = ImageFile.read(Files.write(folder.resolve("a.gif"), Crafted.encoded(image, "gif")));
        assertEquals(image.getRGB(7, 5), read.getRGB(7, 5));
    }

    private void assertReadAs(byte[] one, byte[] other) throws IOException {
        byte[] expected = Pixels.bytes(ImageFile.read(Files.write(folder.resolve("one"), one)));
        assertArrayEquals(expected, Pixels.bytes(ImageFile.read(Files.write(folder.resolve("other"), other))));
    }

    private static String refusal(Path file) {
        String message = assertThrows(UncheckedIOException.class, () -> ImageFile.read(file))
                .getMessage();
        assertTrue(message.contains(file.toString()), message);
        return message;
    }

    private Path write(BufferedImage image, String format) throws IOException {
        Path file = folder.resolve("image." + format);
        assertTrue(ImageIO.write(image, format, file.toFile()));
        return file;
    }
}
