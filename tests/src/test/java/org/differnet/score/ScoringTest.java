package org.differnet.score;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ScoringTest {

    /** Three views of two dimensions: scores 1, 4 and 25, mean latent (1, 3). */
    private static final float[] Z = {1, 1, 2, 2, 0, 6 + 1.0710678f};

    private static final MeanLatents TRAINED = new MeanLatents(new float[] {9, 9, 1, 1.3570226f, -4, 0}, 2);

    @Test
    void meanIsThatOfTheViews() {
        assertEquals((1 + 4 + 25) / 3.0, Scoring.MEAN.ofImage(Z, 2, null), 1e-5);
    }

    @Test
    void medianIsThatOfTheViews() {
        assertEquals(4, Scoring.MEDIAN.ofImage(Z, 2, null), 1e-5);
    }

    @Test
    void medianOfAnEvenNumberOfViewsLiesBetweenTheMiddleTwo() {
        assertEquals(2.5, Scoring.MEDIAN.ofImage(new float[] {1, 1, 2, 2}, 2, null), 1e-5);
    }

    @Test
    void nearestIsTheMedianTimesTheDistanceOfTheMeanLatentFromTheNearest() {
        assertEquals(4 * (2 * 2 / 2.0), Scoring.NEAREST.ofImage(Z, 2, TRAINED), 1e-4);
    }

    @Test
    void imageThatWasTrainedOnIsAsNearAsCanBe() {
        MeanLatents itself = new MeanLatents(MeanLatents.of(Z, 2), 2);
        assertEquals(0, Scoring.NEAREST.ofImage(Z, 2, itself));
    }

    @Test
    void latentsThatDoNotFillTheirRowsAreRefused() {
        var error = assertThrows(IllegalArgumentException.class, () -> new MeanLatents(new float[5], 2));
        assertEquals("5 numbers are no mean latents of length 2 of at least one image", error.getMessage());
    }
}
