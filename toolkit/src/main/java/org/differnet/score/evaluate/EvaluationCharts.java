package org.differnet.score.evaluate;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.differnet.chart.Chart;
import org.differnet.chart.Palette;
import org.differnet.chart.Series;
import org.differnet.data.ReadErrors;
import org.differnet.data.Sample;
import org.differnet.score.Threshold;

/** The figures of an evaluation. */
final class EvaluationCharts {

    private static final int BINS = 40;
    private static final int BAND_POINTS = 101;

    private EvaluationCharts() {}

    static Chart roc(Evaluation evaluation) {
        Roc roc = evaluation.roc();
        double[] ends = {0, 1};
        double[] rates = IntStream.range(0, BAND_POINTS)
                .mapToDouble(i -> i / (BAND_POINTS - 1.0))
                .toArray();
        Interval[] band = Bootstrap.standard().intervals(roc, sample -> Arrays.stream(rates)
                .map(sample::recallAt)
                .toArray());
        return Chart.of(
                titled(evaluation, "ROC curve"),
                "false-positive rate",
                "true-positive rate",
                Series.band(
                        "95 % of resampled test sets",
                        rates,
                        Arrays.stream(band).mapToDouble(Interval::low).toArray(),
                        Arrays.stream(band).mapToDouble(Interval::high).toArray(),
                        Palette.GOOD),
                Series.dashed("chance", ends, ends, Palette.REFERENCE),
                curve(evaluation, roc, Palette.GOOD));
    }

    /** The ROC curve as a line that tells detector and AUROC. */
    static Series curve(Evaluation evaluation, Roc roc, Color colour) {
        return Series.line(
                String.format(Locale.ROOT, "%s, AUROC %.1f %%", evaluation.detector(), 100 * roc.auroc()),
                roc.falsePositiveRate(),
                roc.truePositiveRate(),
                colour);
    }

    static Chart precisionRecall(Evaluation evaluation) {
        Roc roc = evaluation.roc();
        double[] recall = roc.truePositiveRate();
        double[] precision = roc.precision();
        // Steps, whose area is the average precision; a straight line between two points would promise too much.
        int steps = roc.points() - 1;
        double[] x = new double[2 * steps];
        double[] y = new double[2 * steps];
        for (int i = 0; i < steps; i++) {
            x[2 * i] = recall[i];
            x[2 * i + 1] = recall[i + 1];
            y[2 * i] = y[2 * i + 1] = precision[i + 1];
        }
        double chance = roc.defective() / (double) (roc.defective() + roc.good());
        return Chart.of(
                titled(evaluation, "Precision and recall"),
                "recall",
                "precision",
                Series.dashed("chance", new double[] {0, 1}, new double[] {chance, chance}, Palette.REFERENCE),
                Series.line(
                        String.format(
                                Locale.ROOT,
                                "%s, average precision %.1f %%",
                                evaluation.detector(),
                                100 * roc.averagePrecision()),
                        x,
                        y,
                        Palette.GOOD));
    }

    static Chart histogram(Evaluation evaluation) {
        boolean[] anomalous = evaluation.anomalous();
        double[] scores = evaluation.scores();
        double[] good = pick(scores, anomalous, false);
        double[] defective = pick(scores, anomalous, true);
        List<Chart.Group> groups = new ArrayList<>();
        if (good.length > 0) {
            groups.add(new Chart.Group("good", good, Palette.GOOD));
        }
        if (defective.length > 0) {
            groups.add(new Chart.Group("defective", defective, Palette.DEFECT));
        }
        double highest = Arrays.stream(scores).max().orElseThrow();
        double end = histogramEnd(scores, good, evaluation.threshold());
        String scoreTitle = end < highest
                ? String.format(Locale.ROOT, "score (last bar: all above, up to %.3g)", highest)
                : "score";
        Chart chart = Chart.histogram(
                titled(evaluation, "Scores of good and defective images"),
                scoreTitle,
                BINS,
                end,
                groups.toArray(Chart.Group[]::new));
        return evaluation.threshold().known()
                ? chart.with(Series.mark("threshold", evaluation.threshold().value()))
                : chart;
    }

    /** Good images and threshold get half of the axis, so that a few high scores do not squeeze them into one bar. */
    private static double histogramEnd(double[] scores, double[] good, Threshold threshold) {
        double low = Arrays.stream(scores).min().orElseThrow();
        double high = Arrays.stream(scores).max().orElseThrow();
        double shown = Arrays.stream(good).max().orElse(high);
        if (threshold.known()) {
            shown = Math.max(shown, threshold.value());
        }
        return Math.min(high, low + 2 * (shown - low));
    }

    /** What a chart is called, and which images it lacks. */
    private static String titled(Evaluation evaluation, String title) {
        return title + ReadErrors.note(evaluation.errors());
    }

    private static double[] pick(double[] scores, boolean[] anomalous, boolean wanted) {
        return IntStream.range(0, scores.length)
                .filter(i -> anomalous[i] == wanted)
                .mapToDouble(i -> scores[i])
                .toArray();
    }

    /** Good images first; on a logarithmic axis where no score forbids it. */
    static Chart boxes(Evaluation evaluation) {
        boolean logs = Arrays.stream(evaluation.scores()).allMatch(score -> score > 0);
        TreeSet<String> kinds = new TreeSet<>(evaluation.kinds());
        List<Chart.Group> groups = new ArrayList<>();
        if (kinds.remove(Sample.GOOD)) {
            groups.add(group(evaluation, Sample.GOOD));
        }
        kinds.forEach(kind -> groups.add(group(evaluation, kind)));
        Chart chart =
                Chart.boxes(titled(evaluation, "Scores by kind of image"), "score", groups.toArray(Chart.Group[]::new));
        Threshold threshold = evaluation.threshold();
        Chart marked = threshold.known() && (!logs || threshold.value() > 0)
                ? chart.with(Series.mark("threshold", threshold.value()))
                : chart;
        return logs ? marked.logX() : marked;
    }

    private static Chart.Group group(Evaluation evaluation, String kind) {
        double[] scores = evaluation.scoresOf(kind);
        return new Chart.Group(
                kind + " (" + scores.length + ")", scores, kind.equals(Sample.GOOD) ? Palette.GOOD : Palette.DEFECT);
    }
}
