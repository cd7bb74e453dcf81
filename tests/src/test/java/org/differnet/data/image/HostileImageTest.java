package org.differnet.data.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files that ask for much: each is read or refused with at most 64 MB and in a second of processor time. */
class HostileImageTest {

    private static final long MOST_MEMORY = 64 << 20;
    private static final long MOST_NANOS = 1_000_000_000L;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir
    static Path folder;

    @BeforeAll
    static void loadDecoders() throws IOException {
        ImageFile.read(Files.write(folder.resolve("a.png"), Crafted.png(8, 8, new byte[0], new byte[0])));
        ImageFile.read(Files.write(folder.resolve("a.jpg"), Crafted.jpeg(8, 8, true)));
    }

    @Test
    void textThatUnpacksToAGigabyteIsPassedOver() throws IOException {
        byte[] bomb = Crafted.deflated(new byte[1 << 29]);
        byte[] text = Crafted.chunk("zTXt", Crafted.joined(ascii("a\0\0"), bomb));
        byte[] international = Crafted.chunk("iTXt", Crafted.joined(ascii("a\0\1\0\0\0"), bomb));
        byte[] profile = Crafted.chunk("iCCP", Crafted.joined(ascii("a\0\0"), bomb));
        readInBounds(Crafted.png(32, 32, Crafted.joined(text, international, profile), text));
    }

    @Test
    void threeHundredThousandTinyChunksArePassedOver() throws IOException {
        byte[] chunk = Crafted.chunk("tEXt", ascii("a\0b"));
        readInBounds(Crafted.png(32, 32, repeated(chunk, 300_000), repeated(chunk, 1000)));
    }

    @Test
    void threeHundredThousandEmptyChunksOfPixelsAreReadOrRefused() throws IOException {
        readInBounds(Crafted.png(32, 32, repeated(Crafted.chunk("IDAT", new byte[0]), 300_000), new byte[0]));
    }

    @Test
    void deepXmpIsPassedOver() throws IOException {
        byte[] xmp = Crafted.joined(ascii("XML:com.adobe.xmp\0\0\0\0\0"), Crafted.deep(500_000));
        readInBounds(Crafted.png(32, 32, Crafted.chunk("iTXt", xmp), new byte[0]));
        byte[] app1 = Crafted.joined(ascii("http://ns.adobe.com/xap/1.0/\0"), Crafted.deep(9000));
        readInBounds(Crafted.withSegment(Crafted.jpeg(32, 32, false), 0xE1, app1));
    }

    @Test
    void jpegOfHundredsOfScansIsRefused() throws IOException {
        byte[] jpeg = Crafted.jpegOfScans(2000, 2000, 400);
        String message = assertThrows(UncheckedIOException.class, () -> readInBounds(jpeg))
                .getMessage();
        assertTrue(message.contains("scans"), message);
    }

    @Test
    void exifThatPointsEverywhereIsUpright() throws IOException {
        byte[] exif = Crafted.exif(6);
        for (int i = 10; i < exif.length; i++) {
            byte[] damaged = exif.clone();
            damaged[i] = (byte) 0xFF;
            Path file = write(Crafted.withSegment(Crafted.jpeg(16, 8, false), 0xE1, damaged));
            assertEquals(ImageFile.size(file).width, ImageFile.read(file).getWidth());
        }
    }

    @Test
    void interruptStopsReading() throws IOException {
        Path file = write(Crafted.jpeg(64, 64, false));
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> ImageFile.read(file));
        assertFalse(Thread.interrupted());
    }

    private static void readInBounds(byte[] bytes) throws IOException {
        Path file = write(bytes);
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long start = THREADS.getCurrentThreadCpuTime();
        try {
            ImageFile.size(file);
            ImageFile.read(file);
        } finally {
            long nanos = THREADS.getCurrentThreadCpuTime() - start;
            long memory = THREADS.getCurrentThreadAllocatedBytes() - allocated;
            assertTrue(nanos < MOST_NANOS, nanos / 1e9 + " s");
            assertTrue(memory < MOST_MEMORY, memory + " bytes");
        }
    }

    private static Path write(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("case"), bytes);
    }

    private static byte[] repeated(byte[] bytes, int times) {
        byte[] all = new byte[bytes.length * times];
        for (int i = 0; i < times; i++) {
            System.arraycopy(bytes, 0, all, i * bytes.length, bytes.length);
        }
        return all;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
