package org.differnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class OptionsTest {

    @Test
    void paperHasTheNumbersOfThePaper() {
        Options paper = Options.paper();
        assertEquals(8, paper.flow().blocks());
        assertEquals(2048, paper.flow().hiddenUnits());
        assertEquals(192, paper.training().epochs());
        assertEquals(96, paper.training().batchSize());
        assertEquals(4, paper.trainViews());
        assertEquals(64, paper.testViews());
    }

    @Test
    void negativeViewsAreRefusedWithTheRange() {
        var error = assertThrows(
                IllegalArgumentException.class, () -> Options.standard().withTestViews(-1));
        assertEquals("testViews is -1; allowed are 1 to 4096", error.getMessage());
    }

    @Test
    void holdOutOfMoreThanHalfIsRefusedWithTheRange() {
        var error = assertThrows(
                IllegalArgumentException.class, () -> Options.standard().withHoldOut(0.6));
        assertEquals("holdOut is 0.6; allowed are 0 to 0.5, and 0.1 is usual", error.getMessage());
    }

    @Test
    void rateThatIsNotANumberIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Options.standard().withFalsePositiveRate(Double.NaN));
    }

    @Test
    void fewImagesGiveAThirdToTheThresholdAndManyTheShareAskedFor() {
        assertEquals(0, GoodImages.setAside(1, 0.1, 0.05));
        assertEquals(1, GoodImages.setAside(2, 0.1, 0.05));
        assertEquals(4, GoodImages.setAside(12, 0.1, 0.05));
        assertEquals(19, GoodImages.setAside(100, 0.1, 0.05));
        assertEquals(77, GoodImages.setAside(761, 0.1, 0.05));
        assertEquals(100, GoodImages.setAside(10_000, 0.1, 0.05));
        assertEquals(0, GoodImages.setAside(761, 0, 0.05));
    }
}
