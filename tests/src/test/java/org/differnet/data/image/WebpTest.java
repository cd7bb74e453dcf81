package org.differnet.data.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** webp.zip has files of Pillow 12.3.0, lossy and lossless, noise, coloured edges and waves, each with its pixels as PPM. */
class WebpTest {

    private static final Map<String, byte[]> FILES = Zipped.files("webp.zip");

    @TempDir
    Path folder;

    static Stream<String> files() {
        return FILES.keySet().stream().filter(name -> name.endsWith(".webp"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void pixelsAreThoseOfOtherDecoders(String name) throws IOException {
        byte[] ppm = FILES.get(name.replace("webp", "ppm"));
        assertArrayEquals(pixels(ppm, "image.ppm"), pixels(FILES.get(name), "image.webp"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void pixelsCutOffAreRefusedThoughTheLengthsAreMended(String name) throws IOException {
        byte[] good = FILES.get(name);
        byte[] cut = Arrays.copyOf(good, 20 + (good.length - 20) / 2 / 2 * 2);
        for (int i = 0; i < 4; i++) {
            cut[4 + i] = (byte) (cut.length - 8 >> 8 * i);
            cut[16 + i] = (byte) (cut.length - 20 >> 8 * i);
        }
        assertThrows(UncheckedIOException.class, () -> pixels(cut, "cut.webp"));
    }

    private byte[] pixels(byte[] bytes, String name) throws IOException {
        return Pixels.bytes(ImageFile.read(Files.write(folder.resolve(name), bytes)));
    }
}
