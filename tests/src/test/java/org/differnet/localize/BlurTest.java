package org.differnet.localize;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BlurTest {

    private static final int SIZE = 40;

    @Test
    void mirroredBlurLeavesAConstantAlone() {
        float[] blur = Blur.mirrored(SIZE, 2);
        for (int row = 0; row < SIZE; row++) {
            assertEquals(1, sum(blur, row), 1e-6);
        }
    }

    @Test
    void blurWithinTheMapHalvesAConstantAtItsRimAlone() {
        float[] blur = Blur.within(SIZE, 2);
        assertEquals(0.6, sum(blur, 0), 1e-3);
        assertEquals(0.6, sum(blur, SIZE - 1), 1e-3);
        assertEquals(1, sum(blur, SIZE / 2), 1e-6);
    }

    private static double sum(float[] matrix, int row) {
        double sum = 0;
        for (int column = 0; column < SIZE; column++) {
            sum += matrix[row * SIZE + column];
        }
        return sum;
    }
}
