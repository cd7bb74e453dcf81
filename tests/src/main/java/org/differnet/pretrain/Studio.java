package org.differnet.pretrain;

import java.util.List;
import org.differnet.work.Seeds;

/** Draws the pictures of training steps, each step from nothing but the seed and its number. */
final class Studio {

    /** Pictures of each product in a step: two good ones, then two with a flaw. */
    static final int EACH = 4;

    private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
    private static final float[] STD = {0.229f, 0.224f, 0.225f};

    private final List<Texture> families;
    private final int products;
    private final long seed;

    Studio(List<Texture> families, int products, long seed) {
        this.families = families;
        this.products = products;
        this.seed = seed;
    }

    /**
     * The pictures of a step, none of whose products is in another: (products x {@link #EACH}, 3, side, side), normalised
     * with ImageNet's mean and deviation.
     */
    float[] draw(long step, int side) {
        int length = 3 * side * side;
        float[] all = new float[products * EACH * length];
        long stepSeed = Seeds.mix(seed, step);
        Shoot[] shoots = new Shoot[products];
        for (int place = 0; place < products; place++) {
            shoots[place] = new Shoot(families, new Draw(Seeds.mix(~seed, step * products + place)));
        }
        float[] foreign = shoots[products - 1].picture(side, 0, new Draw(stepSeed));
        for (int place = 0; place < products; place++) {
            Draw draw = new Draw(Seeds.mix(stepSeed, place));
            float[] own = null;
            for (int k = 0; k < EACH; k++) {
                double angle = draw.angle();
                float[] picture = shoots[place].picture(side, angle, draw);
                if (k == 0) {
                    own = picture.clone();
                }
                if (k >= EACH / 2) {
                    Flaw.draw(picture, foreign, side, shoots[place].reach(), draw);
                }
                float[] seen = normalised(shoots[place].exposed(picture, side, angle, draw));
                System.arraycopy(seen, 0, all, (place * EACH + k) * length, length);
            }
            foreign = own;
        }
        return all;
    }

    private static float[] normalised(float[] rgb) {
        int area = rgb.length / 3;
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (rgb[i] - MEAN[i / area]) / STD[i / area];
        }
        return rgb;
    }
}
