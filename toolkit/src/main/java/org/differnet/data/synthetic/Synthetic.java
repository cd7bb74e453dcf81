package org.differnet.data.synthetic;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.differnet.data.Product;
import org.differnet.data.Sample;

/**
 * Draws pictures of a product, one at a time, each from nothing but a seed and its number.
 *
 * <p>A flawed picture and the good one of the same number differ inside the mask only: same specimen, light and noise.
 *
 * @param product what is in the picture
 * @param difficulty 0 (large, clear defects) to 1 (small, faint ones)
 * @param seed same seed, same bits, on every machine
 */
public record Synthetic(Product product, double difficulty, long seed) {

    /** Width and height of every picture, in pixels. */
    static final int SIZE = 448;

    /** @throws IllegalArgumentException if the difficulty is outside [0, 1] */
    public Synthetic {
        if (!(difficulty >= 0 && difficulty <= 1)) {
            throw new IllegalArgumentException(
                    "difficulty is " + difficulty + ", must be 0 (clear defects) to 1 (faint defects)");
        }
    }

    /** The good sample of a number, 448 x 448 pixels, RGB, drawn anew at each look. */
    public Sample good(String folder, long number) {
        return new Sample(name(folder, Sample.GOOD, number), Sample.GOOD, () -> {
            Shot shot = new Shot(number);
            return shot.camera.take((x, y, texel) -> shot.article.look(x, y, shot.article.print, texel));
        });
    }

    /** The sample of a number with a defect, of the kind {@link Defect#kind}, and its mask. */
    public Sample flawed(String folder, long number, Defect defect) {
        Supplier<BufferedImage> image = () -> {
            Shot shot = new Shot(number);
            Defect.Flaw flaw = shot.flaw(defect);
            return shot.camera.take((x, y, texel) -> {
                shot.article.look(x, y, shot.article.print, texel);
                flaw.alter(x, y, texel);
            });
        };
        return new Sample(name(folder, defect.kind(), number), defect.kind(), image)
                .withMask(() -> mask(new Shot(number).flaw(defect)));
    }

    private String name(String folder, String kind, long number) {
        return String.format(Locale.ROOT, "%s/%s/%03d.png", folder, kind, number);
    }

    /** The altered pixels and those beside them, into which the lens carries them. */
    private static BufferedImage mask(Defect.Flaw flaw) {
        BufferedImage mask = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_BYTE_GRAY);
        byte[] bytes = ((DataBufferByte) mask.getRaster().getDataBuffer()).getData();
        Texel texel = new Texel();
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                if (flaw.alter(x, y, texel)) {
                    for (int below = Math.max(0, y - 1); below <= Math.min(SIZE - 1, y + 1); below++) {
                        int from = below * SIZE + Math.max(0, x - 1);
                        int to = below * SIZE + Math.min(SIZE - 1, x + 1);
                        Arrays.fill(bytes, from, to + 1, (byte) 255);
                    }
                }
            }
        }
        return mask;
    }

    private Article specimen(RandomSource random) {
        return switch (product) {
            case METAL_PLATE -> new MetalPlate(random);
            case WOVEN_CLOTH -> new WovenCloth(random);
            case BOTTLE_CAP -> new BottleCap(random);
        };
    }

    /** A specimen before the camera. */
    private final class Shot {

        final Article article;
        final Camera camera;
        private final RandomSource fate;

        Shot(long number) {
            RandomSource random = new RandomSource(mix(mix(seed) + number));
            article = specimen(random.split());
            camera = new Camera(random.split());
            fate = random.split();
        }

        Defect.Flaw flaw(Defect defect) {
            return defect.on(article, fate, (float) (1 - difficulty));
        }
    }

    /** Seeds that differ by one must not give similar numbers (finaliser of MurmurHash3). */
    private static long mix(long bits) {
        bits = (bits ^ bits >>> 33) * 0xFF51AFD7ED558CCDL;
        bits = (bits ^ bits >>> 33) * 0xC4CEB9FE1A85EC53L;
        return bits ^ bits >>> 33;
    }
}
