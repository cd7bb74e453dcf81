package org.differnet.score;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.differnet.chart.Chart;
import org.differnet.chart.Palette;
import org.differnet.chart.Series;
import org.differnet.data.Sample;
import tech.tablesaw.api.BooleanColumn;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/**
 * How well scores tell good from defective images of a test set. Higher scores are more anomalous.
 *
 * @param detector what gave the scores, for legends and messages
 * @param names of the images
 * @param kinds of the images: "good" or the kind of defect
 * @param scores one for each image
 * @param threshold learnt without the test set
 */
public record Evaluation(
        String detector, List<String> names, List<String> kinds, double[] scores, Threshold threshold) {

    private static final int BINS = 40;

    public Evaluation {
        names = List.copyOf(names);
        kinds = List.copyOf(kinds);
        if (names.size() != scores.length || kinds.size() != scores.length) {
            throw new IllegalArgumentException("an evaluation needs a name, a kind and a score for each image, not "
                    + names.size() + ", " + kinds.size() + " and " + scores.length);
        }
    }

    /** Area under the ROC curve in [0, 1]: how often a defective image scores above a good one. */
    public double auroc() {
        return roc().auroc();
    }

    /** Average precision in [0, 1]. */
    public double averagePrecision() {
        return roc().averagePrecision();
    }

    /** The ROC curve of all images. */
    public Roc roc() {
        boolean[] anomalous = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            anomalous[i] = !kinds.get(i).equals(Sample.GOOD);
        }
        return Roc.of(scores, anomalous);
    }

    /** The AUROC of each kind of defect against all good images. */
    public Map<String, Double> aurocByKind() {
        Map<String, Double> result = new LinkedHashMap<>();
        for (String kind : new TreeSet<>(kinds)) {
            if (!kind.equals(Sample.GOOD)) {
                int[] some = IntStream.range(0, scores.length)
                        .filter(i ->
                                kinds.get(i).equals(Sample.GOOD) || kinds.get(i).equals(kind))
                        .toArray();
                boolean[] anomalous = new boolean[some.length];
                for (int i = 0; i < some.length; i++) {
                    anomalous[i] = kinds.get(some[i]).equals(kind);
                }
                result.put(
                        kind,
                        Roc.of(Arrays.stream(some).mapToDouble(i -> scores[i]).toArray(), anomalous)
                                .auroc());
            }
        }
        return result;
    }

    /** Places of the images in the test set, highest score first. */
    public int[] ranked() {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
                .mapToInt(i -> i)
                .toArray();
    }

    /** One row per image: name, kind, score, verdict; highest score first. */
    public Table table() {
        BooleanColumn verdicts = BooleanColumn.create("called anomalous");
        for (double score : scores) {
            verdicts.append(threshold.isAnomalous(score));
        }
        return Table.create(
                        "scores",
                        StringColumn.create("image", names),
                        StringColumn.create("kind", kinds),
                        DoubleColumn.create("score", scores),
                        verdicts)
                .sortDescendingOn("score");
    }

    /** One row per kind: images, AUROC against the good ones, share called anomalous at the threshold. */
    public Table byKind() {
        Map<String, Double> aurocs = aurocByKind();
        StringColumn kind = StringColumn.create("kind");
        IntColumn images = IntColumn.create("images");
        DoubleColumn auroc = DoubleColumn.create("AUROC");
        DoubleColumn called = DoubleColumn.create("called anomalous");
        for (String name : new TreeSet<>(kinds)) {
            double[] some = scoresOf(name);
            kind.append(name);
            images.append(some.length);
            if (aurocs.containsKey(name)) {
                auroc.append(aurocs.get(name));
            } else {
                auroc.appendMissing();
            }
            called.append(Arrays.stream(some).filter(threshold::isAnomalous).count() / (double) some.length);
        }
        return Table.create("by kind", kind, images, auroc, called);
    }

    /** The scores of one kind of image. */
    public double[] scoresOf(String kind) {
        return IntStream.range(0, scores.length)
                .filter(i -> kinds.get(i).equals(kind))
                .mapToDouble(i -> scores[i])
                .toArray();
    }

    /** The ROC curve, drawn. */
    public Chart rocChart() {
        Roc roc = roc();
        double[] ends = {0, 1};
        return Chart.of(
                "ROC curve",
                "false-positive rate",
                "true-positive rate",
                Series.dashed("chance", ends, ends, Palette.REFERENCE),
                Series.line(
                        String.format(Locale.ROOT, "%s, AUROC %.1f %%", detector, 100 * roc.auroc()),
                        roc.falsePositiveRate(),
                        roc.truePositiveRate(),
                        Palette.GOOD));
    }

    /** Histograms of the scores of good and of defective images, with the threshold. */
    public Chart histogram() {
        double[] good = logs(scoresOf(Sample.GOOD));
        double[] defective = logs(IntStream.range(0, scores.length)
                .filter(i -> !kinds.get(i).equals(Sample.GOOD))
                .mapToDouble(i -> scores[i])
                .toArray());
        Chart chart = Chart.histogram(
                "Scores of good and defective images",
                "log10 of the score",
                BINS,
                new Chart.Group("good", good, Palette.GOOD),
                new Chart.Group("defective", defective, Palette.DEFECT));
        return threshold.known() ? chart.with(Series.mark("threshold", Math.log10(threshold.value()))) : chart;
    }

    private static double[] logs(double[] values) {
        return Arrays.stream(values).map(Math::log10).toArray();
    }

    @Override
    public String toString() {
        long defective =
                kinds.stream().filter(kind -> !kind.equals(Sample.GOOD)).count();
        return String.format(
                Locale.ROOT,
                "%s: AUROC %.1f %% on %d good and %d defective images; %s",
                detector,
                100 * auroc(),
                kinds.size() - defective,
                defective,
                threshold);
    }
}
