package org.differnet.data.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.differnet.data.Sample;
import org.differnet.data.UsedRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * TIFFs as other programs write them: tiff.zip has them from tifffile 2026.3.3 and OpenCV 5.0.0, each of 20 x 12 pixels with
 * the value 2731 x + 5119 y + 9001 c (mod 65536) in channel c, as 16 bits, its upper 8, or divided by 65535.
 */
class TiffTest {

    private static final Map<String, byte[]> FILES = Zipped.files("tiff.zip");
    private static final int WIDTH = 20;
    private static final int HEIGHT = 12;

    @TempDir
    Path folder;

    static Stream<String> files() {
        return FILES.keySet().stream();
    }

    static Stream<String> packed() {
        return files().filter(name -> name.matches(".*(lzw|zlib|packbits).*strips.*"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyLayoutHasItsPixels(String name) throws IOException {
        BufferedImage image = ImageFile.read(file(FILES.get(name)));
        int channels = name.charAt(name.indexOf('-') + 1) - '0';
        assertEquals(channels, image.getRaster().getNumBands());
        assertEquals(WIDTH, image.getWidth());
        assertEquals(HEIGHT, image.getHeight());
        for (int i = 0; i < WIDTH * HEIGHT * channels; i++) {
            int x = i / channels % WIDTH;
            int y = i / channels / WIDTH;
            int value = (2731 * x + 5119 * y + 9001 * (i % channels)) % 65536;
            int grey = name.startsWith("u8") ? value >> 8 : (value * 255 + 32767) / 65535;
            assertEquals(grey, image.getRaster().getSample(x, y, i % channels), "at " + x + ", " + y);
        }
    }

    @ParameterizedTest
    @MethodSource("packed")
    void stripShorterThanItsPixelsIsRefused(String name) throws IOException {
        byte[] bytes = FILES.get(name).clone();
        halveSecondStrip(bytes);
        assertRefused(bytes, "case.tif");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CCITT T.4", "CCITT T.6"})
    void faxShorterThanItsPixelsIsRefused(String packing) throws IOException {
        BufferedImage lines = new BufferedImage(300, 200, BufferedImage.TYPE_BYTE_BINARY);
        for (int i = 0; i < 300 * 200; i++) {
            lines.getRaster().setSample(i % 300, i / 300, 0, i / 7 % 3 == 0 ? 1 : 0);
        }
        byte[] whole = Crafted.tiff(lines, packing);
        BufferedImage read = ImageFile.read(file(whole));
        for (int i = 0; i < 300 * 200; i++) {
            assertEquals(i / 7 % 3 == 0 ? 255 : 0, read.getRaster().getSample(i % 300, i / 300, 0), "pixel " + i);
        }
        ByteBuffer file = order(whole);
        int length = entry(file, 279) + 8;
        file.putInt(length, file.getInt(length) * 9 / 10);
        assertRefused(whole, "it ends before its pixels do");
    }

    @Test
    void deflateThatIsDamagedInsideIsRefused() throws IOException {
        String name = "u8-1-zlib-none-little-strips-contig.tif";
        byte[] bytes = FILES.get(name);
        int right = 0;
        byte[] good = Pixels.bytes(ImageFile.read(file(bytes)));
        for (int i = 8; i < bytes.length; i++) {
            byte[] damaged = bytes.clone();
            damaged[i] ^= 0x10;
            int first = firstStrip(bytes)[0];
            if (i >= first && i < first + firstStrip(bytes)[1]) {
                try {
                    right += Arrays.equals(good, Pixels.bytes(ImageFile.read(file(damaged)))) ? 1 : 100_000;
                } catch (UncheckedIOException e) {
                    right += 0;
                }
            }
        }
        assertTrue(right < 10, right + ": wrong pixels were taken for right");
    }

    @ParameterizedTest
    @CsvSource({"34925, LZMA", "50000, Zstandard", "34712, JPEG 2000", "6, old style", "4711, compression 4711"})
    void compressionThatIsNotReadIsNamed(int compression, String name) throws IOException {
        SortedMap<Integer, long[]> tags = grey(8, 8);
        tags.put(259, new long[] {compression});
        assertRefused(Crafted.tiff(tags, new byte[64]), name);
    }

    @ParameterizedTest
    @CsvSource({"8, CIELab", "32803, raw data", "32845, logarithmic"})
    void coloursThatAreNotReadAreNamed(int photometric, String name) throws IOException {
        SortedMap<Integer, long[]> tags = grey(8, 8);
        tags.put(262, new long[] {photometric});
        assertRefused(Crafted.tiff(tags, new byte[64]), name);
    }

    @Test
    void tileFarLargerThanTheImageIsRefused() throws IOException {
        SortedMap<Integer, long[]> tags = grey(100, 100);
        tags.remove(278);
        tags.remove(273);
        tags.remove(279);
        tags.put(259, new long[] {5});
        tags.put(322, new long[] {30_000});
        tags.put(323, new long[] {30_000});
        tags.put(324, new long[] {8});
        tags.put(325, new long[] {20});
        assertRefused(Crafted.tiff(tags, new byte[20]), "30000 x 30000");
    }

    static Stream<Arguments> packedBits() {
        return IntStream.rangeClosed(1, 16)
                .boxed()
                .flatMap(bits -> Stream.of(
                        Arguments.of(bits, 1, 0),
                        Arguments.of(bits, 1, 1),
                        Arguments.of(bits, 2, 0),
                        Arguments.of(bits, 2, 1),
                        Arguments.of(bits, 3, 2),
                        Arguments.of(bits, 4, 2),
                        Arguments.of(bits, 5, 2)));
    }

    @ParameterizedTest(name = "{0} bits, {1} channels, photometric {2}")
    @MethodSource("packedBits")
    void anyNumberOfBitsHasItsPixelsOrIsNamed(int bits, int channels, int photometric) throws IOException {
        Path file = file(packed(bits, channels, photometric));
        boolean even = bits == 1 || bits != 6 && bits % 2 == 0;
        boolean usual = bits == 8 || bits == 16 || even && channels == 1 || even && bits > 8 && channels == 3;
        BufferedImage image;
        try {
            image = ImageFile.read(file);
        } catch (UncheckedIOException e) {
            assertTrue(e.getMessage().contains(bits + " bits"), e.getMessage());
            assertFalse(e.getMessage().contains("damaged"), e.getMessage());
            assertFalse(usual, e.getMessage());
            return;
        }
        int most = (1 << bits) - 1;
        for (int band = 0; band < image.getRaster().getNumBands(); band++) {
            for (int i = 0; i < 35; i++) {
                int value = packedValue(i, band, bits);
                int light = photometric == 0 ? most - value : value;
                int grey = image.getRaster().getSample(i % 7, i / 7, band);
                assertEquals((light * 255 + most / 2) / most, grey, "pixel " + i + " of channel " + band);
            }
        }
    }

    @Test
    void tilesOfTwelveBitsAreNamed() throws IOException {
        SortedMap<Integer, long[]> tags = grey(16, 16);
        tags.put(258, new long[] {12});
        tags.remove(278);
        tags.remove(273);
        tags.remove(279);
        tags.put(322, new long[] {16});
        tags.put(323, new long[] {16});
        tags.put(324, new long[] {8});
        tags.put(325, new long[] {384});
        assertRefused(
                Crafted.tiff(tags, new byte[384]),
                "12 bits in tiles; save it as PNG, or as TIFF of 8 or 16 bits in strips");
    }

    @Test
    void signedValuesAreRefused() throws IOException {
        SortedMap<Integer, long[]> tags = grey(8, 8);
        tags.put(339, new long[] {2});
        assertRefused(Crafted.tiff(tags, new byte[64]), "with a sign");
    }

    @ParameterizedTest
    @CsvSource({"NaN", "Infinity", "-Infinity"})
    void floatThatIsNotFiniteIsRefusedWhateverTheRange(float value) throws IOException {
        byte[] bytes = floats(0.25f, value);
        assertRefused(bytes, "must be finite");
        Path file = file(bytes);
        assertThrows(UncheckedIOException.class, () -> ImageFile.read(file, new ValueRange(0, 1)));
    }

    @Test
    void floatOutsideZeroToOneIsRefusedWithTheRemedy() throws IOException {
        assertRefused(floats(0.25f, 1.5f), "withRange");
    }

    @Test
    void floatOutsideZeroToOneIsReadByARange() throws IOException {
        BufferedImage image = ImageFile.read(file(floats(0, 200)), new ValueRange(0, 400));
        assertEquals(0, image.getRaster().getSample(0, 0, 0));
        assertEquals(128, image.getRaster().getSample(1, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        "NaN, is NaN",
        "Infinity, is Infinity",
        "-3, values from -3.0 to 0.5",
        "70000, values from 0.5 to 70000.0"
    })
    void floatsOfWhichNoRangeCanBeFoundAreNamedWithWhatIsWrong(float value, String text) throws IOException {
        List<Sample> train = List.of(Sample.of(file(floats(0.5f, value))));
        String message = assertThrows(IllegalArgumentException.class, () -> UsedRange.of(train))
                .getMessage();
        assertTrue(message.contains("case.tif") && message.contains(text), message);
    }

    @Test
    void floatsOfZeroToOneWithAHotPixelAreReadFromZeroToOne() throws IOException {
        float[] values = new float[200];
        values[17] = 1;
        values[40] = 65535;
        Path file = file(floats(values));
        ValueRange range = UsedRange.of(List.of(Sample.of(file))).orElseThrow();
        assertEquals(new ValueRange(0, 1), range);
        assertEquals(255, ImageFile.read(file, range).getRaster().getSample(40, 0, 0));
    }

    @Test
    void orientationOfNineIsUpright() throws IOException {
        SortedMap<Integer, long[]> tags = grey(8, 4);
        tags.put(274, new long[] {9});
        Path file = file(Crafted.tiff(tags, new byte[32]));
        assertEquals(8, ImageFile.size(file).width);
        assertEquals(8, ImageFile.read(file).getWidth());
    }

    private void assertRefused(byte[] bytes, String text) throws IOException {
        Path file = file(bytes);
        var error = assertThrows(UncheckedIOException.class, () -> ImageFile.read(file));
        assertTrue(error.getMessage().contains(file.toString()), error.getMessage());
        assertTrue(error.getMessage().contains(text), error.getMessage());
    }

    /** A grey TIFF of 8 bits in one strip. */
    private static SortedMap<Integer, long[]> grey(int width, int height) {
        SortedMap<Integer, long[]> tags = new TreeMap<>();
        tags.put(256, new long[] {width});
        tags.put(257, new long[] {height});
        tags.put(258, new long[] {8});
        tags.put(259, new long[] {1});
        tags.put(262, new long[] {1});
        tags.put(273, new long[] {8});
        tags.put(277, new long[] {1});
        tags.put(278, new long[] {height});
        tags.put(279, new long[] {(long) width * height});
        return tags;
    }

    private static int packedValue(int pixel, int channel, int bits) {
        return (2731 * pixel + 9001 * channel + 77) % (1 << bits);
    }

    /** 7 x 5 pixels, each row packed without gaps, the highest bit first; 16 bits as they are in little endian. */
    private static byte[] packed(int bits, int channels, int photometric) {
        int row = (7 * channels * bits + 7) / 8;
        byte[] pixels = new byte[5 * row];
        for (int i = 0; i < 35 * channels; i++) {
            int value = packedValue(i / channels, i % channels, bits);
            int shown = bits == 16 ? value >> 8 | (value & 255) << 8 : value;
            for (int bit = 0; bit < bits; bit++) {
                int at = i / (7 * channels) * row * 8 + i % (7 * channels) * bits + bit;
                pixels[at / 8] |= (byte) ((shown >> bits - 1 - bit & 1) << 7 - at % 8);
            }
        }
        SortedMap<Integer, long[]> tags = grey(7, 5);
        long[] all = new long[channels];
        Arrays.fill(all, bits);
        tags.put(258, all);
        tags.put(262, new long[] {photometric});
        tags.put(277, new long[] {channels});
        tags.put(279, new long[] {pixels.length});
        tags.put(338, new long[channels - (photometric == 2 ? 3 : 1)]);
        if (tags.get(338).length == 0) {
            tags.remove(338);
        }
        tags.put(273, new long[] {Crafted.pixels(tags)});
        return Crafted.tiff(tags, pixels);
    }

    private static byte[] floats(float... values) {
        SortedMap<Integer, long[]> tags = grey(values.length, 1);
        tags.put(258, new long[] {32});
        tags.put(279, new long[] {4L * values.length});
        tags.put(339, new long[] {3});
        tags.put(273, new long[] {Crafted.pixels(tags)});
        ByteBuffer pixels = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            pixels.putFloat(value);
        }
        return Crafted.tiff(tags, pixels.array());
    }

    /** Place and bytes of the first strip of a file of tifffile's. */
    private static int[] firstStrip(byte[] bytes) {
        return new int[] {number(bytes, 273, 0), number(bytes, 279, 0)};
    }

    private static void halveSecondStrip(byte[] bytes) {
        ByteBuffer file = order(bytes);
        int entry = entry(file, 279);
        boolean wide = file.getShort(entry + 2) == 4;
        int at = file.getInt(entry + 8) + (wide ? 4 : 2);
        if (wide) {
            file.putInt(at, file.getInt(at) / 2);
        } else if (file.getInt(entry + 4) > 2) {
            file.putShort(at, (short) (file.getShort(at) / 2));
        } else {
            file.putShort(entry + 10, (short) (file.getShort(entry + 10) / 2));
        }
    }

    private static int number(byte[] bytes, int tag, int i) {
        ByteBuffer file = order(bytes);
        int entry = entry(file, tag);
        return file.getShort(entry + 2) == 4
                ? file.getInt(file.getInt(entry + 8) + 4 * i)
                : file.getShort(file.getInt(entry + 8) + 2 * i) & 0xffff;
    }

    private static ByteBuffer order(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(bytes[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    }

    private static int entry(ByteBuffer file, int tag) {
        int directory = file.getInt(4);
        for (int i = 0; i < file.getShort(directory); i++) {
            if (file.getShort(directory + 2 + 12 * i) == tag) {
                return directory + 2 + 12 * i;
            }
        }
        throw new IllegalArgumentException("no tag " + tag);
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("case.tif"), bytes);
    }
}
