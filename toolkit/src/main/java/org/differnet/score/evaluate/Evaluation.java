package org.differnet.score.evaluate;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.differnet.chart.Chart;
import org.differnet.data.ReadError;
import org.differnet.data.ReadErrors;
import org.differnet.data.Sample;
import org.differnet.score.Threshold;
import tech.tablesaw.api.Table;

/**
 * How well scores tell good from defective images of a test set. Higher scores are more anomalous. All shares are in [0,
 * 1]; intervals are of {@link Bootstrap#standard()}.
 *
 * @param detector what gave the scores, for legends and messages
 * @param names of the images
 * @param kinds of the images: "good" or the kind of defect
 * @param scores one for each image, finite
 * @param threshold learnt without the test set
 * @param errors images of the test set that could not be read: all numbers are of the others
 */
public record Evaluation(
        String detector,
        List<String> names,
        List<String> kinds,
        double[] scores,
        Threshold threshold,
        List<ReadError> errors) {

    /** Checks that each image has a name, a kind and a finite score. */
    public Evaluation {
        errors = List.copyOf(errors);
        names = List.copyOf(names);
        kinds = List.copyOf(kinds);
        if (names.size() != scores.length || kinds.size() != scores.length) {
            throw new IllegalArgumentException("an evaluation needs a name, a kind and a score for each image, not "
                    + names.size() + ", " + kinds.size() + " and " + scores.length);
        }
        for (int i = 0; i < scores.length; i++) {
            if (!Double.isFinite(scores[i])) {
                throw new IllegalArgumentException(
                        "the score of " + names.get(i) + " is " + scores[i] + "; scores must be finite");
            }
        }
    }

    /** An evaluation of images that could all be read. */
    public Evaluation(String detector, List<String> names, List<String> kinds, double[] scores, Threshold threshold) {
        this(detector, names, kinds, scores, threshold, List.of());
    }

    /** Scores and labels from anywhere: images are numbered from 0, defects are of one kind, there is no threshold. */
    public static Evaluation of(double[] scores, boolean[] anomalous) {
        return new Evaluation(
                "scores",
                IntStream.range(0, scores.length).mapToObj(i -> "image " + i).toList(),
                IntStream.range(0, anomalous.length)
                        .mapToObj(i -> anomalous[i] ? "defective" : Sample.GOOD)
                        .toList(),
                scores.clone(),
                Threshold.none("none was given"));
    }

    /** The same scores with another threshold. */
    public Evaluation withThreshold(Threshold threshold) {
        return new Evaluation(detector, names, kinds, scores, threshold, errors);
    }

    /** The same scores beside images of the test set that could not be read. */
    public Evaluation withErrors(List<ReadError> errors) {
        return new Evaluation(detector, names, kinds, scores, threshold, errors);
    }

    /** Which images are defective. */
    public boolean[] anomalous() {
        boolean[] anomalous = new boolean[scores.length];
        for (int i = 0; i < scores.length; i++) {
            anomalous[i] = !kinds.get(i).equals(Sample.GOOD);
        }
        return anomalous;
    }

    /**
     * The ROC curve of all images.
     *
     * @throws IllegalArgumentException if there are no good or no defective images, here and in all that follows from it
     */
    public Roc roc() {
        return Roc.of(scores, anomalous());
    }

    /** Area under the ROC curve: how often a defective image scores above a good one. */
    public double auroc() {
        return roc().auroc();
    }

    /** Average precision. */
    public double averagePrecision() {
        return roc().averagePrecision();
    }

    /** The highest share of defective images found with at most this share of good ones called anomalous. */
    public double recallAt(double falsePositiveRate) {
        return roc().recallAt(falsePositiveRate);
    }

    /** The 95 % interval of a measure, such as {@code Roc::auroc}. */
    public Interval interval(ToDoubleFunction<Roc> measure) {
        return Bootstrap.standard().interval(roc(), measure);
    }

    /** The standard error of the AUROC after DeLong et al., 1988. */
    public double aurocError() {
        return Math.sqrt(DeLong.of(scores, anomalous()).variance());
    }

    /**
     * Whether the AUROCs of two detectors differ by more than chance.
     *
     * @throws IllegalArgumentException if they did not score the same images; the message names those that differ
     */
    public Comparison compare(Evaluation other) {
        return Comparison.of(this, other);
    }

    /** The ROC curve of each kind of defect against all good images. */
    public Map<String, Roc> rocByKind() {
        Map<String, Roc> result = new LinkedHashMap<>();
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
                        Roc.of(Arrays.stream(some).mapToDouble(i -> scores[i]).toArray(), anomalous));
            }
        }
        return result;
    }

    /** The AUROC of each kind of defect against all good images. */
    public Map<String, Double> aurocByKind() {
        Map<String, Double> result = new LinkedHashMap<>();
        rocByKind().forEach((kind, roc) -> result.put(kind, roc.auroc()));
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

    /** The scores of one kind of image. */
    public double[] scoresOf(String kind) {
        return IntStream.range(0, scores.length)
                .filter(i -> kinds.get(i).equals(kind))
                .mapToDouble(i -> scores[i])
                .toArray();
    }

    /**
     * One row per image: name, kind, score, verdict; highest score first. Where images could not be read they come last,
     * without a score, and a further column says why.
     */
    public Table table() {
        return EvaluationTables.scores(this);
    }

    /**
     * One row per measure with its 95 % interval: AUROC, average precision, recall at 0, 1, 5 and 10 % false positives, and
     * what the threshold gives.
     */
    public Table summary() {
        return EvaluationTables.summary(this);
    }

    /** One row per kind: images, AUROC against the good ones with its 95 % interval, share called anomalous. */
    public Table byKind() {
        return EvaluationTables.byKind(this);
    }

    /** What the threshold makes of the images: a row for good and for defective ones, how many are called what. */
    public Table confusion() {
        return EvaluationTables.confusion(this);
    }

    /** The ROC curve with the band in which, at each false-positive rate, the recall lies with 95 % confidence. */
    public Chart rocChart() {
        return EvaluationCharts.roc(this);
    }

    /** Precision over recall: what share of the images called anomalous is defective. */
    public Chart precisionRecallChart() {
        return EvaluationCharts.precisionRecall(this);
    }

    /** Histograms of the scores of good and of defective images, the last bar with all above (Figure 6 of the paper). */
    public Chart histogram() {
        return EvaluationCharts.histogram(this);
    }

    /** The scores of each kind of image as a box plot. */
    public Chart boxPlot() {
        return EvaluationCharts.boxes(this);
    }

    /** One line, such as "DifferNet: AUROC 90.2 % (83.5 to 95.8 %) on 40 good and 40 defective images; threshold ...". */
    @Override
    public String toString() {
        int good = Collections.frequency(kinds, Sample.GOOD);
        int defective = kinds.size() - good;
        String auroc = good == 0 || defective == 0
                ? "no AUROC"
                : String.format(Locale.ROOT, "AUROC %.1f %% (%s)", 100 * auroc(), interval(Roc::auroc));
        return String.format(
                Locale.ROOT,
                "%s: %s on %d good and %d defective images%s; %s",
                detector,
                auroc,
                good,
                defective,
                ReadErrors.note(errors),
                threshold);
    }
}
