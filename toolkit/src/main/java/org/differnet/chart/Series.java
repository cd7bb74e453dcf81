package org.differnet.chart;

import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * One named set of numbers in a {@link Chart}. The arrays are not copied: do not change them afterwards.
 */
public sealed interface Series {

    /** The name, for the legend; one without a name is left out there. */
    String name();

    /** The colour of the line, the bars or the area. */
    Color colour();

    /** Points that need room in the chart, with {@link #ys}. */
    double[] xs();

    /** The heights of the points, as many as {@link #xs}, or none where any height will do. */
    double[] ys();

    /**
     * Points joined by a line, in the order given.
     *
     * @param x finite, at least one
     * @param y finite, as many as {@code x}
     * @param dashed for what is only there for comparison
     */
    record Line(String name, double[] x, double[] y, Color colour, boolean dashed) implements Series {

        public Line {
            check(name, colour);
            pairs("line", name, x, y);
        }

        @Override
        public double[] xs() {
            return x;
        }

        @Override
        public double[] ys() {
            return y;
        }
    }

    /**
     * Points on their own, as see-through dots.
     *
     * @param x finite, at least one
     * @param y finite, as many as {@code x}
     */
    record Points(String name, double[] x, double[] y, Color colour) implements Series {

        public Points {
            check(name, colour);
            pairs("points", name, x, y);
        }

        @Override
        public double[] xs() {
            return x;
        }

        @Override
        public double[] ys() {
            return y;
        }
    }

    /**
     * The area between two lines, see-through.
     *
     * @param x finite, rising, at least two
     * @param low lower edge at each x
     * @param high upper edge at each x
     */
    record Band(String name, double[] x, double[] low, double[] high, Color colour) implements Series {

        public Band {
            check(name, colour);
            finite(name, x);
            finite(name, low);
            finite(name, high);
            if (x.length < 2 || low.length != x.length || high.length != x.length) {
                throw new IllegalArgumentException("band " + name + " has " + x.length + " x, " + low.length
                        + " low and " + high.length + " high; give as many of each, at least two");
            }
        }

        @Override
        public double[] xs() {
            return outline().x();
        }

        @Override
        public double[] ys() {
            return outline().y();
        }

        /** Along the upper edge and back along the lower one. */
        Line outline() {
            int n = x.length;
            double[] xs = new double[2 * n];
            double[] ys = new double[2 * n];
            for (int i = 0; i < n; i++) {
                xs[i] = xs[2 * n - 1 - i] = x[i];
                ys[i] = high[i];
                ys[2 * n - 1 - i] = low[i];
            }
            return new Line(name, xs, ys, colour, false);
        }
    }

    /**
     * A lying box plot: box from the first to the third quartile with the median, whiskers to the furthest values within 1.5
     * box widths, points beyond. Its name stands at the y axis.
     *
     * @param place height of its middle, from box to box one apart
     * @param values finite, at least one
     */
    record Box(String name, double place, double[] values, Color colour) implements Series {

        public Box {
            check(name, colour);
            finite(name, place);
            finite(name, values);
            if (values.length == 0) {
                throw new IllegalArgumentException("box " + name + " has no values; give at least one");
            }
            values = values.clone();
            Arrays.sort(values);
        }

        /** The value below which a share of the values lies, as Plotly reckons it (Hazen's rule). */
        double quantile(double share) {
            double position = Math.max(0, Math.min(values.length - 1, share * values.length - 0.5));
            int below = (int) position;
            double above = values[Math.min(values.length - 1, below + 1)];
            return values[below] + (position - below) * (above - values[below]);
        }

        /** The values that whiskers and box span. */
        double[] inner() {
            double reach = 1.5 * (quantile(0.75) - quantile(0.25));
            return Arrays.stream(values)
                    .filter(v -> v >= quantile(0.25) - reach && v <= quantile(0.75) + reach)
                    .toArray();
        }

        @Override
        public double[] xs() {
            return DoubleStream.concat(Arrays.stream(values), Arrays.stream(values))
                    .toArray();
        }

        @Override
        public double[] ys() {
            double[] ys = new double[2 * values.length];
            Arrays.fill(ys, 0, values.length, place - 0.5);
            Arrays.fill(ys, values.length, ys.length, place + 0.5);
            return ys;
        }
    }

    /**
     * Bars that touch each other, as in a histogram, drawn see-through so that several sets can be compared.
     *
     * @param edges where the bars begin and the last one ends, rising, one more than heights
     * @param heights of the bars, at least one, each 0 or more
     */
    record Bars(String name, double[] edges, double[] heights, Color colour) implements Series {

        public Bars {
            check(name, colour);
            finite(name, edges);
            finite(name, heights);
            boolean rising = IntStream.range(1, edges.length).allMatch(i -> edges[i - 1] < edges[i]);
            if (heights.length == 0 || edges.length != heights.length + 1 || !rising) {
                throw new IllegalArgumentException("bars " + name + " are " + heights.length + " between "
                        + Arrays.toString(edges) + "; give at least one, and rising edges, one more than bars");
            }
            if (Arrays.stream(heights).anyMatch(h -> h < 0)) {
                throw new IllegalArgumentException(
                        "bars " + name + " are " + Arrays.toString(heights) + " high; give heights of 0 or more");
            }
        }

        @Override
        public double[] xs() {
            return outline().x();
        }

        @Override
        public double[] ys() {
            return outline().y();
        }

        /** The upper edge of all bars as one line that begins and ends at height 0. */
        Line outline() {
            int n = heights.length;
            double[] x = new double[2 * n + 2];
            double[] y = new double[2 * n + 2];
            for (int i = 0; i <= n; i++) {
                x[2 * i] = x[2 * i + 1] = edges[i];
                y[2 * i] = i > 0 ? heights[i - 1] : 0;
                y[2 * i + 1] = i < n ? heights[i] : 0;
            }
            return new Line(name, x, y, colour, false);
        }
    }

    /**
     * Lying bars from 0 to a value, one for each of several names at the y axis, with the value at its end.
     *
     * @param names as many as values
     * @param places height of the middle of each bar
     * @param thickness of each bar, from name to name one
     * @param values finite, at least one; NaN for a bar that is left out
     */
    record Beams(String name, List<String> names, double[] places, double thickness, double[] values, Color colour)
            implements Series {

        public Beams {
            check(name, colour);
            names = List.copyOf(names);
            finite(name, places);
            if (values.length == 0 || names.size() != values.length || places.length != values.length) {
                throw new IllegalArgumentException("bars " + name + " are " + values.length + " values with "
                        + names.size() + " names at " + places.length + " places; give as many of each, at least one");
            }
            finite(name, known(values));
        }

        private static double[] known(double[] values) {
            return Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        }

        /** The corners of all bars. */
        @Override
        public double[] xs() {
            return Arrays.stream(values)
                    .map(value -> Double.isNaN(value) ? 0 : value)
                    .flatMap(value -> DoubleStream.of(0, value, value, 0))
                    .toArray();
        }

        @Override
        public double[] ys() {
            return Arrays.stream(places)
                    .flatMap(p -> DoubleStream.of(p - thickness, p - thickness, p + thickness, p + thickness))
                    .toArray();
        }
    }

    /** A dashed vertical line from the bottom of the chart to its top, such as a threshold. */
    record Mark(String name, double x, Color colour) implements Series {

        public Mark {
            check(name, colour);
            finite(name, x);
        }

        @Override
        public double[] xs() {
            return new double[] {x};
        }

        @Override
        public double[] ys() {
            return new double[0];
        }
    }

    /** The area between the points ({@code x[i]}, {@code low[i]}) and ({@code x[i]}, {@code high[i]}). */
    static Series band(String name, double[] x, double[] low, double[] high, Color colour) {
        return new Band(name, x, low, high, colour);
    }

    /** A line through the points ({@code x[i]}, {@code y[i]}). */
    static Series line(String name, double[] x, double[] y, Color colour) {
        return new Line(name, x, y, colour, false);
    }

    /** A dot at each ({@code x[i]}, {@code y[i]}). */
    static Series points(String name, double[] x, double[] y, Color colour) {
        return new Points(name, x, y, colour);
    }

    /** A dashed line, for comparison. */
    static Series dashed(String name, double[] x, double[] y, Color colour) {
        return new Line(name, x, y, colour, true);
    }

    /** A vertical line at {@code x}, in the colour of what is only there for comparison. */
    static Series mark(String name, double x) {
        return new Mark(name, x, Palette.REFERENCE);
    }

    private static void check(String name, Color colour) {
        Objects.requireNonNull(name, "a series needs a name");
        Objects.requireNonNull(colour, "a series needs a colour");
    }

    private static void pairs(String what, String name, double[] x, double[] y) {
        finite(name, x);
        finite(name, y);
        if (x.length == 0 || x.length != y.length) {
            throw new IllegalArgumentException(what + " " + name + " has " + x.length + " x and " + y.length
                    + " y; give as many y as x, at least one");
        }
    }

    private static void finite(String name, double... values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(
                        "series " + name + " holds " + value + "; leave out what is not finite");
            }
        }
    }
}
