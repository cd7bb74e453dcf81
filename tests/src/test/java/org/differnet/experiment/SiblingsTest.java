package org.differnet.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.differnet.data.Dataset;
import org.differnet.data.Sample;
import org.junit.jupiter.api.Test;

class SiblingsTest {

    /** Twelve tiles in four photographs each, the last of which is tested, and one that is defective and never seen good. */
    private static final Dataset TILES = tiles();

    @Test
    void photographsOfOneTileAreFoundByTheirNumbers() {
        Siblings siblings = new Siblings(TILES);
        assertEquals(1, siblings.seen(TILES.test(Sample.GOOD)));
        assertEquals(0, siblings.seen(TILES.test("crack")));
    }

    @Test
    void removedSiblingsAreThoseOfTheGoodTestImages() {
        Dataset removed = new Siblings(TILES).thinned(false, 0);
        assertEquals(4, removed.test(Sample.GOOD).size());
        assertEquals(36 - 12, removed.train().size());
        for (Sample good : removed.test(Sample.GOOD)) {
            String tile = good.name().substring(0, good.name().length() - 2);
            assertTrue(removed.train().stream().noneMatch(image -> image.name().startsWith(tile)), tile);
        }
    }

    @Test
    void keptSiblingsLeaveATrainingOfTheSameSizeAndTheSameTest() {
        Siblings siblings = new Siblings(TILES);
        Dataset kept = siblings.thinned(true, 0);
        assertEquals(siblings.thinned(false, 0).test(), kept.test());
        assertEquals(24, kept.train().size());
    }

    private static Dataset tiles() {
        List<Sample> train = new ArrayList<>();
        List<Sample> test = new ArrayList<>();
        for (int tile = 10; tile < 22; tile++) {
            for (int photograph = 1; photograph <= 4; photograph++) {
                (photograph < 4 ? train : test).add(sample(tile, photograph, Sample.GOOD));
            }
        }
        test.add(sample(30, 1, "crack"));
        return new Dataset("tiles", train, test);
    }

    private static Sample sample(int tile, int photograph, String kind) {
        String name = "exp1_num_" + (1000 * tile + photograph);
        return new Sample(name, kind, () -> new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY));
    }
}
