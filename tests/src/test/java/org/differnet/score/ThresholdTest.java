package org.differnet.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.differnet.score.evaluate.Curves;
import org.differnet.score.evaluate.Roc;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ThresholdTest {

    /** Good images at 1, 2, 4; defective ones at 3, 5, 6. */
    private static final Roc ROC =
            Roc.of(new double[] {1, 2, 4, 3, 5, 6}, new boolean[] {false, false, false, true, true, true});

    static List<Curves.Curve> curves() {
        return Curves.read().curves();
    }

    @ParameterizedTest
    @MethodSource("curves")
    void bestF1IsTheOneOfScikitLearn(Curves.Curve curve) {
        Roc roc = Roc.of(curve.scores(), curve.anomalous());
        Threshold threshold = Threshold.bestF1(roc);
        double found = roc.recall(threshold) * roc.defective();
        double falseAlarms = roc.falsePositiveRate(threshold) * roc.good();
        assertEquals(curve.bestF1(), 2 * found / (found + falseAlarms + roc.defective()), 1e-12);
    }

    @Test
    void thresholdFromLabelsLiesHalfwayBetweenScores() {
        assertEquals(2.5, Threshold.bestF1(ROC).value());
    }

    @Test
    void dearMissesLowerTheThresholdAndDearFalseAlarmsRaiseIt() {
        assertEquals(2.5, Threshold.lowestCost(ROC, 10, 1).value());
        assertEquals(4.5, Threshold.lowestCost(ROC, 1, 10).value());
    }

    @Test
    void rareDefectsRaiseTheThreshold() {
        assertEquals(2.5, Threshold.lowestCost(ROC, 2, 1, 0.5).value());
        assertEquals(4.5, Threshold.lowestCost(ROC, 2, 1, 0.1).value());
    }

    @Test
    void whereMissesCostNothingNoImageIsCalledAnomalous() {
        assertFalse(Threshold.lowestCost(ROC, 0, 1).isAnomalous(6));
    }

    @Test
    void costIsThatOfTheImagesCalledWrongly() {
        // At 2.5 one of three good images is called anomalous and no defective one good: half x 1/3 x 1.
        String aim = Threshold.lowestCost(ROC, 10, 1).aim();
        assertEquals("lowest cost, 0.167 an image (miss 10, false alarm 1, 50 % defective)", aim);
    }

    @Test
    void negativeCostAndImpossiblePrevalenceAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Threshold.lowestCost(ROC, -1, 1));
        assertThrows(IllegalArgumentException.class, () -> Threshold.lowestCost(ROC, 1, Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> Threshold.lowestCost(ROC, 1, 1, 1.5));
    }

    @Test
    void promisedRecallTakesTheHighestThresholdThatKeepsIt() {
        assertEquals(3, Threshold.recallAtLeast(ROC, 0.75).value());
        assertEquals(5, Threshold.recallAtLeast(ROC, 0.5).value());
        assertEquals(6, Threshold.recallAtLeast(ROC, 0.25).value());
    }

    @Test
    void recallAboveWhatTheDefectiveImagesCanPromiseIsRefusedWithTheHighest() {
        var error = assertThrows(IllegalArgumentException.class, () -> Threshold.recallAtLeast(ROC, 0.8));
        assertTrue(error.getMessage().contains("m/(m+1) = 0.7500"), error.getMessage());
    }

    @Test
    void newDefectsAreFoundAsOftenAsPromised() {
        SplittableRandom random = new SplittableRandom(5);
        boolean[] anomalous = new boolean[20];
        Arrays.fill(anomalous, 1, 20, true);
        double found = 0;
        int draws = 4000;
        for (int draw = 0; draw < draws; draw++) {
            Roc roc = Roc.of(random.doubles(20).toArray(), anomalous);
            found += Threshold.recallAtLeast(roc, 0.9).isAnomalous(random.nextDouble()) ? 1 : 0;
        }
        // Four standard deviations of the estimate.
        assertEquals(0.9, found / draws, 0.019);
    }

    @Test
    void unknownThresholdCallsNothingAndSaysWhatToDo() {
        Threshold none = Threshold.none("one good image alone");
        assertEquals(Call.UNDECIDED, none.call(1e300));
        var error = assertThrows(IllegalStateException.class, () -> none.isAnomalous(1e300));
        assertTrue(error.getMessage().contains("fit with more good images"), error.getMessage());
        assertEquals("no threshold: one good image alone", none.toString());
    }

    @Test
    void textSaysWhatItIsForAndWhereItComesFrom() {
        assertEquals(
                "threshold 2.5000: best F1, 85.7 %, from 6 labelled images",
                Threshold.bestF1(ROC).toString());
        assertTrue(Threshold.bestF1(ROC).promise().startsWith("No promise"));
    }
}
