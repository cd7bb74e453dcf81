package org.differnet.work;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantilesTest {

    @Test
    void medianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
        assertEquals(2.5, Quantiles.median(new double[] {4, 1, 3, 2}));
        assertEquals(3, Quantiles.median(new double[] {9, 3, 1}));
    }

    /** numpy.quantile([3, 1, 4, 1.5, 9], share) of numpy 1.26. */
    @ParameterizedTest
    @CsvSource({"0, 1", "0.025, 1.05", "0.25, 1.5", "0.4, 2.4", "0.5, 3", "0.9, 7", "1, 9"})
    void quantilesAreThoseOfNumpy(double share, double expected) {
        assertEquals(expected, Quantiles.quantile(new double[] {3, 1, 4, 1.5, 9}, share), 1e-12);
    }

    @Test
    void valuesStayInTheirOrder() {
        double[] values = {3, 1, 2};
        Quantiles.median(values);
        assertArrayEquals(new double[] {3, 1, 2}, values);
    }

    @Test
    void infiniteNeighbourDoesNotTouchAValueHitExactly() {
        assertEquals(2, Quantiles.quantile(new double[] {1, 2, Double.POSITIVE_INFINITY}, 0.5));
    }

    @Test
    void noValuesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Quantiles.median(new double[0]));
    }
}
