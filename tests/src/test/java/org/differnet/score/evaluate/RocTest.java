package org.differnet.score.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.differnet.score.Threshold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RocTest {

    private static final double EPS = 1e-12;

    static List<Curves.Curve> curves() {
        return Curves.read().curves();
    }

    @ParameterizedTest
    @MethodSource("curves")
    void measuresAgreeWithScikitLearn(Curves.Curve curve) {
        Roc roc = Roc.of(curve.scores(), curve.anomalous());
        assertEquals(curve.auroc(), roc.auroc(), EPS);
        assertEquals(curve.averagePrecision(), roc.averagePrecision(), EPS);
        double[] recalls = Arrays.stream(new double[] {0, 0.01, 0.05, 0.1})
                .map(roc::recallAt)
                .toArray();
        assertArrayEquals(curve.recallAt(), recalls, EPS);
    }

    @ParameterizedTest
    @MethodSource("curves")
    void pointsAgreeWithScikitLearn(Curves.Curve curve) {
        Roc roc = Roc.of(curve.scores(), curve.anomalous());
        assertArrayEquals(curve.falsePositiveRate(), roc.falsePositiveRate(), EPS);
        assertArrayEquals(curve.truePositiveRate(), roc.truePositiveRate(), EPS);
        assertArrayEquals(curve.precision(), roc.precision(), EPS);
        assertArrayEquals(curve.thresholds(), Arrays.copyOfRange(roc.thresholds(), 1, roc.points()), EPS);
    }

    @Test
    void tiesCountHalf() {
        Roc roc = Roc.of(new double[] {1, 1, 1, 1}, new boolean[] {false, true, false, true});
        assertEquals(0.5, roc.auroc());
        assertEquals(0.5, roc.averagePrecision());
    }

    @Test
    void thresholdFindsTheImagesThatReachIt() {
        Roc roc = Roc.of(new double[] {1, 2, 2, 3}, new boolean[] {false, false, true, true});
        Threshold two = new Threshold(2, "test", 4, "images", "none");
        assertEquals(1, roc.recall(two));
        assertEquals(0.5, roc.falsePositiveRate(two));
        Threshold above = new Threshold(Math.nextUp(2.0), "test", 4, "images", "none");
        assertEquals(0.5, roc.recall(above));
        assertEquals(0, roc.falsePositiveRate(above));
    }

    @Test
    void oneClassAloneIsRefusedWithItsCounts() {
        var error = assertThrows(
                IllegalArgumentException.class, () -> Roc.of(new double[] {1, 2}, new boolean[] {true, true}));
        assertTrue(error.getMessage().contains("0 good and 2 defective"), error.getMessage());
    }

    @Test
    void scoreThatIsNotANumberIsRefused() {
        var error = assertThrows(
                IllegalArgumentException.class,
                () -> Roc.of(new double[] {1, Double.NaN}, new boolean[] {true, false}));
        assertTrue(error.getMessage().contains("score 1 is NaN"), error.getMessage());
    }

    @Test
    void rateThatIsNoShareIsRefused() {
        Roc roc = Roc.of(new double[] {1, 2}, new boolean[] {false, true});
        assertThrows(IllegalArgumentException.class, () -> roc.recallAt(5));
        assertThrows(IllegalArgumentException.class, () -> roc.recallAt(Double.NaN));
    }
}
