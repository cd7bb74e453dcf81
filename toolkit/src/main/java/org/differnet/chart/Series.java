package org.differnet.chart;

import java.awt.Color;
import java.util.Arrays;
import java.util.Objects;

/**
 * One named set of numbers in a {@link Chart}. The arrays are not copied: do not change them afterwards.
 */
public sealed interface Series {

    /** The name, for the legend. */
    String name();

    /** The colour of the line or the bars. */
    Color colour();

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
            finite(name, x);
            finite(name, y);
            if (x.length == 0 || x.length != y.length) {
                throw new IllegalArgumentException("line " + name + " has " + x.length + " x and " + y.length
                        + " y; give as many y as x, at least one");
            }
        }
    }

    /**
     * Bars of one width that touch each other, drawn see-through so that several sets can be compared.
     *
     * @param from where the first bar begins
     * @param width of each bar, above 0
     * @param heights of the bars, at least one, each 0 or more
     */
    record Bars(String name, double from, double width, double[] heights, Color colour) implements Series {

        public Bars {
            check(name, colour);
            finite(name, from, width);
            finite(name, heights);
            if (width <= 0 || heights.length == 0 || Arrays.stream(heights).anyMatch(h -> h < 0)) {
                throw new IllegalArgumentException("bars " + name + " are " + heights.length + " of width " + width
                        + "; give at least one, none below 0, of a width above 0");
            }
        }

        /** The upper edge of all bars as one line that begins and ends at height 0. */
        Line outline() {
            int n = heights.length;
            double[] x = new double[2 * n + 2];
            double[] y = new double[2 * n + 2];
            for (int i = 0; i <= n; i++) {
                x[2 * i] = x[2 * i + 1] = from + i * width;
                y[2 * i] = i > 0 ? heights[i - 1] : 0;
                y[2 * i + 1] = i < n ? heights[i] : 0;
            }
            return new Line(name, x, y, colour, false);
        }
    }

    /** A dashed vertical line from the bottom of the chart to its top, such as a threshold. */
    record Mark(String name, double x, Color colour) implements Series {

        public Mark {
            check(name, colour);
            finite(name, x);
        }
    }

    /** A line through the points ({@code x[i]}, {@code y[i]}). */
    static Series line(String name, double[] x, double[] y, Color colour) {
        return new Line(name, x, y, colour, false);
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

    private static void finite(String name, double... values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException(
                        "series " + name + " holds " + value + "; leave out what is not finite");
            }
        }
    }
}
