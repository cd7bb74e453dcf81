package org.differnet.score.evaluate;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What make_fixtures.py wrote: measures by scikit-learn, DeLong's test by its formula, a tail by SciPy. */
public record Curves(List<Curve> curves, List<Pair> pairs, Tail tail) {

    public record Curve(
            String name,
            double[] scores,
            boolean[] anomalous,
            double auroc,
            double averagePrecision,
            double[] falsePositiveRate,
            double[] truePositiveRate,
            double[] thresholds,
            double[] precision,
            double[] recallAt,
            double bestF1) {

        @Override
        public String toString() {
            return name;
        }
    }

    record Pair(
            String name,
            double[] first,
            double[] second,
            boolean[] anomalous,
            double firstError,
            double difference,
            double error,
            double pValue) {

        @Override
        public String toString() {
            return name;
        }
    }

    public record Tail(double[] scores, double shape, double scale, double quantile) {}

    public static Curves read() {
        try (var json =
                new InputStreamReader(Curves.class.getResourceAsStream("curves.json"), StandardCharsets.UTF_8)) {
            return new Gson().fromJson(json, Curves.class);
        } catch (IOException e) {
            throw new UncheckedIOException("curves.json", e);
        }
    }
}
