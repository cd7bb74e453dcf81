package org.differnet.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RocTest {

    @Test
    void perfectScoresHaveAnAreaOfOne() {
        Roc roc = Roc.of(new double[] {1, 2, 3, 4}, new boolean[] {false, false, true, true});
        assertEquals(1, roc.auroc());
        assertEquals(1, roc.averagePrecision());
        assertEquals(1, roc.recallAtZeroFalsePositives());
    }

    @Test
    void tiesCountHalf() {
        Roc roc = Roc.of(new double[] {1, 1, 1, 1}, new boolean[] {false, true, false, true});
        assertEquals(0.5, roc.auroc());
        assertEquals(0.5, roc.averagePrecision());
    }

    /** The example of scikit-learn's documentation of roc_auc_score and average_precision_score. */
    @Test
    void areaAndPrecisionAgreeWithScikitLearn() {
        Roc roc = Roc.of(new double[] {0.1, 0.4, 0.35, 0.8}, new boolean[] {false, false, true, true});
        assertEquals(0.75, roc.auroc(), 1e-12);
        assertEquals(0.8333333333333333, roc.averagePrecision(), 1e-12);
        assertArrayEquals(new double[] {0, 0, 0.5, 0.5, 1}, roc.falsePositiveRate(), 1e-12);
        assertArrayEquals(new double[] {0, 0.5, 0.5, 1, 1}, roc.truePositiveRate(), 1e-12);
        assertEquals(0.5, roc.recallAtZeroFalsePositives(), 1e-12);
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
}
