package org.differnet.flow;

import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.differnet.chart.Chart;
import org.differnet.chart.Palette;
import org.differnet.chart.Series;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * How a training went.
 *
 * @param epochs the epochs that were finished, in order
 * @param stopped whether an interrupt ended the training early, or the fit after it, before a threshold was learnt
 */
public record History(List<Epoch> epochs, boolean stopped) {

    /**
     * One pass over the training features.
     *
     * @param number from 1
     * @param loss mean training loss over the epoch's steps, eq. 4 per dimension
     * @param heldOutLoss loss on the held-out features after the epoch, NaN where there are none
     * @param learningRate of the last step
     * @param seconds that it took
     */
    public record Epoch(int number, double loss, double heldOutLoss, double learningRate, double seconds) {}

    public History {
        epochs = List.copyOf(epochs);
    }

    /** One row an epoch: epoch, loss, held-out loss, learning rate, seconds. */
    public Table table() {
        return Table.create(
                "training",
                IntColumn.create("epoch", epochs.stream().mapToInt(Epoch::number)),
                column("loss", epochs.stream().mapToDouble(Epoch::loss)),
                column("held-out loss", epochs.stream().mapToDouble(Epoch::heldOutLoss)),
                column("learning rate", epochs.stream().mapToDouble(Epoch::learningRate)),
                column("seconds", epochs.stream().mapToDouble(Epoch::seconds)));
    }

    /** Training loss and, where images were held out, their loss, epoch by epoch. */
    public Chart chart() {
        double[] numbers = epochs.stream().mapToDouble(Epoch::number).toArray();
        Chart chart = Chart.of(
                "Training",
                "epoch",
                "loss: -log p per dimension, constant left out",
                Series.line(
                        "trained on",
                        numbers,
                        epochs.stream().mapToDouble(Epoch::loss).toArray(),
                        Palette.GOOD));
        boolean watched = epochs.stream().noneMatch(epoch -> Double.isNaN(epoch.heldOutLoss));
        return watched
                ? chart.with(Series.line(
                        "held out",
                        numbers,
                        epochs.stream().mapToDouble(Epoch::heldOutLoss).toArray(),
                        Palette.THIRD))
                : chart;
    }

    /** One line, such as "48 epochs, 63 s, loss 0.460 to -1.734, held out -1.702". */
    @Override
    public String toString() {
        String end = stopped ? ", stopped early" : "";
        if (epochs.isEmpty()) {
            return "0 epochs" + end;
        }
        Epoch last = epochs.get(epochs.size() - 1);
        String heldOut =
                Double.isNaN(last.heldOutLoss) ? "" : String.format(Locale.ROOT, ", held out %.3f", last.heldOutLoss);
        return String.format(
                Locale.ROOT,
                "%d %s, %.0f s, loss %.3f to %.3f%s%s",
                epochs.size(),
                epochs.size() == 1 ? "epoch" : "epochs",
                epochs.stream().mapToDouble(Epoch::seconds).sum(),
                epochs.get(0).loss,
                last.loss,
                heldOut,
                end);
    }

    private static DoubleColumn column(String name, DoubleStream values) {
        return DoubleColumn.create(name, values.toArray());
    }
}
