package org.differnet.data.image;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.differnet.fuzz.Damage;
import org.differnet.fuzz.Target;

/** The reader of images and masks, for each format. */
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

    /** What three readings may allocate in all, most of it at once free again, such as tables for each strip. */
    private static final long TURNOVER = 256 << 20;

    private static final int BYTES_A_PIXEL = 16;

    private ImageTargets() {}

    /** One target a format. */
    public static List<Target> all() {
        return List.of(
                target("png", encoded("png", TYPES), Hostile::png),
                target(
                        "jpeg",
                        List.of(
                                Crafted.encoded(Crafted.image(16, 12, BufferedImage.TYPE_BYTE_GRAY), "jpg"),
                                Crafted.jpeg(16, 12, false),
                                Crafted.jpeg(24, 40, true)),
                        Hostile::jpeg),
                target("bmp", encoded("bmp", BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_BYTE_INDEXED), null),
                target("gif", encoded("gif", BufferedImage.TYPE_BYTE_INDEXED), Hostile::gif),
                target("tiff", tiffs(), Hostile::tiff),
                target("webp", List.of(Base64.getDecoder().decode(WEBP)), null),
                target("pnm", List.of(Crafted.pgm(16, 12, 255, " grey"), Crafted.pgm(16, 12, 4095, "")), Hostile::pnm));
    }

    private static void readAll(Path file) {
        ImageFile.size(file);
        ImageFile.read(file);
        Mask.read(file);
    }

    private static Target target(String name, List<byte[]> good, Function<Random, byte[]> hostile) {
        return new Target(
                name,
                good,
                random -> hostile == null || random.nextInt(4) > 0
                        ? generated(good.get(random.nextInt(good.size())), random)
                        : random.nextBoolean() ? hostile.apply(random) : Damage.to(hostile.apply(random), random),
                ImageTargets::readAll,
                length -> TURNOVER + BYTES_A_PIXEL * Math.max(4_000_000L, 10_000L * length));
    }

    /** The start of a good file, then noise. */
    private static byte[] generated(byte[] good, Random random) {
        byte[] bytes = new byte[8 + random.nextInt(200)];
        random.nextBytes(bytes);
        System.arraycopy(
                good, 0, bytes, 0, Math.min(bytes.length, 4 + random.nextInt(good.length)) % (good.length + 1));
        return Damage.to(bytes, random);
    }

    private static List<byte[]> tiffs() {
        List<byte[]> all = new ArrayList<>(encoded("tif", TYPES));
        BufferedImage colour = Crafted.image(16, 12, BufferedImage.TYPE_3BYTE_BGR);
        for (String packing : List.of("LZW", "Deflate", "PackBits", "JPEG")) {
            all.add(Crafted.tiff(colour, packing));
        }
        all.add(Crafted.tiff(Crafted.image(16, 12, BufferedImage.TYPE_BYTE_BINARY), "CCITT T.6"));
        return all;
    }

    private static List<byte[]> encoded(String format, int... types) {
        return Arrays.stream(types)
                .mapToObj(type -> Crafted.encoded(Crafted.image(16, 12, type), format))
                .toList();
    }
}
