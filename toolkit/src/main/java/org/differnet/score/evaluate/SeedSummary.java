package org.differnet.score.evaluate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * One detector fitted several times, with another seed or other training images each time, and evaluated on the same test
 * images each time.
 *
 * <p>The deviation between runs says what luck in fitting does. What luck in the test images does, an evaluation's own
 * interval says; neither contains the other.
 *
 * @param runs one evaluation for each seed, at least one
 */
public record SeedSummary(List<Evaluation> runs) {

    public SeedSummary {
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("a summary needs at least one evaluation, and three are usual");
        }
        Evaluation first = runs.get(0);
        runs = runs.stream().map(run -> Comparison.inOrderOf(first, run)).toList();
    }

    /** A summary of the given runs. */
    public static SeedSummary of(Evaluation... runs) {
        return new SeedSummary(List.of(runs));
    }

    /** The mean of a measure, such as {@code Roc::auroc}, over the runs. */
    public double mean(ToDoubleFunction<Roc> measure) {
        return Arrays.stream(values(measure)).average().orElseThrow();
    }

    /** The standard deviation of a measure between runs (divided by n - 1); NaN for one run. */
    public double deviation(ToDoubleFunction<Roc> measure) {
        double mean = mean(measure);
        double sum = Arrays.stream(values(measure))
                .map(value -> (value - mean) * (value - mean))
                .sum();
        return runs.size() == 1 ? Double.NaN : Math.sqrt(sum / (runs.size() - 1));
    }

    /** The measure of each run, in order. */
    public double[] values(ToDoubleFunction<Roc> measure) {
        return runs.stream()
                .mapToDouble(run -> measure.applyAsDouble(run.roc()))
                .toArray();
    }

    /** One row per measure: mean, standard deviation, and the value of each run. */
    public Table table() {
        var measures = EvaluationTables.measures();
        Table table = Table.create(
                runs.get(0).detector(),
                StringColumn.create("measure", measures.keySet()),
                DoubleColumn.create("mean", measures.values().stream().mapToDouble(this::mean)),
                DoubleColumn.create(
                        "standard deviation", measures.values().stream().mapToDouble(this::deviation)));
        IntStream.range(0, runs.size())
                .mapToObj(i -> DoubleColumn.create(
                        "run " + (i + 1),
                        measures.values().stream()
                                .mapToDouble(m -> m.applyAsDouble(runs.get(i).roc()))))
                .forEach(table::addColumns);
        return table;
    }

    /** One line, such as "DifferNet: AUROC 89.0 ± 0.4 %, average precision 94.1 ± 0.3 % (3 seeds)". */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: AUROC %s, average precision %s (%d %s)",
                runs.get(0).detector(),
                percent(Roc::auroc),
                percent(Roc::averagePrecision),
                runs.size(),
                runs.size() == 1 ? "seed" : "seeds");
    }

    private String percent(ToDoubleFunction<Roc> measure) {
        return runs.size() == 1
                ? String.format(Locale.ROOT, "%.1f %%", 100 * mean(measure))
                : String.format(Locale.ROOT, "%.1f ± %.1f %%", 100 * mean(measure), 100 * deviation(measure));
    }
}
