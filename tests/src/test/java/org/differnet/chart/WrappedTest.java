package org.differnet.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class WrappedTest {

    @Test
    void shortNameIsOneLine() {
        assertEquals(List.of("DifferNet, AUROC 97.1 %"), Wrapped.lines("DifferNet, AUROC 97.1 %"));
    }

    @Test
    void longNameBreaksBetweenWordsAndLosesNone() {
        List<String> lines =
                Wrapped.lines("DifferNet (features of MobileNetV2 trained on photographs of COCO), AUROC 86.4 %");
        assertEquals(
                List.of("DifferNet (features of MobileNetV2", "trained on photographs of COCO), AUROC", "86.4 %"),
                lines);
    }

    @Test
    void wordThatIsTooLongHasALineOfItsOwn() {
        String word = "x".repeat(60);
        assertEquals(List.of("a", word, "b"), Wrapped.lines("a " + word + " b"));
    }

    @Test
    void emptyNameIsOneEmptyLine() {
        assertEquals(List.of(""), Wrapped.lines(""));
    }
}
