package org.differnet.chart;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.DoubleStream;
import tech.tablesaw.plotly.components.Figure;

/**
 * A chart of lines, points, bands and bars, or of boxes, with one x axis and one y axis.
 *
 * <p>Example: <pre>{@code
 * double[] ends = {0, 1};
 * Chart.of("ROC curve", "false positive rate", "true positive rate",
 *         Series.line("DifferNet, AUROC 0.94", fpr, tpr, Palette.GOOD),
 *         Series.dashed("chance", ends, ends, Palette.REFERENCE));
 * }</pre>
 *
 * @param title stands above the chart; empty for none
 * @param xTitle what the x axis shows, with its unit
 * @param yTitle what the y axis shows, with its unit
 * @param series at least one that is not a mark; later ones are drawn over earlier ones
 */
public record Chart(String title, String xTitle, String yTitle, List<Series> series) implements Picture {

    public Chart {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(xTitle, "xTitle");
        Objects.requireNonNull(yTitle, "yTitle");
        series = List.copyOf(series);
        if (series.stream().allMatch(s -> s instanceof Series.Mark)) {
            throw new IllegalArgumentException(
                    "chart '" + title + "' has nothing to show; give at least one line, band, box or set of bars");
        }
    }

    /** A chart of the given series. */
    public static Chart of(String title, String xTitle, String yTitle, Series... series) {
        return new Chart(title, xTitle, yTitle, List.of(series));
    }

    /** {@link #histogram(String, String, int, double, Group...)} up to the greatest value. */
    public static Chart histogram(String title, String xTitle, int bins, Group... groups) {
        return histogram(title, xTitle, bins, values(groups).max().orElse(1), groups);
    }

    /**
     * How often values fall into each of some ranges of equal width, from the least value on.
     *
     * <p>The bars show shares of their own group, 0 to 1, so that groups of different size can be compared.
     *
     * @param bins how many ranges, 1 to 1000
     * @param end where the last range ends; it takes all greater values too
     * @param groups at least one, in the order of the legend
     */
    public static Chart histogram(String title, String xTitle, int bins, double end, Group... groups) {
        if (bins < 1 || bins > 1000) {
            throw new IllegalArgumentException("a histogram of " + bins + " bins; give 1 to 1000");
        }
        double low = values(groups).min().orElse(0);
        double width = end > low ? (end - low) / bins : 1;
        List<Series> series = new ArrayList<>();
        for (Group group : groups) {
            double[] shares = new double[bins];
            for (double value : group.values()) {
                shares[(int) Math.min(bins - 1, (value - low) / width)] += 1.0 / group.values().length;
            }
            series.add(new Series.Bars(group.name(), low, width, shares, group.colour()));
        }
        return new Chart(title, xTitle, "share of the group", series);
    }

    /**
     * A box plot of each group, the first one at the top.
     *
     * @param groups at least one
     */
    public static Chart boxes(String title, String xTitle, Group... groups) {
        List<Series> series = new ArrayList<>();
        for (int i = 0; i < groups.length; i++) {
            series.add(new Series.Box(groups[i].name(), groups.length - 1 - i, groups[i].values(), groups[i].colour()));
        }
        return new Chart(title, xTitle, "", series);
    }

    private static DoubleStream values(Group... groups) {
        return Arrays.stream(groups).flatMapToDouble(group -> Arrays.stream(group.values()));
    }

    /**
     * The values of one group in a histogram or a box plot.
     *
     * @param name for the legend
     * @param values finite, at least one
     * @param colour of its bars or its box
     */
    public record Group(String name, double[] values, Color colour) {

        public Group {
            if (values.length == 0 || !Arrays.stream(values).allMatch(Double::isFinite)) {
                throw new IllegalArgumentException("group " + name + " is " + Arrays.toString(values)
                        + "; give at least one value, all of them finite");
            }
        }
    }

    /** This chart with one more series, drawn over the others: a {@link Series#mark threshold}, say. */
    public Chart with(Series more) {
        List<Series> all = new ArrayList<>(series);
        all.add(more);
        return new Chart(title, xTitle, yTitle, all);
    }

    /** The chart as a Plotly figure, which zooms and tells the numbers under the mouse. */
    public Figure figure() {
        return ChartFigure.of(this);
    }

    /** The chart as a still image of {@value ChartDrawing#WIDTH} x {@value ChartDrawing#HEIGHT} pixels, RGB. */
    @Override
    public BufferedImage picture() {
        return new ChartDrawing(this).draw();
    }

    /** Empty: the title is in the picture. */
    @Override
    public String caption() {
        return "";
    }

    Axis xAxis() {
        return Axis.around(series, Series::xs);
    }

    Axis yAxis() {
        return Axis.around(series, Series::ys);
    }

    /** The boxes, whose names stand at the y axis in the place of numbers; none in most charts. */
    List<Series.Box> boxes() {
        return series.stream()
                .filter(s -> s instanceof Series.Box)
                .map(s -> (Series.Box) s)
                .toList();
    }

    /** What a legend has to explain. */
    List<Series> legend() {
        List<Series> named = series.stream()
                .filter(s -> !(s instanceof Series.Box) && !s.name().isEmpty())
                .toList();
        return series.size() > 1 ? named : List.of();
    }

    @Override
    public String toString() {
        return title + " (" + (yTitle.isEmpty() ? xTitle : yTitle + " over " + xTitle) + "): "
                + String.join(
                        ", ",
                        series.stream()
                                .map(Series::name)
                                .filter(name -> !name.isEmpty())
                                .toList());
    }
}
