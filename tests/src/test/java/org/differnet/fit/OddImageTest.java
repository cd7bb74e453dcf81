package org.differnet.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.differnet.Options;
import org.differnet.score.GoodScores;
import org.differnet.view.ViewOptions;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;

/** One good image that is unlike the others makes a threshold that finds little: it is said. */
class OddImageTest {

    private static final double[] ODD = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 90};

    private static List<String> warnings(double falsePositiveRate) {
        List<String> heard = new ArrayList<>();
        ProgressListener listener = new ProgressListener() {
            @Override
            public void on(Progress progress) {}

            @Override
            public void warn(String message) {
                heard.add(message);
            }
        };
        Options options = Options.standard()
                .withBackbone(new Grid())
                .withViews(ViewOptions.rotationsAndLight())
                .withFalsePositiveRate(falsePositiveRate);
        try (TrainingSet good = TrainingSet.of(Grid.products(8, i -> 0, i -> 1), options, listener)) {
            good.threshold(new GoodScores(ODD, GoodScores.Source.HELD_OUT));
        }
        return heard;
    }

    @Test
    void thresholdThatOneImageDecidesIsWarnedOfWithTheRateThatLeavesItAside() {
        List<String> heard = warnings(0.05);
        assertEquals(1, heard.size(), heard::toString);
        assertTrue(
                heard.get(0).contains("90.00") && heard.get(0).contains("withFalsePositiveRate(0.096)"), heard.get(0));
    }

    @Test
    void rateThatLeavesItAsideIsNotWarnedOf() {
        assertEquals(List.of(), warnings(0.096));
    }
}
