package org.differnet.score.evaluate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.differnet.data.ReadError;
import org.differnet.data.ReadErrors;
import org.differnet.data.Sample;
import org.differnet.score.Call;
import org.differnet.score.Threshold;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** The numbers of an evaluation. */
final class EvaluationTables {

    private EvaluationTables() {}

    /** What is reported of a curve, by name. */
    static Map<String, ToDoubleFunction<Roc>> measures() {
        Map<String, ToDoubleFunction<Roc>> measures = new LinkedHashMap<>();
        measures.put("AUROC", Roc::auroc);
        measures.put("average precision", Roc::averagePrecision);
        for (int percent : new int[] {0, 1, 5, 10}) {
            measures.put("recall at " + percent + " % false positives", roc -> roc.recallAt(percent / 100.0));
        }
        return measures;
    }

    static Table scores(Evaluation evaluation) {
        StringColumn called = StringColumn.create("called");
        for (double score : evaluation.scores()) {
            called.append(evaluation.threshold().call(score).toString());
        }
        Table table = Table.create(
                        "scores",
                        StringColumn.create("image", evaluation.names()),
                        StringColumn.create("kind", evaluation.kinds()),
                        DoubleColumn.create("score", evaluation.scores()),
                        called)
                .sortDescendingOn("score");
        return evaluation.errors().isEmpty() ? table : withErrors(table, evaluation.errors());
    }

    private static Table withErrors(Table scores, List<ReadError> errors) {
        StringColumn reasons = StringColumn.create("error", scores.rowCount());
        for (ReadError error : errors) {
            scores.stringColumn("image").append(error.name());
            scores.stringColumn("kind").append(error.kind());
            scores.doubleColumn("score").appendMissing();
            scores.stringColumn("called").appendMissing();
            reasons.append(error.reason());
        }
        return scores.addColumns(reasons);
    }

    static Table summary(Evaluation evaluation) {
        Map<String, ToDoubleFunction<Roc>> measures = measures();
        Threshold threshold = evaluation.threshold();
        if (threshold.known()) {
            measures.put("recall at the threshold", roc -> roc.recall(threshold));
            measures.put("false positives at the threshold", roc -> roc.falsePositiveRate(threshold));
        }
        Roc roc = evaluation.roc();
        List<ToDoubleFunction<Roc>> functions = new ArrayList<>(measures.values());
        Interval[] intervals = Bootstrap.standard().intervals(roc, sample -> functions.stream()
                .mapToDouble(f -> f.applyAsDouble(sample))
                .toArray());
        return Table.create(
                evaluation.detector() + ReadErrors.note(evaluation.errors()),
                StringColumn.create("measure", measures.keySet()),
                DoubleColumn.create("value", functions.stream().mapToDouble(f -> f.applyAsDouble(roc))),
                DoubleColumn.create("95 % from", Arrays.stream(intervals).mapToDouble(Interval::low)),
                DoubleColumn.create("95 % to", Arrays.stream(intervals).mapToDouble(Interval::high)));
    }

    static Table confusion(Evaluation evaluation) {
        boolean[] anomalous = evaluation.anomalous();
        int[][] counts = new int[Call.values().length][2];
        for (int i = 0; i < anomalous.length; i++) {
            Call call = evaluation.threshold().call(evaluation.scores()[i]);
            counts[call.ordinal()][anomalous[i] ? 1 : 0]++;
        }
        Table table = Table.create(
                "confusion" + ReadErrors.note(evaluation.errors()),
                StringColumn.create("image is", Sample.GOOD, "defective"));
        List<Call> calls =
                evaluation.threshold().known() ? List.of(Call.GOOD, Call.ANOMALOUS) : List.of(Call.UNDECIDED);
        calls.forEach(call -> table.addColumns(IntColumn.create("called " + call, counts[call.ordinal()])));
        return table;
    }

    static Table byKind(Evaluation evaluation) {
        Map<String, Roc> curves = evaluation.rocByKind();
        StringColumn kind = StringColumn.create("kind");
        IntColumn images = IntColumn.create("images");
        DoubleColumn auroc = DoubleColumn.create("AUROC");
        DoubleColumn low = DoubleColumn.create("95 % from");
        DoubleColumn high = DoubleColumn.create("95 % to");
        DoubleColumn called = DoubleColumn.create("called anomalous");
        for (String name : new TreeSet<>(evaluation.kinds())) {
            double[] some = evaluation.scoresOf(name);
            kind.append(name);
            images.append(some.length);
            if (curves.containsKey(name)) {
                Interval interval = Bootstrap.standard().interval(curves.get(name), Roc::auroc);
                auroc.append(curves.get(name).auroc());
                low.append(interval.low());
                high.append(interval.high());
            } else {
                auroc.appendMissing();
                low.appendMissing();
                high.appendMissing();
            }
            if (evaluation.threshold().known()) {
                called.append(Arrays.stream(some)
                                .filter(evaluation.threshold()::isAnomalous)
                                .count()
                        / (double) some.length);
            } else {
                called.appendMissing();
            }
        }
        return Table.create("by kind" + ReadErrors.note(evaluation.errors()), kind, images, auroc, low, high, called);
    }
}
