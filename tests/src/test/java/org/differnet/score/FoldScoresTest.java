package org.differnet.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldScoresTest {

    private static final FoldScores TWO = new FoldScores(List.of(new double[] {3, 1, 5}, new double[] {2, 4, 6}));

    @Test
    void pooledScoresSayThatTheyPromiseNothing() {
        GoodScores pooled = TWO.pooled();
        assertArrayEquals(new double[] {1, 2, 3, 4, 5, 6}, pooled.values());
        String promise = pooled.threshold(0.2).promise();
        assertTrue(promise.startsWith("No exact promise"), promise);
        assertFalse(promise.contains("FoldScores"), promise);
    }

    @Test
    void pValueIsTwiceTheMeanOverFolds() {
        // 5.5 exceeds all of the first fold (1 / 4) and two of the second (2 / 4).
        assertEquals(0.75, TWO.pValue(5.5, 5.5));
        assertEquals(1, TWO.pValue(0, 0));
    }

    @ParameterizedTest
    @CsvSource({"3, 0.5", "38, 0.0513", "39, 0.05"})
    void leastPValueIsTwiceOneOverTheImagesOfAFoldAndOne(int imagesOfAFold, double least) {
        FoldScores ten = new FoldScores(Collections.nCopies(10, new double[imagesOfAFold]));
        double[] highest = new double[10];
        Arrays.fill(highest, 1);
        assertEquals(least, ten.pValue(highest), 1e-4);
    }

    @Test
    void scoreOfEachFoldsModelIsNeeded() {
        var error = assertThrows(IllegalArgumentException.class, () -> TWO.pValue(1));
        assertTrue(error.getMessage().contains("1 scores for 2 folds"), error.getMessage());
    }

    @Test
    void oneFoldOrAnEmptyOneIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new FoldScores(List.of(new double[] {1, 2})));
        assertThrows(IllegalArgumentException.class, () -> new FoldScores(List.of(new double[] {1}, new double[0])));
    }

    /** The model is the mean of few images, the score the distance from it, so that folds matter. */
    @Test
    void pValuesOfGoodImagesAreNoSmallerThanThoseOfChance() {
        SplittableRandom random = new SplittableRandom(1);
        int draws = 4000;
        double[] pValues = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            double[] images = random.doubles(21).toArray();
            List<double[]> folds = new ArrayList<>();
            double[] scores = new double[4];
            for (int fold = 0; fold < 4; fold++) {
                int first = 5 * fold;
                double model = IntStream.range(0, 20)
                        .filter(i -> i < first || i >= first + 5)
                        .mapToDouble(i -> images[i])
                        .average()
                        .orElseThrow();
                folds.add(Arrays.stream(images, first, first + 5)
                        .map(image -> Math.abs(image - model))
                        .toArray());
                scores[fold] = Math.abs(images[20] - model);
            }
            pValues[draw] = new FoldScores(folds).pValue(scores);
        }
        for (double level : new double[] {0.4, 0.5, 0.7}) {
            double share = Arrays.stream(pValues).filter(p -> p <= level).count() / (double) draws;
            assertTrue(share <= level, "p <= " + level + " in a share of " + share);
            assertTrue(share > 0, "p <= " + level + " never came");
        }
    }
}
