package org.differnet.score.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.differnet.score.Threshold;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    private static final int GOOD = 150;
    private static final int IMAGES = 400;

    private final double[] scores = new double[IMAGES];
    private final boolean[] anomalous = new boolean[IMAGES];

    BootstrapTest() {
        Random random = new Random(1);
        for (int i = 0; i < IMAGES; i++) {
            anomalous[i] = i >= GOOD;
            scores[i] = random.nextGaussian() + (anomalous[i] ? 1 : 0);
        }
    }

    @Test
    void intervalOfTheAurocAgreesWithDeLongs() {
        Roc roc = Roc.of(scores, anomalous);
        double half = 1.96 * Math.sqrt(DeLong.of(scores, anomalous).variance());
        Interval interval = Bootstrap.standard().interval(roc, Roc::auroc);
        assertEquals(roc.auroc() - half, interval.low(), 0.15 * half);
        assertEquals(roc.auroc() + half, interval.high(), 0.15 * half);
    }

    /** The share of good images above a value is a binomial variable over 150. */
    @Test
    void intervalOfARateHasTheWidthOfABinomialOne() {
        Roc roc = Roc.of(scores, anomalous);
        Threshold zero = new Threshold(0, "test", 0, "nothing", "none");
        double rate = roc.falsePositiveRate(zero);
        double half = 1.96 * Math.sqrt(rate * (1 - rate) / GOOD);
        Interval interval = Bootstrap.standard().interval(roc, sample -> sample.falsePositiveRate(zero));
        assertEquals(rate - half, interval.low(), 0.02);
        assertEquals(rate + half, interval.high(), 0.02);
    }

    @Test
    void resamplesKeepTheNumbersOfGoodAndDefectiveImages() {
        Roc roc = Roc.of(scores, anomalous);
        assertEquals(new Interval(GOOD, GOOD), Bootstrap.standard().interval(roc, Roc::good));
        assertEquals(
                new Interval(IMAGES - GOOD, IMAGES - GOOD), Bootstrap.standard().interval(roc, Roc::defective));
    }

    @Test
    void sameSeedGivesTheSameIntervalAndAnotherSeedAnother() {
        Roc roc = Roc.of(scores, anomalous);
        Interval interval = new Bootstrap(500, 0.9, 1).interval(roc, Roc::auroc);
        assertEquals(interval, new Bootstrap(500, 0.9, 1).interval(roc, Roc::auroc));
        assertNotEquals(interval, new Bootstrap(500, 0.9, 2).interval(roc, Roc::auroc));
    }

    @Test
    void perfectDetectorHasAPointForAnInterval() {
        Roc roc = Roc.of(new double[] {1, 2, 3, 4}, new boolean[] {false, false, true, true});
        assertEquals(new Interval(1, 1), Bootstrap.standard().interval(roc, Roc::auroc));
    }

    @Test
    void fewResamplesAndImpossibleLevelsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Bootstrap(99, 0.95, 0));
        assertThrows(IllegalArgumentException.class, () -> new Bootstrap(2000, 95, 0));
    }
}
