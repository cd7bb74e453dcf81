package org.differnet.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ThresholdTest {

    @Test
    void nineteenImagesAtFivePercentGiveTheirHighestScore() {
        double[] scores = IntStream.rangeClosed(1, 19).mapToDouble(i -> i).toArray();
        Threshold threshold = Threshold.fromGood(scores, 0.05, "good images");
        assertFalse(threshold.isAnomalous(19));
        assertTrue(threshold.isAnomalous(19.001));
    }

    @Test
    void rateBelowWhatTheImagesCanPromiseIsRefusedWithTheLowestRate() {
        double[] scores = new double[9];
        var error = assertThrows(IllegalArgumentException.class, () -> Threshold.fromGood(scores, 0.05, "good images"));
        assertTrue(error.getMessage().contains("1/(n+1) = 0.1"), error.getMessage());
    }

    @Test
    void newGoodImagesExceedTheThresholdNoMoreOftenThanPromised() {
        SplittableRandom random = new SplittableRandom(1);
        double exceeded = 0;
        int splits = 4000;
        for (int split = 0; split < splits; split++) {
            double[] good = random.doubles(39).toArray();
            Threshold threshold = Threshold.fromGood(good, 0.1, "good images");
            exceeded += threshold.isAnomalous(random.nextDouble()) ? 1 : 0;
        }
        // 0.1 plus four standard deviations of the estimate.
        assertTrue(exceeded / splits < 0.119, "share " + exceeded / splits);
        assertTrue(exceeded / splits > 0.081, "share " + exceeded / splits);
    }

    @Test
    void unknownThresholdCallsNothingAnomalous() {
        Threshold none = Threshold.none("one good image alone");
        assertFalse(none.isAnomalous(1e300));
        assertEquals("no threshold: one good image alone", none.toString());
    }
}
