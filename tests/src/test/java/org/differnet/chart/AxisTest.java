package org.differnet.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
        "5, 5, 4.6 4.8 5.0 5.2 5.4",
        "0.5, 4, 0.5 1.0 1.5 2.0 2.5 3.0 3.5 4.0"
    })
    void ticksAreRoundNumbersWithTheDigitsTheyNeed(double low, double high, String labels) {
        Axis axis = around(low, high);
        assertEquals(
                labels, String.join(" ", axis.ticks().stream().map(axis::label).toList()));
    }

    @ParameterizedTest
    @CsvSource({"0, 2, 0 1 2", "0, 4, 0 1 2 3 4"})
    void countsHaveWholeTicks(double low, double high, String labels) {
        Axis axis = around(low, high);
        assertEquals(
                labels, String.join(" ", axis.ticks().stream().map(axis::label).toList()));
    }

    @ParameterizedTest
    @CsvSource({
        "1, 64, 1 2 4 8 16 32 64",
        "0.4, 18, 0.5 1 2 4 8 16",
        "0.001, 0.5, 0.001 0.01 0.1",
        "3, 30000, 10 100 1000 10000"
    })
    void logarithmicAxisIsLabelledByDoublingsOrPowersOfTen(double low, double high, String labels) {
        Axis axis = Axis.around(List.of(line(low, high)), Series::xs, Chart.Scale.LOGARITHMIC);
        assertEquals(
                labels, String.join(" ", axis.ticks().stream().map(axis::label).toList()));
        double middle = Math.sqrt(axis.low() * axis.high());
        assertEquals(0.5, axis.position(middle), 1e-9, "halfway by ratio");
    }

    @Test
    void barsStandOnTheEdgeAndLinesKeepAMargin() {
        Series bars = new Series.Bars("any", new double[] {0, 1, 2}, new double[] {0, 8}, Palette.GOOD);
        assertEquals(
                0, Axis.around(List.of(bars), Series::ys, Chart.Scale.LINEAR).low());
        assertTrue(around(0, 8).low() < 0);
    }

    private static Axis around(double low, double high) {
        return Axis.around(List.of(line(low, high)), Series::xs, Chart.Scale.LINEAR);
    }

    private static Series line(double low, double high) {
        return Series.line("any", new double[] {low, high}, new double[] {0, 0}, Palette.GOOD);
    }
}
