package org.differnet.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.differnet.score.GoodScores;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is warned of where so few images do not allow the rate that was asked for. */
class LearntThresholdTest {

    @ParameterizedTest
    @CsvSource({
        "HELD_OUT, set aside the threshold promises",
        "CROSS_VALIDATED, 'in all, cross-validated, the threshold aims at'",
        "TRAINED_ON, that are trained on too the threshold aims at"
    })
    void warningPromisesARateOfHeldOutImagesAlone(GoodScores.Source source, String words) {
        List<String> warnings = new ArrayList<>();
        ProgressListener listener = new ProgressListener() {
            @Override
            public void on(Progress progress) {}

            @Override
            public void warn(String message) {
                warnings.add(message);
            }
        };
        LearntThreshold.of(new GoodScores(new double[] {1, 2, 3, 4}, source), 0.05, listener);
        assertEquals(
                List.of("with 4 good images " + words + " 20.0 % false positives, not 5.0 %. Give more good images"),
                warnings);
    }
}
