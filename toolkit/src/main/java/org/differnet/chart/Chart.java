package org.differnet.chart;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import tech.tablesaw.plotly.components.Figure;

/**
 * A chart of lines, points, bands and bars, or of boxes or bars with names, with one x axis and one y axis.
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
 * @param xScale how numbers are placed along the x axis; on a logarithmic one all are above 0
 * @param yScale likewise along the y axis
 */
public record Chart(String title, String xTitle, String yTitle, List<Series> series, Scale xScale, Scale yScale)
        implements Picture {

    /** How numbers are placed along an axis. */
    public enum Scale {
        /** Equal differences are equally long. */
        LINEAR,
        /** Equal ratios are equally long; the labels are 1, 2, 4 and so on, or powers of ten over wide ranges. */
        LOGARITHMIC
    }

    public Chart {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(xTitle, "xTitle");
        Objects.requireNonNull(yTitle, "yTitle");
        series = List.copyOf(series);
        if (series.stream().allMatch(s -> s instanceof Series.Mark)) {
            throw new IllegalArgumentException(
                    "chart '" + title + "' has nothing to show; give at least one line, band, box or set of bars");
        }
        positive(title, xScale, series, Series::xs);
        positive(title, yScale, series, Series::ys);
    }

    private static void positive(String title, Scale scale, List<Series> series, Function<Series, double[]> values) {
        series.stream()
                .map(values)
                .flatMapToDouble(Arrays::stream)
                .filter(value -> scale == Scale.LOGARITHMIC && value <= 0)
                .findFirst()
                .ifPresent(value -> {
                    throw new IllegalArgumentException("chart '" + title + "' has the value " + value
                            + " on a logarithmic axis; leave out what is not above 0, or keep the axis linear");
                });
    }

    /** A chart of the given series. */
    public static Chart of(String title, String xTitle, String yTitle, Series... series) {
        return new Chart(title, xTitle, yTitle, List.of(series), Scale.LINEAR, Scale.LINEAR);
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
        double[] edges =
                IntStream.rangeClosed(0, bins).mapToDouble(i -> low + i * width).toArray();
        return of(title, xTitle, "share of the group", shares(edges, value -> (value - low) / width, groups));
    }

    /**
     * How often values fall into each of some ranges of equal ratio, on a logarithmic axis.
     *
     * @param bins how many ranges, 1 to 1000
     * @param groups at least one, of values above 0, in the order of the legend
     */
    public static Chart logHistogram(String title, String xTitle, int bins, Group... groups) {
        double low = values(groups).min().orElse(1);
        double high = values(groups).max().orElse(1);
        double ratio = high > low ? Math.log(high / low) / bins : 1;
        double[] edges = IntStream.rangeClosed(0, bins)
                .mapToDouble(i -> low * Math.exp(i * ratio))
                .toArray();
        return of(title, xTitle, "share of the group", shares(edges, value -> Math.log(value / low) / ratio, groups))
                .logX();
    }

    private static Series[] shares(double[] edges, DoubleUnaryOperator bin, Group... groups) {
        int last = edges.length - 2;
        return Arrays.stream(groups)
                .map(group -> {
                    double[] shares = new double[last + 1];
                    for (double value : group.values()) {
                        shares[(int) Math.min(last, bin.applyAsDouble(value))] += 1.0 / group.values().length;
                    }
                    return new Series.Bars(group.name(), edges, shares, group.colour());
                })
                .toArray(Series[]::new);
    }

    /**
     * Lying bars from 0 to a value, named at the y axis, the first name at the top; several groups lie side by side.
     *
     * @param names at least one
     * @param groups at least one, each with a value for every name; NaN where there is none
     */
    public static Chart bars(String title, String xTitle, List<String> names, Bar... groups) {
        double thickness = 0.8 / Math.max(1, groups.length);
        Series[] series = new Series[groups.length];
        for (int g = 0; g < groups.length; g++) {
            double shift = 0.4 - (g + 0.5) * thickness;
            double[] places = IntStream.range(0, names.size())
                    .mapToDouble(i -> names.size() - 1 - i + shift)
                    .toArray();
            series[g] = new Series.Beams(
                    groups[g].name(), names, places, thickness, groups[g].values(), groups[g].colour());
        }
        return of(title, xTitle, "", series);
    }

    /**
     * The values of one group in a chart of {@link #bars}.
     *
     * @param name for the legend
     * @param values one for each name of the chart
     * @param colour of its bars
     */
    public record Bar(String name, double[] values, Color colour) {}

    /**
     * A box plot of each group, the first one at the top.
     *
     * @param groups at least one
     */
    public static Chart boxes(String title, String xTitle, Group... groups) {
        Series[] series = new Series[groups.length];
        for (int i = 0; i < groups.length; i++) {
            series[i] = new Series.Box(groups[i].name(), groups.length - 1 - i, groups[i].values(), groups[i].colour());
        }
        return of(title, xTitle, "", series);
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
        return new Chart(title, xTitle, yTitle, all, xScale, yScale);
    }

    /** This chart with a logarithmic x axis. */
    public Chart logX() {
        return new Chart(title, xTitle, yTitle, series, Scale.LOGARITHMIC, yScale);
    }

    /** This chart with a logarithmic y axis. */
    public Chart logY() {
        return new Chart(title, xTitle, yTitle, series, xScale, Scale.LOGARITHMIC);
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

    /**
     * The chart small, to stand under another picture: without title, legend and titles of its axes, with numbers at the ends
     * of the axes alone.
     *
     * @param width in pixels, more than 52
     * @param height in pixels, more than 32
     */
    public BufferedImage strip(int width, int height) {
        return new ChartStrip(this, width, height).draw();
    }

    /** Empty: the title is in the picture. */
    @Override
    public String caption() {
        return "";
    }

    Axis xAxis() {
        return Axis.around(series, Series::xs, xScale);
    }

    Axis yAxis() {
        return Axis.around(series, Series::ys, yScale);
    }

    /** The names that stand at the y axis in the place of numbers, those of boxes or bars, by height; none in most charts. */
    SortedMap<Double, String> names() {
        SortedMap<Double, String> names = new TreeMap<>();
        for (Series s : series) {
            if (s instanceof Series.Box box) {
                names.put(box.place(), box.name());
            } else if (s instanceof Series.Beams beams) {
                int last = beams.names().size() - 1;
                IntStream.rangeClosed(0, last)
                        .forEach(i ->
                                names.put((double) (last - i), beams.names().get(i)));
            }
        }
        return names;
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
