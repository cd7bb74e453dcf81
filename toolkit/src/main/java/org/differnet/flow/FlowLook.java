package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.differnet.chart.Chart;
import org.differnet.chart.Gallery;
import org.differnet.chart.Palette;
import org.differnet.chart.Series;
import org.differnet.engine.Gradients;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Looks inside a flow of any dimension: each call gives one figure and one table. For the plane see {@link PlaneLook}. */
public final class FlowLook {

    private static final List<Color> COLOURS =
            List.of(Palette.REFERENCE, Palette.FOURTH, Palette.THIRD, Palette.DEFECT, Palette.GOOD);
    private static final int QUANTILES = 99;
    private static final int BINS = 40;

    /** So many names have room beside their bars. */
    private static final int MOST_BARS = 24;

    private FlowLook() {}

    /**
     * How the numbers become normal, block by block: histograms, and their quantiles over those of N(0, 1), for at most five
     * stages from the data to the latents; the table has every stage, permutations left out.
     *
     * @param rows n x d, row by row; n at least 2
     * @return the table's columns: after, mean, deviation, skewness, excess kurtosis (0, 1, 0, 0 for N(0, 1))
     */
    public static Look latents(Flow flow, float[] rows) {
        Stages stages = Stages.of(flow, rows);
        List<Integer> places = stages.bent();
        List<DescriptiveStatistics> statistics = new ArrayList<>();
        for (int place : places) {
            statistics.add(statistics(stages.values().get(place)));
        }
        Table table = Table.create(
                "latents per block",
                StringColumn.create("after", places.stream().map(stages.names()::get)),
                column(
                        "mean",
                        statistics.stream()
                                .mapToDouble(DescriptiveStatistics::getMean)
                                .toArray()),
                column(
                        "deviation",
                        statistics.stream()
                                .mapToDouble(DescriptiveStatistics::getStandardDeviation)
                                .toArray()),
                column(
                        "skewness",
                        statistics.stream()
                                .mapToDouble(DescriptiveStatistics::getSkewness)
                                .toArray()),
                column(
                        "excess kurtosis",
                        statistics.stream()
                                .mapToDouble(DescriptiveStatistics::getKurtosis)
                                .toArray()));
        int shown = Math.min(COLOURS.size(), places.size());
        double[] normal = new double[QUANTILES];
        NormalDistribution standard = new NormalDistribution();
        Arrays.setAll(normal, i -> standard.inverseCumulativeProbability((i + 1.0) / (QUANTILES + 1)));
        Series[] quantiles = new Series[shown + 1];
        Chart.Group[] groups = new Chart.Group[shown];
        for (int i = 0; i < shown; i++) {
            int at = shown == 1 ? 0 : i * (places.size() - 1) / (shown - 1);
            Color colour = COLOURS.get(COLOURS.size() - shown + i);
            DescriptiveStatistics values = statistics.get(at);
            double[] own = new double[QUANTILES];
            Arrays.setAll(own, k -> values.getPercentile(100 * (k + 1.0) / (QUANTILES + 1)));
            String name = stages.names().get(places.get(at));
            quantiles[i] = Series.line(name, normal, own, colour);
            groups[i] = new Chart.Group(name, values.getValues(), colour);
        }
        quantiles[shown] = Series.dashed("N(0, 1)", normal, normal, Palette.REFERENCE);
        return new Look(
                Gallery.of(
                        List.of(
                                Chart.histogram("Latents per block", "value", BINS, groups),
                                Chart.of("Q-Q plot", "quantile of N(0, 1)", "quantile of the values", quantiles)),
                        2),
                table);
    }

    /**
     * The length of latents against the shell of radius sqrt(d), where N(0, I) has nearly all of its points.
     *
     * @param rows n x d, row by row
     * @return the table's columns: quantile, length of z, length for N(0, I)
     */
    public static Look norms(Flow flow, float[] rows) {
        int d = flow.dimension();
        float[] z = last(Stages.of(flow, rows).values());
        double[] lengths = new double[z.length / d];
        for (int i = 0; i < z.length; i++) {
            lengths[i / d] += (double) z[i] * z[i];
        }
        Arrays.setAll(lengths, i -> Math.sqrt(lengths[i]));
        DescriptiveStatistics found = new DescriptiveStatistics(lengths);
        ChiSquaredDistribution squares = new ChiSquaredDistribution(d);
        double[] shares = {0.05, 0.25, 0.5, 0.75, 0.95};
        return new Look(
                Chart.histogram("Length of z", "|z|", BINS, new Chart.Group("rows", lengths, Palette.GOOD))
                        .with(Series.mark("sqrt(d)", Math.sqrt(d))),
                Table.create(
                        "length of z",
                        column("quantile", shares),
                        column(
                                "length of z",
                                Arrays.stream(shares)
                                        .map(share -> found.getPercentile(100 * share))
                                        .toArray()),
                        column(
                                "length for N(0, I)",
                                Arrays.stream(shares)
                                        .map(share -> Math.sqrt(squares.inverseCumulativeProbability(share)))
                                        .toArray())));
    }

    /**
     * How much each transform stretches: its log det, mean and deviation over rows; the sum is the flow's.
     *
     * @param rows n x d, row by row
     * @return the table's columns: transform, log det, deviation
     */
    public static Look logDets(Flow flow, float[] rows) {
        Stages stages = Stages.of(flow, rows);
        List<DescriptiveStatistics> each =
                stages.logDets().stream().map(FlowLook::statistics).toList();
        double[] means =
                each.stream().mapToDouble(DescriptiveStatistics::getMean).toArray();
        double[] deviations = each.stream()
                .mapToDouble(s -> Math.sqrt(s.getPopulationVariance()))
                .toArray();
        List<String> names = stages.names().stream().skip(1).toList();
        List<String> numbered = IntStream.range(0, means.length)
                .mapToObj(i -> (i + 1) + " " + names.get(i))
                .toList();
        return new Look(
                bars("log det per transform", "log det", numbered, means),
                Table.create(
                        "log det per transform",
                        StringColumn.create("transform", names),
                        column("log det", means),
                        column("deviation", deviations)));
    }

    /** With their names, as long as these can be read; else as points. */
    private static Chart bars(String title, String what, List<String> names, double[] values) {
        double[] places = new double[values.length];
        Arrays.setAll(places, i -> i);
        return values.length <= MOST_BARS
                ? Chart.bars(title, what, names, new Chart.Bar(what, values, Palette.GOOD))
                : Chart.of(title, "number", what, Series.points("", places, values, Palette.GOOD));
    }

    /**
     * Which features a score comes from. The score |z|^2 / d grows from that of a reference row, such as the mean of good
     * features, to that of the row; integrated gradients share the growth among the features. With the reference's own score
     * the shares sum to the score within the error of 64 steps, which the table has as "rest". Up to 24 groups are bars with
     * their names, more are points.
     *
     * @param row d features
     * @param reference d features
     * @param groups names of d / groups features in a row each, such as the scales; one name for each feature is possible
     * @return the table's columns: part, share; their sum is the score
     */
    public static Look shares(Flow flow, float[] row, float[] reference, List<String> groups) {
        int d = flow.dimension();
        if (row.length != d || reference.length != d || groups.isEmpty() || d % groups.size() != 0) {
            throw new IllegalArgumentException("a row of " + row.length + " and a reference of " + reference.length
                    + " features in " + groups.size() + " groups cannot be shared out by a flow on " + d
                    + " dimensions; give " + d + " features each, in groups of one size");
        }
        double[] gradient = meanGradient(flow, row, reference);
        double first = score(flow, reference);
        double rest = score(flow, row) - first;
        double[] shares = new double[groups.size()];
        for (int i = 0; i < d; i++) {
            double share = gradient[i] * (row[i] - reference[i]);
            shares[i / (d / groups.size())] += share;
            rest -= share;
        }
        List<String> names = new ArrayList<>(groups);
        names.addAll(List.of("reference", "rest"));
        double[] all = Arrays.copyOf(shares, shares.length + 2);
        all[shares.length] = first;
        all[shares.length + 1] = rest;
        return new Look(
                bars("Shares of the score", "share", groups, shares),
                Table.create("shares of the score", StringColumn.create("part", names), column("share", all)));
    }

    private static double[] meanGradient(Flow flow, float[] row, float[] reference) {
        int d = row.length;
        int steps = 64;
        float[] path = new float[steps * d];
        for (int i = 0; i < path.length; i++) {
            double at = (i / d + 0.5) / steps;
            path[i] = (float) (reference[i % d] + at * (row[i % d] - reference[i % d]));
        }
        double[] mean = new double[d];
        try (NDManager step = flow.manager().newSubManager()) {
            NDArray rows = step.create(path, new Shape(steps, d));
            rows.setRequiresGradient(true);
            try (Gradients recording = Gradients.record()) {
                recording.backward(flow.forward(rows).z().square().sum());
            }
            float[] gradient = rows.getGradient().toFloatArray();
            for (int i = 0; i < gradient.length; i++) {
                mean[i % d] += (double) gradient[i] / steps / d;
            }
        }
        return mean;
    }

    private static double score(Flow flow, float[] row) {
        double sum = 0;
        for (float z : flow.latents(row)) {
            sum += (double) z * z / row.length;
        }
        return sum;
    }

    /**
     * The rows on the straight line between the latents of two rows, which the flow bends in the space of the data; and how
     * far each is from the nearest of other rows.
     *
     * @param from d numbers
     * @param to d numbers
     * @param others m x d, row by row: the training data, say
     * @param steps rows on the way, both ends among them, at least 2
     * @return the table's columns: step, nearest (which of the others, from 0), distance, log p
     */
    public static Look interpolation(Flow flow, float[] from, float[] to, float[] others, int steps) {
        if (steps < 2) {
            throw new IllegalArgumentException(steps + " steps of an interpolation; give 2 or more");
        }
        if (from.length != flow.dimension() || to.length != flow.dimension()) {
            throw new IllegalArgumentException("the ends of an interpolation have " + from.length + " and " + to.length
                    + " numbers; give one row, " + flow.dimension() + " each");
        }
        float[] a = flow.latents(from);
        float[] b = flow.latents(to);
        float[] way = new float[steps * a.length];
        for (int i = 0; i < way.length; i++) {
            float at = (float) (i / a.length) / (steps - 1);
            way[i] = (1 - at) * a[i % a.length] + at * b[i % a.length];
        }
        return nearest("interpolation", "step", flow, flow.ofLatents(way), others);
    }

    /**
     * Samples, and how far each is from the nearest of other rows: a flow that has learned its data by heart draws copies.
     *
     * @param n samples, at least 1
     * @param others m x d, row by row: the training data, say
     * @return as {@link #interpolation} has it, with "sample" in place of "step"
     */
    public static Look samples(Flow flow, int n, long seed, float[] others) {
        return nearest("samples", "sample", flow, flow.sample(n, seed), others);
    }

    /** @param each what one of the rows is called */
    private static Look nearest(String what, String each, Flow flow, float[] rows, float[] others) {
        int d = flow.dimension();
        int n = rows.length / d;
        int m = RowCheck.numbers(others, d);
        RowCheck.finite(others, d);
        double[] places = new double[n];
        double[] found = new double[n];
        double[] distances = new double[n];
        for (int i = 0; i < n; i++) {
            places[i] = i;
            distances[i] = Double.POSITIVE_INFINITY;
            for (int k = 0; k < m; k++) {
                double square = 0;
                for (int j = 0; j < d; j++) {
                    double difference = rows[i * d + j] - others[k * d + j];
                    square += difference * difference;
                }
                if (Math.sqrt(square) < distances[i]) {
                    distances[i] = Math.sqrt(square);
                    found[i] = k;
                }
            }
        }
        float[] logs = flow.logProb(rows);
        double[] density = new double[n];
        Arrays.setAll(density, i -> logs[i]);
        return new Look(
                Chart.of(what, each, "distance to the nearest row", Series.points("", places, distances, Palette.GOOD)),
                Table.create(
                        what,
                        column(each, places),
                        column("nearest", found),
                        column("distance", distances),
                        column("log p", density)));
    }

    private static DescriptiveStatistics statistics(float[] values) {
        double[] numbers = new double[values.length];
        Arrays.setAll(numbers, i -> values[i]);
        return new DescriptiveStatistics(numbers);
    }

    private static float[] last(List<float[]> all) {
        return all.get(all.size() - 1);
    }

    private static DoubleColumn column(String name, double[] values) {
        return DoubleColumn.create(name, values);
    }
}
