package org.differnet.pretrain;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.List;
import org.differnet.data.Dataset;
import org.differnet.data.Sample;
import org.differnet.work.Seeds;

/** Data sets of drawn products, on which networks are compared without touching those that they are judged on. */
final class PseudoProducts {

    private static final int SIDE = 448;

    private PseudoProducts() {}

    /** A product: good images for training; as many good ones as flawed ones for the test. */
    static Dataset of(List<Texture> families, int train, int test, long seed) {
        Shoot shoot = new Shoot(families, new Draw(seed));
        Shoot other = new Shoot(families, new Draw(~seed));
        List<Sample> good = new ArrayList<>();
        for (int i = 0; i < train; i++) {
            good.add(sample(shoot, null, Seeds.mix(seed, i), "train/good/" + i));
        }
        List<Sample> judged = new ArrayList<>();
        for (int i = train; i < train + test; i++) {
            judged.add(sample(shoot, null, Seeds.mix(seed, i), "test/good/" + i));
            judged.add(sample(shoot, other, Seeds.mix(seed, -i), "test/flaw/" + i));
        }
        return new Dataset("pseudo product " + seed, good, judged).inMemory();
    }

    private static Sample sample(Shoot shoot, Shoot other, long seed, String name) {
        return new Sample(name + ".png", other == null ? Sample.GOOD : "flaw", () -> {
            Draw draw = new Draw(seed);
            float[] picture = shoot.picture(SIDE, 0, draw);
            if (other != null) {
                Flaw.draw(picture, other.picture(SIDE, 0, draw), SIDE, shoot.reach(), draw);
            }
            return image(shoot.exposed(picture, SIDE, 0, draw));
        });
    }

    private static BufferedImage image(float[] rgb) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
        byte[] bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
        int area = SIDE * SIDE;
        for (int i = 0; i < area; i++) {
            for (int c = 0; c < 3; c++) {
                bytes[3 * i + 2 - c] = (byte) Math.round(255 * rgb[c * area + i]);
            }
        }
        return image;
    }
}
