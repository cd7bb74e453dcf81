package org.differnet.score.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.differnet.chart.Chart;
import org.differnet.chart.Palette;
import org.differnet.chart.Series;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * The AUROC on the test set after some epochs of a training, to show what looking there does. For teaching only.
 *
 * <p>Whoever reports the best of these values, or stops training where it lies, has chosen with the labels of the test set:
 * on other images the model will do worse. A report carries {@link #last}.
 *
 * @param looks at least one, in the order of the epochs
 */
public record TestSetCurveForTeaching(List<Look> looks) {

    /**
     * One look at the test set.
     *
     * @param epoch after which, from 1
     * @param evaluation of the model as it then was
     */
    public record Look(int epoch, Evaluation evaluation) {}

    public TestSetCurveForTeaching {
        looks = List.copyOf(looks);
        if (looks.isEmpty()) {
            throw new IllegalArgumentException("a curve needs at least one look at the test set");
        }
        for (int i = 1; i < looks.size(); i++) {
            if (looks.get(i).epoch() <= looks.get(i - 1).epoch()) {
                throw new IllegalArgumentException("epoch " + looks.get(i).epoch() + " comes after epoch "
                        + looks.get(i - 1).epoch() + "; give the looks in the order of their epochs");
            }
        }
    }

    /** The last epoch, which may be reported. */
    public Look last() {
        return looks.get(looks.size() - 1);
    }

    /** The epoch with the highest AUROC, which may not. */
    public Look bestInHindsight() {
        return looks.stream()
                .max(Comparator.comparingDouble(look -> look.evaluation().auroc()))
                .orElseThrow();
    }

    /** One row per look: epoch, AUROC and average precision on the test set. */
    public Table table() {
        return Table.create(
                "test set by epoch, for teaching only",
                IntColumn.create("epoch", looks.stream().mapToInt(Look::epoch)),
                DoubleColumn.create("AUROC", looks.stream().mapToDouble(look -> look.evaluation()
                        .auroc())),
                DoubleColumn.create("average precision", looks.stream().mapToDouble(look -> look.evaluation()
                        .averagePrecision())));
    }

    /** The AUROC by epoch beside the value that may be reported. */
    public Chart chart() {
        double[] epochs = looks.stream().mapToDouble(Look::epoch).toArray();
        double[] aurocs =
                looks.stream().mapToDouble(look -> look.evaluation().auroc()).toArray();
        double end = last().evaluation().auroc();
        return Chart.of(
                "Test set by epoch, for teaching only: choose nothing by it",
                "epoch",
                "AUROC on the test set",
                Series.dashed(
                        String.format(Locale.ROOT, "last epoch, to be reported: %.1f %%", 100 * end),
                        new double[] {epochs[0], epochs[epochs.length - 1]},
                        new double[] {end, end},
                        Palette.REFERENCE),
                Series.line("seen on the way", epochs, aurocs, Palette.DEFECT));
    }

    /** One line with the last value, and what choosing by the labels of the test set would have added to it. */
    @Override
    public String toString() {
        Look best = bestInHindsight();
        double end = last().evaluation().auroc();
        return String.format(
                Locale.ROOT,
                "AUROC %.1f %% after the last epoch, %d; looking at the test set would have added %.1f points (epoch %d)",
                100 * end,
                last().epoch(),
                100 * (best.evaluation().auroc() - end),
                best.epoch());
    }
}
