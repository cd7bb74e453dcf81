package org.differnet.chart;

import java.math.BigDecimal;
import java.math.MathContext;
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
 * @param step from tick to tick: 1, 2 or 5 times a power of ten, added; on a logarithmic axis 2 or 10, multiplied
 * @param scale how values are placed
 */
record Axis(double low, double high, double step, Chart.Scale scale) {

    private static final int TICKS = 6;
    private static final double MARGIN = 0.04;

    /** A logarithmic axis is labelled by doublings where it has at most so many, and no small fractions. */
    private static final double MOST_DOUBLINGS = 10;

    private static final double LEAST_DOUBLED = 0.1;

    /** An axis on which all of {@code values} have room; 0 stays at the edge where bars stand on it. */
    static Axis around(List<Series> series, Function<Series, double[]> values, Chart.Scale scale) {
        double low = values(series, values).min().orElse(scale == Chart.Scale.LINEAR ? 0 : 1);
        double high = values(series, values).max().orElse(Math.max(1, 2 * low));
        if (scale == Chart.Scale.LOGARITHMIC) {
            double margin = high > low ? Math.pow(high / low, MARGIN) : 2;
            return logarithmic(low / margin, high * margin);
        }
        double margin = high > low ? MARGIN * (high - low) : Math.max(0.5, 0.1 * Math.abs(low));
        boolean bars = series.stream().anyMatch(s -> s instanceof Series.Bars || s instanceof Series.Beams);
        Axis axis = between(bars && low == 0 && high > 0 ? 0 : low - margin, high + margin);
        return counts(series, values) ? new Axis(axis.low, axis.high, Math.max(1, axis.step), scale) : axis;
    }

    /** Whether the values count something: all are whole, and not only 0 and 1. */
    static boolean counts(List<Series> series, Function<Series, double[]> values) {
        double low = values(series, values).min().orElse(0);
        return values(series, values).allMatch(value -> value == Math.rint(value))
                && values(series, values).anyMatch(value -> value >= low + 2);
    }

    private static Axis logarithmic(double low, double high) {
        boolean doublings = low >= LEAST_DOUBLED && high / low <= Math.pow(2, MOST_DOUBLINGS);
        return new Axis(low, high, doublings ? 2 : 10, Chart.Scale.LOGARITHMIC);
    }

    private static DoubleStream values(List<Series> series, Function<Series, double[]> values) {
        return series.stream().map(values).flatMapToDouble(Arrays::stream);
    }

    /** An axis from {@code low} to {@code high}. */
    static Axis between(double low, double high) {
        double raw = (high - low) / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double digit = raw / power;
        double step = power * (digit < 1.5 ? 1 : digit < 3.5 ? 2 : digit < 7.5 ? 5 : 10);
        return new Axis(low, high, step, Chart.Scale.LINEAR);
    }

    /** The values that have a tick, ascending. */
    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        if (scale == Chart.Scale.LOGARITHMIC) {
            for (int i = (int) Math.ceil(Math.log(low) / Math.log(step)); Math.pow(step, i) <= high; i++) {
                ticks.add(Math.pow(step, i));
            }
            return ticks;
        }
        double slack = step * 1e-6;
        for (long i = (long) Math.ceil((low - slack) / step); i * step <= high + slack; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }

    /** A tick's text, with just the digits that tell it from its neighbours. */
    String label(double tick) {
        if (scale == Chart.Scale.LOGARITHMIC) {
            return tick > 1e-5 && tick < 1e6
                    ? new BigDecimal(tick)
                            .round(new MathContext(4))
                            .stripTrailingZeros()
                            .toPlainString()
                    : String.format(Locale.ROOT, "%.0e", tick);
        }
        int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        if (digits > 4 || Math.abs(tick) >= 1e6) {
            return String.format(Locale.ROOT, "%.1e", tick);
        }
        return String.format(Locale.ROOT, "%." + digits + "f", tick + 0.0);
    }

    /** Where {@code value} lies between {@code low} (0) and {@code high} (1). */
    double position(double value) {
        return scale == Chart.Scale.LINEAR
                ? (value - low) / (high - low)
                : Math.log(value / low) / Math.log(high / low);
    }
}
