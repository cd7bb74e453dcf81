package org.differnet.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0.0 0.2 0.4 0.6 0.8 1.0",
        "0, 583, 0 100 200 300 400 500 600",
        "-3, 4, -3 -2 -1 0 1 2 3 4",
        "0.001, 0.002, 0.0010 0.0012 0.0014 0.0016 0.0018 0.0020",
        "5, 5, 4.6 4.8 5.0 5.2 5.4"
    })
    void ticksAreRoundNumbersWithTheDigitsTheyNeed(double low, double high, String labels) {
        Axis axis = around(low, high);
        assertEquals(
                labels, String.join(" ", axis.ticks().stream().map(axis::label).toList()));
    }

    @Test
    void zeroStaysAtTheEdge() {
        assertEquals(0, around(0, 8).low());
    }

    private static Axis around(double low, double high) {
        Series line = Series.line("any", new double[] {low, high}, new double[] {0, 0}, Palette.GOOD);
        return Axis.around(List.of(line), Series::xs);
    }
}
