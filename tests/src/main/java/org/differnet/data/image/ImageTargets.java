package org.differnet.data.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.differnet.fuzz.Damage;
import org.differnet.fuzz.Target;

/** The reader of images, for each format. */
public final class ImageTargets {

    /** Lossless WebP of 2 x 1 pixels, red and blue. */
    private static final String WEBP = "UklGRh4AAABXRUJQVlA4TBEAAAAvAQAAAA8Q87//8x8OMqL/AQA=";

    private static final int[] TYPES = {
        BufferedImage.TYPE_BYTE_GRAY,
        BufferedImage.TYPE_3BYTE_BGR,
        BufferedImage.TYPE_USHORT_GRAY,
        BufferedImage.TYPE_BYTE_INDEXED,
        BufferedImage.TYPE_BYTE_BINARY,
        BufferedImage.TYPE_4BYTE_ABGR
    };

    private ImageTargets() {}

    public static List<Target> all() {
        return List.of(
                target("png", encoded("png", TYPES)),
                target("jpeg", encoded("jpg", BufferedImage.TYPE_BYTE_GRAY, BufferedImage.TYPE_3BYTE_BGR)),
                target("bmp", encoded("bmp", BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_BYTE_INDEXED)),
                target("tiff", encoded("tif", TYPES)),
                target("webp", List.of(Base64.getDecoder().decode(WEBP))));
    }

    private static void readAll(Path file) {
        ImageFile.size(file);
        ImageFile.read(file);
    }

    private static Target target(String name, List<byte[]> good) {
        return new Target(
                name,
                good,
                random -> generated(good.get(random.nextInt(good.size())), random),
                ImageTargets::readAll,
                length -> 50_000_000L + 32 * Math.max(4_000_000L, 10_000L * length));
    }

    /** The start of a good file, then noise. */
    private static byte[] generated(byte[] good, Random random) {
        byte[] bytes = new byte[8 + random.nextInt(200)];
        random.nextBytes(bytes);
        System.arraycopy(
                good, 0, bytes, 0, Math.min(bytes.length, 4 + random.nextInt(good.length)) % (good.length + 1));
        return Damage.to(bytes, random);
    }

    private static List<byte[]> encoded(String format, int... types) {
        return Arrays.stream(types).mapToObj(type -> encoded(format, type)).toList();
    }

    private static byte[] encoded(String format, int type) {
        BufferedImage image = new BufferedImage(16, 12, type);
        for (int i = 0; i < 16 * 12; i++) {
            image.setRGB(i % 16, i / 16, i * 0x010307);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalStateException("no writer of " + format + " for images of type " + type);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
