package org.differnet.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.differnet.Options;
import org.differnet.chart.Chart;
import org.differnet.score.evaluate.Evaluation;
import org.differnet.store.RecordJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Locales with digits, commas and an i of their own change nothing of what machines and people read. */
class LocalesTest {

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar-EG", "fa-IR", "hi-IN-u-nu-deva", "tr-TR", "de-DE"})
    void chartsTablesTextsAndOptionsAreTheSameInEveryLocale(String tag) {
        Locale.setDefault(Locale.ROOT);
        List<String> expected = everything();
        Locale.setDefault(Locale.forLanguageTag(tag));
        List<String> found = everything();
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i), found.get(i));
        }
    }

    private static List<String> everything() {
        double[] scores = IntStream.range(0, 40).mapToDouble(i -> 1 + i / 13.0).toArray();
        boolean[] anomalous = new boolean[scores.length];
        Arrays.fill(anomalous, 17, 40, true);
        Evaluation evaluation = Evaluation.of(scores, anomalous);
        return List.of(
                evaluation.toString(),
                TableHtml.of(evaluation.table()),
                TableHtml.of(evaluation.summary()),
                script(evaluation.rocChart()),
                script(evaluation.histogram()),
                pixels(evaluation.histogram().picture()),
                RecordJson.write(Options.standard()));
    }

    private static String script(Chart chart) {
        return chart.figure().asJavascript("target");
    }

    private static String pixels(BufferedImage picture) {
        int[] rgb = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
        return Integer.toHexString(Arrays.hashCode(rgb));
    }
}
