package org.differnet.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.differnet.score.GoodScores.Source;
import org.differnet.score.evaluate.Curves;
import org.differnet.work.Seeds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoodScoresTest {

    @Test
    void nineteenImagesAtFivePercentGiveTheirHighestScore() {
        Threshold threshold = heldOut(upTo(19)).threshold(0.05);
        assertFalse(threshold.isAnomalous(19));
        assertTrue(threshold.isAnomalous(19.001));
    }

    @Test
    void rateBelowWhatTheImagesCanPromiseIsRefusedWithTheLowestRate() {
        GoodScores nine = heldOut(new double[9]);
        var error = assertThrows(IllegalArgumentException.class, () -> nine.threshold(0.05));
        assertTrue(error.getMessage().contains("1/(n+1) = 0.1"), error.getMessage());
        assertTrue(error.getMessage().contains("set more good images aside"), error.getMessage());
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
    void rateThatIsNoShareIsRefused(double rate) {
        assertThrows(IllegalArgumentException.class, () -> heldOut(upTo(100)).threshold(rate));
        assertThrows(IllegalArgumentException.class, () -> heldOut(upTo(100)).tailThreshold(rate));
    }

    @Test
    void pValueCountsTheImageItselfAmongTheGoodOnes() {
        GoodScores nine = heldOut(upTo(9));
        assertEquals(0.1, nine.pValue(9.5));
        assertEquals(0.2, nine.pValue(9));
        assertEquals(1, nine.pValue(0.5));
    }

    @ParameterizedTest
    @CsvSource({"30, true", "11, false", "12.1, true", "11.9, false"})
    void highestIsOddWhereItStandsFartherOffThanTheNextFromTheMiddle(double highest, boolean odd) {
        double[] scores = upTo(10);
        scores[9] = highest;
        assertEquals(odd, heldOut(scores).highestIsOdd());
    }

    @Test
    void ofFewImagesNoneIsOdd() {
        assertFalse(heldOut(new double[] {1, 2, 3, 4, 5, 6, 7, 8, 99}).highestIsOdd());
    }

    @Test
    void withoutGoodImagesThereIsNoThresholdAtAnyRate() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> GoodScores.none().threshold(0.9))
                .getMessage();
        assertTrue(message.contains("no good scores"), message);
    }

    @Test
    void withoutGoodImagesNothingIsUnusual() {
        assertEquals(1, GoodScores.none().pValue(1e9));
    }

    @Test
    void imageIsCalledAnomalousIffItsPValueIsAtMostTheRate() {
        GoodScores good = heldOut(rounded(new SplittableRandom(1), 57));
        for (double rate = 0.02; rate < 1; rate += 0.01) {
            Threshold threshold = good.threshold(rate);
            for (double score = -0.05; score < 1.1; score += 0.05) {
                assertEquals(
                        good.pValue(score) <= rate + 1e-9, threshold.isAnomalous(score), rate + " and score " + score);
            }
        }
    }

    /** Scores of 400 images, some of them equal, are parted at random into 59 that are held out and others. */
    @Test
    void overManySplitsNoMoreGoodImagesThanPromisedAreCalledAnomalous() {
        double[] pool = rounded(new SplittableRandom(2), 400);
        double called = 0;
        int splits = 2000;
        for (int split = 0; split < splits; split++) {
            int[] order = Seeds.shuffled(pool.length, split);
            Threshold threshold = heldOut(pick(pool, order, 0, 59)).threshold(0.1);
            called += Arrays.stream(pick(pool, order, 59, 400))
                            .filter(threshold::isAnomalous)
                            .count()
                    / 341.0;
        }
        double share = called / splits;
        // The ties only lower the rate; four standard deviations of the mean over splits are 0.004.
        assertTrue(share <= 0.1 + 0.004, "share " + share);
        assertTrue(share >= 0.07, "share " + share);
    }

    @Test
    void pValuesOfGoodImagesAreNoSmallerThanThoseOfChance() {
        double[] pool = rounded(new SplittableRandom(3), 300);
        int splits = 4000;
        double[] pValues = new double[splits];
        for (int split = 0; split < splits; split++) {
            int[] order = Seeds.shuffled(pool.length, split);
            pValues[split] = heldOut(pick(pool, order, 0, 39)).pValue(pool[order[39]]);
        }
        for (double level : new double[] {0.025, 0.05, 0.1, 0.25, 0.5, 0.9}) {
            double share = Arrays.stream(pValues).filter(p -> p <= level).count() / (double) splits;
            double fourDeviations = 4 * Math.sqrt(level * (1 - level) / splits);
            assertTrue(share <= level + fourDeviations, "p <= " + level + " in a share of " + share);
        }
    }

    /** The rate for one draw of n images is a beta variable; 9 draws in 10 must stay below what the promise says. */
    @Test
    void rateThatNineDrawsInTenKeepIsKeptByNineDrawsInTen() {
        String promise = heldOut(upTo(39)).threshold(0.1).promise();
        assertTrue(promise.contains("for nine draws in ten at most 16.3 %"), promise);
        SplittableRandom random = new SplittableRandom(4);
        long kept = IntStream.range(0, 4000)
                .filter(i ->
                        1 - heldOut(random.doubles(39).toArray()).threshold(0.1).value() <= 0.16334)
                .count();
        assertEquals(0.9, kept / 4000.0, 0.019);
    }

    @Test
    void onlyHeldOutImagesPromiseARate() {
        assertTrue(heldOut(upTo(40)).threshold(0.1).promise().contains("at most 10.0 %"));
        for (Source source : new Source[] {Source.CROSS_VALIDATED, Source.TRAINED_ON}) {
            String promise = new GoodScores(upTo(40), source).threshold(0.1).promise();
            assertTrue(promise.startsWith("No "), promise);
        }
    }

    @ParameterizedTest
    @EnumSource(Source.class)
    void aimSaysAtMostWhereTheRateIsPromisedAndAboutElse(Source source) {
        String rate = source == Source.HELD_OUT ? "at most" : "about";
        assertEquals(
                rate + " 10.0 % false positives",
                new GoodScores(upTo(40), source).threshold(0.1).aim());
    }

    @Test
    void ofCrossValidatedScoresTheNearestRankIsTaken() {
        GoodScores scores = new GoodScores(upTo(31), Source.CROSS_VALIDATED);
        assertEquals(2, scores.pValue(scores.threshold(0.05).value()) * 32, 1e-9, "0.05 x 32 = 1.6");
        assertEquals(1, scores.pValue(scores.threshold(0.04).value()) * 32, 1e-9, "0.04 x 32 = 1.28");
        assertEquals(1, scores.pValue(scores.threshold(1 / 32.0).value()) * 32, 1e-9, "the lowest rate");
        assertEquals(31, scores.pValue(scores.threshold(0.999).value()) * 32, 1, "nearly all");
    }

    @Test
    void tailAgreesWithTheMomentsAndScipysQuantile() {
        Curves.Tail expected = Curves.read().tail();
        ParetoTail tail = ParetoTail.of(expected.scores());
        assertEquals(expected.shape(), tail.shape(), 1e-9);
        assertEquals(expected.scale(), tail.scale(), 1e-9);
        assertEquals(
                expected.quantile(),
                heldOut(expected.scores()).tailThreshold(0.001).value(),
                1e-8);
    }

    @Test
    void tailOfExponentialScoresComesNearTheRareRateAskedFor() {
        SplittableRandom random = new SplittableRandom(6);
        double exceeded = 0;
        int draws = 500;
        for (int draw = 0; draw < draws; draw++) {
            double[] scores = random.doubles(1000).map(u -> -Math.log(1 - u)).toArray();
            exceeded += Math.exp(-heldOut(scores).tailThreshold(1e-3).value()) / draws;
        }
        assertEquals(1e-3, exceeded, 5e-4);
    }

    @Test
    void tailWithAnEndIsTakenAsExponential() {
        ParetoTail tail = ParetoTail.of(upTo(100));
        assertEquals(0, tail.shape());
        assertEquals(5.5, tail.scale(), 1e-12);
        assertEquals(90 + 5.5 * Math.log(100), tail.quantile(0.001), 1e-9);
    }

    @Test
    void tailPromisesNothing() {
        Threshold threshold = heldOut(upTo(100)).tailThreshold(0.001);
        assertTrue(threshold.promise().startsWith("No promise"), threshold.promise());
        assertTrue(threshold.toString().contains("about 0.1 % false positives by a fitted tail"), threshold.toString());
    }

    @Test
    void tailOfTooFewOrEqualScoresIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> heldOut(upTo(49)).tailThreshold(0.01));
        var error = assertThrows(
                IllegalArgumentException.class, () -> heldOut(new double[60]).tailThreshold(0.01));
        assertTrue(error.getMessage().contains("equal"), error.getMessage());
    }

    @Test
    void tailIsNotAskedForWhatTheScoresThemselvesTell() {
        var error = assertThrows(
                IllegalArgumentException.class, () -> heldOut(upTo(100)).tailThreshold(0.2));
        assertTrue(error.getMessage().contains("take the conformal threshold"), error.getMessage());
    }

    @Test
    void scoreThatIsNotFiniteIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> heldOut(new double[] {1, Double.NaN}));
        assertThrows(IllegalArgumentException.class, () -> heldOut(upTo(9)).pValue(Double.NaN));
    }

    private static GoodScores heldOut(double[] scores) {
        return new GoodScores(scores, Source.HELD_OUT);
    }

    private static double[] upTo(int n) {
        return IntStream.rangeClosed(1, n).mapToDouble(i -> i).toArray();
    }

    /** Scores with two digits, so that some are equal. */
    private static double[] rounded(SplittableRandom random, int n) {
        return random.doubles(n).map(u -> Math.round(100 * u * u) / 100.0).toArray();
    }

    private static double[] pick(double[] pool, int[] order, int from, int to) {
        return Arrays.stream(order, from, to).mapToDouble(i -> pool[i]).toArray();
    }
}
