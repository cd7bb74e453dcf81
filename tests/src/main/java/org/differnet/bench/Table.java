package org.differnet.bench;

import java.io.PrintStream;
import java.util.Locale;

/** One table of times, printed row by row. */
final class Table {

    private final PrintStream out;

    Table(PrintStream out) {
        this.out = out;
    }

    void title(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
        out.printf(Locale.ROOT, "%-72s %12s %12s %8s %12s %8s%n", "", "time", "floor", "x floor", "PyTorch", "faster");
    }

    /**
     * @param floor seconds that the machine needs at least; NaN where none is known
     * @param reference seconds of the PyTorch program, null if it does not do this or did not run
     */
    void row(String what, double seconds, double floor, Double reference) {
        out.printf(
                Locale.ROOT,
                "%-72s %12s %12s %8s %12s %8s%n",
                what,
                time(seconds),
                Double.isNaN(floor) ? "" : time(floor),
                Double.isNaN(floor) ? "" : String.format(Locale.ROOT, "%.1f", seconds / floor),
                reference == null ? "" : time(reference),
                reference == null ? "" : String.format(Locale.ROOT, "%.1f", reference / seconds));
    }

    void line(String format, Object... arguments) {
        out.println(String.format(Locale.ROOT, format, arguments));
    }

    private static String time(double seconds) {
        return seconds < 1
                ? String.format(Locale.ROOT, "%.2f ms", 1e3 * seconds)
                : String.format(Locale.ROOT, "%.2f s", seconds);
    }
}
