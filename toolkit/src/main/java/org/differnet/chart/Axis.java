package org.differnet.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.DoubleStream;

/**
 * The range of one axis and where its ticks stand.
 *
 * @param low the least value shown
 * @param high the greatest value shown, above {@code low}
 * @param step from tick to tick: 1, 2 or 5 times a power of ten
 */
record Axis(double low, double high, double step) {

    private static final int TICKS = 6;
    private static final double MARGIN = 0.04;

    /** An axis on which all of {@code values} have room; 0 stays at the edge where it is the least of them. */
    static Axis around(List<Series> series, Function<Series, double[]> values) {
        double low = values(series, values).min().orElse(0);
        double high = values(series, values).max().orElse(1);
        double margin = high > low ? MARGIN * (high - low) : Math.max(0.5, 0.1 * Math.abs(low));
        return between(low == 0 && high > 0 ? 0 : low - margin, high + margin);
    }

    private static DoubleStream values(List<Series> series, Function<Series, double[]> values) {
        return series.stream().map(values).flatMapToDouble(Arrays::stream);
    }

    /** An axis from {@code low} to {@code high}. */
    static Axis between(double low, double high) {
        double raw = (high - low) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double digit = raw / power;
        return new Axis(low, high, power * (digit < 1.5 ? 1 : digit < 3.5 ? 2 : digit < 7.5 ? 5 : 10));
    }

    /** The values that have a tick, ascending. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        double slack = step * 1e-6;
        for (long i = (long) Math.ceil((low - slack) / step); i * step <= high + slack; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** A tick's text, with just the digits that tell it from its neighbours. */
    String label(double tick) {
        int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        if (digits > 4 || Math.abs(tick) >= 1e6) {
            return String.format(Locale.ROOT, "%.1e", tick);
        }
        return String.format(Locale.ROOT, "%." + digits + "f", tick + 0.0);
    }

    /** Where {@code value} lies between {@code low} (0) and {@code high} (1). */
    double position(double value) {
        return (value - low) / (high - low);
    }
}
