package org.differnet.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PatienceTest {

    private static final int VIEWS = 32;

    /** Of one dimension, so that the square of a latent is the score of its view. */
    private static final int DIMENSION = 1;

    @Test
    void callsOfGoodImagesChangeAndFalsePositivesRiseByAtMostTheError() {
        double rate = 0.1;
        double error = 0.1;
        Random random = new Random(1);
        int images = 0;
        int changed = 0;
        int falsePositives = 0;
        double views = 0;
        for (int draw = 0; draw < 200; draw++) {
            List<List<Look>> heldOut = images(random, 39);
            Threshold threshold = new GoodScores(
                            heldOut.stream().mapToDouble(PatienceTest::score).toArray(), GoodScores.Source.HELD_OUT)
                    .threshold(rate);
            Patience patience = Patience.learn(heldOut, error);
            for (List<Look> image : images(random, 20)) {
                Look last = last(patience, image, threshold);
                images++;
                views += last.views();
                changed += threshold.call(last.score()) == threshold.call(score(image)) ? 0 : 1;
                falsePositives += threshold.isAnomalous(last.score()) ? 1 : 0;
            }
        }
        assertTrue(changed <= error * images, changed + " calls of " + images + " changed");
        assertTrue(falsePositives <= (rate + error) * images, falsePositives + " false positives of " + images);
        assertTrue(views / images < 0.75 * VIEWS, "views an image: " + views / images);
    }

    @Test
    void moreCertaintyTakesMoreViews() {
        List<List<Look>> heldOut = images(new Random(2), 99);
        assertTrue(Patience.learn(heldOut, 0.02).factor()
                > Patience.learn(heldOut, 0.3).factor());
    }

    @Test
    void aScoreFarFromTheThresholdSettlesAtOnceAndOneAtTheThresholdNever() {
        Patience patience = new Patience(3, 0.05, 40);
        Threshold threshold = new Threshold(1, "test", 40, "good images", "none");
        assertTrue(patience.suffices(new Look(8, 0.5, 0.3), VIEWS, threshold));
        assertTrue(patience.suffices(new Look(8, 2, 0.3), VIEWS, threshold));
        assertFalse(patience.suffices(new Look(8, 1, 0.3), VIEWS, threshold));
        assertFalse(patience.suffices(new Look(24, 1.01, 0.3), VIEWS, threshold));
        assertTrue(patience.suffices(new Look(VIEWS, 1, 0.3), VIEWS, threshold));
    }

    @Test
    void viewsThatAreAllAlikeNeedNoSecondLook() {
        float[] z = new float[VIEWS];
        Arrays.fill(z, 2);
        List<Look> looks = looks(z);
        Patience patience = Patience.learn(List.of(looks, looks, looks), 0.5);
        assertEquals(0, patience.factor());
        assertTrue(patience.suffices(looks.get(0), VIEWS, new Threshold(1, "test", 3, "good images", "none")));
    }

    @Test
    void looksGrowByEightViewsUpToAll() {
        assertEquals(
                List.of(8, 16, 20),
                looks(new float[20]).stream().map(Look::views).toList());
    }

    @Test
    void anErrorThatSoFewImagesCannotPromiseIsRefused() {
        List<List<Look>> few = images(new Random(3), 9);
        var refused = assertThrows(IllegalArgumentException.class, () -> Patience.learn(few, 0.05));
        assertTrue(refused.getMessage().contains("0.1000"), refused.getMessage());
        assertTrue(refused.getMessage().contains("more good images"), refused.getMessage());
    }

    /** Whose views scatter around a level of the image. */
    private static List<List<Look>> images(Random random, int n) {
        List<List<Look>> all = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double level = 0.3 * random.nextGaussian();
            float[] z = new float[VIEWS];
            for (int view = 0; view < VIEWS; view++) {
                z[view] = (float) Math.exp((level + 0.4 * random.nextGaussian()) / 2);
            }
            all.add(looks(z));
        }
        return all;
    }

    private static List<Look> looks(float[] z) {
        return Look.through(z, DIMENSION, some -> Scoring.MEAN.ofImage(some, DIMENSION, null));
    }

    private static double score(List<Look> looks) {
        return looks.get(looks.size() - 1).score();
    }

    private static Look last(Patience patience, List<Look> looks, Threshold threshold) {
        return looks.stream()
                .filter(look -> patience.suffices(look, VIEWS, threshold))
                .findFirst()
                .orElseThrow();
    }
}
