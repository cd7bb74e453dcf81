package org.differnet.experiment;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.differnet.chart.Chart;
import org.differnet.chart.Palette;
import org.differnet.chart.Picture;
import org.differnet.chart.Series;
import org.differnet.data.ReadErrors;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.columns.numbers.NumberColumnFormatter;

/**
 * What an experiment measured, beside what the paper reports.
 *
 * @param name of the experiment
 * @param xTitle what the x of a run says, empty where it only counts; a number above 0 otherwise
 * @param rows one for each run
 */
public record Results(String name, String xTitle, List<Row> rows) implements Picture {

    private static final String AXIS = "AUROC in percent";
    /** A run and what became of it. */
    public record Row(Run run, Finished finished) {}

    public Results {
        rows = List.copyOf(rows);
    }

    /**
     * One row for each name of a run: runs, AUROC (their mean) and its standard deviation over runs (missing for one run
     * alone), the paper's AUROC, average precision, seconds; percent throughout.
     */
    public Table table() {
        StringColumn run = StringColumn.create("run");
        IntColumn count = IntColumn.create("runs");
        DoubleColumn auroc = DoubleColumn.create("AUROC");
        DoubleColumn deviation = DoubleColumn.create("sd");
        DoubleColumn published = DoubleColumn.create("paper");
        DoubleColumn precision = DoubleColumn.create("average precision");
        DoubleColumn fit = DoubleColumn.create("fit s");
        DoubleColumn scoring = DoubleColumn.create("scoring s");
        grouped().forEach((name, some) -> {
            run.append(name);
            count.append(some.size());
            auroc.append(mean(some, Finished::auroc));
            append(deviation, deviation(some));
            append(published, some.get(0).run().published());
            precision.append(mean(some, Finished::averagePrecision));
            fit.append(mean(some, Finished::fitSeconds));
            scoring.append(mean(some, Finished::scoringSeconds));
        });
        List.of(auroc, deviation, published, precision, fit, scoring).forEach(Results::round);
        return Table.create(name + unread(), run, count, auroc, deviation, published, precision, fit, scoring);
    }

    /**
     * AUROC in percent of each kind of defect against the good images, the mean over runs: one row for each name of a run,
     * missing where its images have no such defect.
     */
    public Table kinds() {
        Map<String, List<Row>> groups = grouped();
        Table table = Table.create(name + ", kinds of defect" + unread(), StringColumn.create("run", groups.keySet()));
        rows.stream()
                .flatMap(row -> row.finished().aurocByKind().keySet().stream())
                .distinct()
                .sorted()
                .forEach(kind -> {
                    DoubleColumn column = DoubleColumn.create(kind);
                    groups.values().forEach(some -> append(column, ofKind(some, kind)));
                    round(column);
                    table.addColumns(column);
                });
        return table;
    }

    private static double ofKind(List<Row> some, String kind) {
        return mean(some, finished -> finished.aurocByKind().getOrDefault(kind, Double.NaN));
    }

    /** One row for each run, with data, network, images and seed. */
    public Table runs() {
        return Table.create(
                name + ", run by run",
                strings("run", Finished::run),
                strings("method", Finished::method),
                strings("data", Finished::data),
                IntColumn.create("training images", rows.stream().mapToInt(row -> row.finished.trainImages())),
                IntColumn.create(
                        "images not read",
                        rows.stream().mapToInt(row -> row.finished.errors().size())),
                IntColumn.create(
                        "test views",
                        rows.stream().mapToInt(row -> row.run.options().testViews())),
                strings("seed", finished -> finished.options().get("seed").getAsString()),
                strings("network", Finished::network),
                numbers("AUROC", Finished::auroc),
                numbers("fit s", Finished::fitSeconds),
                numbers("scoring s", Finished::scoringSeconds),
                strings("finished", Finished::finished));
    }

    /** AUROC of each row of the table, and the paper's where it has one: lines over x, or bars where x only counts. */
    public Chart chart() {
        List<List<Row>> groups = List.copyOf(grouped().values());
        double[] measured =
                groups.stream().mapToDouble(some -> mean(some, Finished::auroc)).toArray();
        double[] published = groups.stream()
                .mapToDouble(some -> some.get(0).run().published())
                .toArray();
        return xTitle.isEmpty() ? bars(measured, published) : lines(groups, measured, published);
    }

    private Chart lines(List<List<Row>> groups, double[] measured, double[] published) {
        double[] x = groups.stream().mapToDouble(some -> some.get(0).run().x()).toArray();
        Chart chart = Chart.of(name + unread(), xTitle, AXIS, Series.line("measured", x, measured, Palette.GOOD));
        int[] known = IntStream.range(0, x.length)
                .filter(i -> !Double.isNaN(published[i]))
                .toArray();
        Chart both = known.length == 0
                ? chart
                : chart.with(Series.dashed("paper", at(known, x), at(known, published), Palette.REFERENCE));
        return both.logX();
    }

    private Chart bars(double[] measured, double[] published) {
        return Chart.bars(
                name + unread(),
                AXIS,
                List.copyOf(grouped().keySet()),
                new Chart.Bar("measured", measured, Palette.GOOD),
                new Chart.Bar("paper", published, Palette.REFERENCE));
    }

    private static double[] at(int[] places, double[] values) {
        return Arrays.stream(places).mapToDouble(i -> values[i]).toArray();
    }

    @Override
    public BufferedImage picture() {
        return chart().picture();
    }

    @Override
    public String caption() {
        return toString();
    }

    /** Which images the numbers lack: several runs may lack the same. */
    private String unread() {
        return ReadErrors.note(rows.stream()
                .flatMap(row -> row.finished().errors().stream())
                .distinct()
                .toList());
    }

    private Map<String, List<Row>> grouped() {
        return rows.stream()
                .collect(Collectors.groupingBy(row -> row.run().name(), LinkedHashMap::new, Collectors.toList()));
    }

    private StringColumn strings(String title, Function<Finished, String> value) {
        return StringColumn.create(title, rows.stream().map(row -> value.apply(row.finished)));
    }

    private DoubleColumn numbers(String title, ToDoubleFunction<Finished> value) {
        DoubleColumn column =
                DoubleColumn.create(title, rows.stream().mapToDouble(row -> value.applyAsDouble(row.finished)));
        round(column);
        return column;
    }

    /** What is shown; the values keep all digits. */
    private static void round(DoubleColumn column) {
        column.setPrintFormatter(NumberColumnFormatter.fixedWithGrouping(1));
    }

    private static double mean(List<Row> some, ToDoubleFunction<Finished> value) {
        return some.stream()
                .mapToDouble(row -> value.applyAsDouble(row.finished))
                .average()
                .orElseThrow();
    }

    private static double deviation(List<Row> some) {
        double mean = mean(some, Finished::auroc);
        double squares = some.stream()
                .mapToDouble(row -> (row.finished.auroc() - mean) * (row.finished.auroc() - mean))
                .sum();
        return some.size() < 2 ? Double.NaN : Math.sqrt(squares / (some.size() - 1));
    }

    private static void append(DoubleColumn column, double value) {
        if (Double.isNaN(value)) {
            column.appendMissing();
        } else {
            column.append(value);
        }
    }

    /** One line, such as "Table 2, magnetic tiles: OCSVM 60.3, 1-NN 74.0, DifferNet 89.0 (AUROC in percent)". */
    @Override
    public String toString() {
        return grouped().entrySet().stream()
                .map(entry ->
                        String.format(Locale.ROOT, "%s %.1f", entry.getKey(), mean(entry.getValue(), Finished::auroc)))
                .collect(Collectors.joining(", ", name + ": ", " (AUROC in percent)" + unread()));
    }
}
