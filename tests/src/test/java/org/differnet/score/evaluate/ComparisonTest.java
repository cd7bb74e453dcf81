package org.differnet.score.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.differnet.score.Threshold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ComparisonTest {

    private static final List<String> NAMES = List.of("a", "b", "c", "d");
    private static final List<String> KINDS = List.of("good", "good", "crack", "crack");
    private static final Evaluation FIRST = evaluation("first", NAMES, KINDS, 1, 2, 2, 4);

    static List<Curves.Pair> pairs() {
        return Curves.read().pairs();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void testAgreesWithDeLongsFormula(Curves.Pair pair) {
        Evaluation first = Evaluation.of(pair.first(), pair.anomalous());
        Comparison comparison = first.compare(Evaluation.of(pair.second(), pair.anomalous()));
        assertEquals(pair.firstError(), first.aurocError(), 1e-12);
        assertEquals(pair.difference(), comparison.difference(), 1e-12);
        assertEquals(pair.error(), comparison.standardError(), 1e-12);
        assertEquals(pair.pValue(), comparison.pValue(), 1e-9);
    }

    @Test
    void imagesAreMatchedByName() {
        Evaluation turned = evaluation(
                "second", List.of("d", "c", "b", "a"), List.of("crack", "crack", "good", "good"), 4, 2, 2, 1);
        Comparison comparison = FIRST.compare(turned);
        assertEquals(0, comparison.standardError());
        assertEquals(1, comparison.pValue());
    }

    @Test
    void otherImagesAreRefusedByName() {
        Evaluation other = evaluation("second", List.of("a", "b", "c", "x"), KINDS, 1, 2, 3, 4);
        var error = assertThrows(IllegalArgumentException.class, () -> FIRST.compare(other));
        assertTrue(error.getMessage().contains("first alone scored d, second alone x"), error.getMessage());
    }

    @Test
    void otherLabelsAreRefusedByName() {
        Evaluation other = evaluation("second", NAMES, List.of("good", "crack", "crack", "crack"), 1, 2, 3, 4);
        var error = assertThrows(IllegalArgumentException.class, () -> FIRST.compare(other));
        assertTrue(error.getMessage().endsWith("are b"), error.getMessage());
    }

    @Test
    void oneDefectiveImageHasNoVariance() {
        Evaluation few = Evaluation.of(new double[] {1, 2, 3}, new boolean[] {false, false, true});
        var error = assertThrows(IllegalArgumentException.class, () -> few.compare(few));
        assertTrue(error.getMessage().contains("2 good and 1 defective"), error.getMessage());
    }

    @Test
    void differenceWithoutAnySpreadHasNoPValue() {
        Evaluation perfect = evaluation("perfect", NAMES, KINDS, 1, 1, 2, 2);
        Evaluation constant = evaluation("constant", NAMES, KINDS, 1, 1, 1, 1);
        assertEquals(Double.NaN, perfect.compare(constant).pValue());
    }

    @Test
    void scoresThatAreConstantAreNamedInPlaceOfAPValue() {
        Evaluation perfect = evaluation("perfect", NAMES, KINDS, 1, 1, 2, 2);
        Evaluation constant = evaluation("constant", NAMES, KINDS, 1, 1, 1, 1);
        String line = perfect.compare(constant).toString();
        assertTrue(line.contains("p cannot be given: the scores of constant are constant (DeLong"), line);
    }

    private static Evaluation evaluation(String detector, List<String> names, List<String> kinds, double... scores) {
        return new Evaluation(detector, names, kinds, scores, Threshold.none("test"));
    }
}
