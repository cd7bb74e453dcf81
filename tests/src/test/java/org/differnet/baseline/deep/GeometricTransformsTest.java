package org.differnet.baseline.deep;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GeometricTransformsTest {

    private static final int SIDE = 8;
    private static final GeometricTransforms TRANSFORMS = new GeometricTransforms(1, SIDE);

    @Test
    void all72AreDifferent() {
        Set<String> results = new HashSet<>();
        for (int k = 0; k < GeometricTransforms.COUNT; k++) {
            results.add(Arrays.toString(apply(k)));
        }
        assertEquals(72, results.size());
    }

    @Test
    void number16LeavesTheImageAsItIs() {
        assertArrayEquals(numbered(), apply(16));
    }

    @Test
    void number17TurnsByAQuarter() {
        float[] turned = apply(17);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                assertEquals(y + SIDE * (SIDE - 1 - x), turned[x + SIDE * y]);
            }
        }
    }

    @Test
    void shiftMirrorsWhatComesInAtTheBorder() {
        float[] shifted = apply(20);
        assertEquals(shifted[SIDE], numbered()[0], "one quarter of 8 is 2: row 2 is the old row 0");
        assertArrayEquals(Arrays.copyOfRange(numbered(), 0, SIDE), Arrays.copyOfRange(shifted, 2 * SIDE, 3 * SIDE));
        assertArrayEquals(Arrays.copyOfRange(numbered(), SIDE, 2 * SIDE), Arrays.copyOfRange(shifted, 0, SIDE));
    }

    @Test
    void eachChannelGoesTheSameWay() {
        float[] colour = new float[2 * SIDE * SIDE];
        for (int i = 0; i < colour.length; i++) {
            colour[i] = i;
        }
        float[] result = new float[colour.length];
        new GeometricTransforms(2, SIDE).apply(49, colour, 0, result, 0);
        for (int i = 0; i < SIDE * SIDE; i++) {
            assertEquals(result[i] + SIDE * SIDE, result[i + SIDE * SIDE]);
        }
    }

    private static float[] numbered() {
        float[] image = new float[SIDE * SIDE];
        for (int i = 0; i < image.length; i++) {
            image[i] = i;
        }
        return image;
    }

    private static float[] apply(int k) {
        float[] result = new float[SIDE * SIDE];
        TRANSFORMS.apply(k, numbered(), 0, result, 0);
        return result;
    }
}
