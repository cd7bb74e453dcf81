package org.differnet.pretrain;

import java.util.List;
import org.differnet.work.Seeds;

/**
 * Draws the pictures of training steps, each step from nothing but the seed and its number.
 *
 * <p>Drawing a product costs more than taking pictures of it: each stays for some steps and is seen in new pictures, and
 * in each step some give way to new ones.
 */
final class Studio {

    /** Pictures of each product in a step: two good ones, then two with a flaw. */
    static final int EACH = 4;

    /** Red, green, blue, and where which flaw is: 0 for none, else 1 + its place among the kinds. */
    static final int PLANES = 4;

    private static final float VISIBLE = 0.02f;
    private static final int STEPS_OF_A_PRODUCT = 4;
    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] STD = {0.229f, 0.224f, 0.225f};

    private final List<Texture> families;
    private final long seed;
    private final Shoot[] shoots;
    private final long[] numbers;

    Studio(List<Texture> families, int products, long seed) {
        this.families = families;
        this.seed = seed;
        this.shoots = new Shoot[products];
        this.numbers = new long[products];
    }

    /**
     * The pictures of a step: (products x {@link #EACH}, {@link #PLANES}, side, side), colours
     * normalised with ImageNet's mean and deviation.
     */
    float[] draw(long step, int side) {
        int length = PLANES * side * side;
        float[] all = new float[shoots.length * EACH * length];
        long stepSeed = Seeds.mix(seed, step);
        for (int place = 0; place < shoots.length; place++) {
            shoots[place] = shoot(place, step);
        }
        float[] foreign = shoots[shoots.length - 1].picture(side, 0, new Draw(stepSeed));
        for (int place = 0; place < shoots.length; place++) {
            Draw draw = new Draw(Seeds.mix(stepSeed, place));
            float[] own = null;
            for (int k = 0; k < EACH; k++) {
                double angle = draw.angle();
                float[] picture = shoots[place].picture(side, angle, draw);
                if (k == 0) {
                    own = picture.clone();
                }
                int start = (place * EACH + k) * length;
                if (k >= EACH / 2) {
                    float[] good = picture.clone();
                    Flaw kind = Flaw.draw(picture, foreign, side, shoots[place].reach(), draw);
                    mark(good, picture, 1 + kind.ordinal(), all, start + good.length);
                }
                float[] seen = normalised(shoots[place].exposed(picture, side, angle, draw));
                System.arraycopy(seen, 0, all, start, seen.length);
            }
            foreign = own;
        }
        return all;
    }

    private static void mark(float[] good, float[] flawed, int mark, float[] into, int start) {
        int area = good.length / 3;
        for (int i = 0; i < good.length; i++) {
            if (Math.abs(flawed[i] - good[i]) > VISIBLE) {
                into[start + i % area] = mark;
            }
        }
    }

    /** The same pictures, rows and columns exchanged: as good as new for the price of a copy. */
    static float[] mirrored(float[] pictures, int side) {
        float[] mirrored = new float[pictures.length];
        int area = side * side;
        for (int plane = 0; plane < pictures.length; plane += area) {
            for (int i = 0; i < area; i++) {
                mirrored[plane + i] = pictures[plane + i % side * side + i / side];
            }
        }
        return mirrored;
    }

    private Shoot shoot(int place, long step) {
        long number = (step + place % STEPS_OF_A_PRODUCT) / STEPS_OF_A_PRODUCT * shoots.length + place;
        if (shoots[place] == null || numbers[place] != number) {
            shoots[place] = new Shoot(families, new Draw(Seeds.mix(~seed, number)));
            numbers[place] = number;
        }
        return shoots[place];
    }

    private static float[] normalised(float[] rgb) {
        int area = rgb.length / 3;
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (rgb[i] - MEAN[i / area]) / STD[i / area];
        }
        return rgb;
    }
}
