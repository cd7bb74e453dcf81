package org.differnet.score.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.special.Erf;
import org.differnet.chart.Chart;
import org.differnet.chart.Palette;
import org.differnet.chart.Series;
import org.differnet.data.ReadErrors;

/**
 * Two detectors on the same images: whether their AUROCs differ by more than the choice of images explains.
 *
 * <p>The same images make the scores go together, which the test of DeLong, DeLong and Clarke-Pearson (Biometrics 1988)
 * takes into account. It holds for many images; of a dozen it says little. It knows one trained model of each detector: how
 * much another seed changes is for {@link SeedSummary} to say.
 *
 * @param first one detector
 * @param second the other, its images in the order of the first
 * @param standardError of the difference of the AUROCs
 */
public record Comparison(Evaluation first, Evaluation second, double standardError) {

    private static final int MOST_NAMED = 3;
    private static final double NORMAL_975 = 1.959963984540054;

    static Comparison of(Evaluation first, Evaluation second) {
        Evaluation ordered = inOrderOf(first, second);
        boolean[] anomalous = first.anomalous();
        DeLong a = DeLong.of(first.scores(), anomalous);
        DeLong b = DeLong.of(ordered.scores(), anomalous);
        double variance = a.variance() + b.variance() - 2 * a.covariance(b);
        return new Comparison(first, ordered, Math.sqrt(Math.max(0, variance)));
    }

    /** AUROC of the first minus that of the second, -1 to 1. */
    public double difference() {
        return first.auroc() - second.auroc();
    }

    /**
     * How often chance alone makes a difference of this size or more in either direction, if the detectors were equally
     * good: 0 to 1; NaN where the AUROCs differ without any spread, as of
     * perfect scores and constant ones.
     */
    public double pValue() {
        return difference() == 0 ? 1 : standardError == 0 ? Double.NaN : Erf.erfc(Math.abs(z()) / Math.sqrt(2));
    }

    /** The difference in standard errors. */
    public double z() {
        return difference() / standardError;
    }

    /** Both ROC curves. */
    public Chart chart() {
        double[] ends = {0, 1};
        return Chart.of(
                "ROC curves on the same images",
                "false-positive rate",
                "true-positive rate",
                Series.dashed("chance", ends, ends, Palette.REFERENCE),
                EvaluationCharts.curve(second, second.roc(), Palette.DEFECT),
                EvaluationCharts.curve(first, first.roc(), Palette.GOOD));
    }

    /** One line, such as "A 97.1 %, B 89.9 %: difference 7.2 points (5.0 to 9.4), p = 0.0003 (DeLong, 583 images)". */
    @Override
    public String toString() {
        double half = NORMAL_975 * standardError;
        return String.format(
                Locale.ROOT,
                "%s %.1f %%, %s %.1f %%: AUROC differs by %.1f points (95 %%: %.1f to %.1f), p %s (DeLong, %d images%s)",
                first.detector(),
                100 * first.auroc(),
                second.detector(),
                100 * second.auroc(),
                100 * difference(),
                100 * (difference() - half),
                100 * (difference() + half),
                Double.isNaN(pValue())
                        ? "cannot be given: " + withoutSpread()
                        : String.format(Locale.ROOT, "= %.2g", pValue()),
                first.names().size(),
                first.errors().isEmpty() ? "" : ";" + ReadErrors.note(first.errors()));
    }

    /** Why there is no p-value. */
    private String withoutSpread() {
        for (Evaluation each : List.of(first, second)) {
            if (Arrays.stream(each.scores()).distinct().count() == 1) {
                return "the scores of " + each.detector() + " are constant";
            }
        }
        return "which images are ranked above which does not vary";
    }

    /** The second evaluation with its images in the order of the first. */
    static Evaluation inOrderOf(Evaluation first, Evaluation second) {
        if (first.names().equals(second.names()) && first.kinds().equals(second.kinds())) {
            return second;
        }
        Map<String, Integer> places = places(second);
        Set<String> lacking = new LinkedHashSet<>(places(first).keySet());
        Set<String> more = new LinkedHashSet<>(places.keySet());
        more.removeAll(lacking);
        lacking.removeAll(places.keySet());
        if (!lacking.isEmpty() || !more.isEmpty()) {
            throw new IllegalArgumentException("only detectors on the same images can be compared: " + first.detector()
                    + " alone scored " + some(lacking) + ", " + second.detector() + " alone " + some(more));
        }
        double[] scores = new double[places.size()];
        Set<String> relabelled = new LinkedHashSet<>();
        for (int i = 0; i < scores.length; i++) {
            int place = places.get(first.names().get(i));
            scores[i] = second.scores()[place];
            if (!first.kinds().get(i).equals(second.kinds().get(place))) {
                relabelled.add(first.names().get(i));
            }
        }
        if (!relabelled.isEmpty()) {
            throw new IllegalArgumentException(
                    "only detectors on the same images can be compared: of another kind in one"
                            + " than in the other are " + some(relabelled));
        }
        return new Evaluation(
                second.detector(), first.names(), first.kinds(), scores, second.threshold(), second.errors());
    }

    private static Map<String, Integer> places(Evaluation evaluation) {
        Map<String, Integer> places = new LinkedHashMap<>();
        for (int i = 0; i < evaluation.names().size(); i++) {
            if (places.put(evaluation.names().get(i), i) != null) {
                throw new IllegalArgumentException(evaluation.detector() + " scored two images named "
                        + evaluation.names().get(i) + "; to compare, names must be unique");
            }
        }
        return places;
    }

    private static String some(Set<String> names) {
        if (names.isEmpty()) {
            return "none";
        }
        List<String> some = new ArrayList<>(names).subList(0, Math.min(MOST_NAMED, names.size()));
        return String.join(", ", some)
                + (names.size() > some.size() ? " and " + (names.size() - some.size()) + " more" : "");
    }
}
