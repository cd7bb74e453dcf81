package org.differnet.localize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MapScaleTest {

    @Test
    void mapsOfImagesThatAreAllAlikeHaveNoLevel() {
        float[] map = {0.1f, 0.7f, 0.3f, 1.1f};
        List<float[]> alike = Collections.nCopies(7, map);
        String message = assertThrows(IllegalArgumentException.class, () -> MapScale.of(alike))
                .getMessage();
        assertTrue(message.contains("differ from each other"), message);
    }

    @Test
    void newGoodImageStaysBelowTheLevelOnNinetyNineInAHundredPixels() {
        SplittableRandom random = new SplittableRandom(1);
        List<float[]> good = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            good.add(noise(random));
        }
        float[] map = MapScale.of(good).apply(noise(random));
        int above = 0;
        for (float value : map) {
            above += value >= 1 ? 1 : 0;
        }
        assertEquals(0.01, (double) above / map.length, 0.003);
    }

    @Test
    void whatGlowsInEveryGoodImageIsDark() {
        float[] rim = {9, 0, 0, 9};
        float[] other = {9, 1, 1, 9};
        float[] scaled = MapScale.of(List.of(rim, other, other)).apply(rim);
        assertEquals(0, scaled[0], 1e-6);
        assertEquals(0, scaled[3], 1e-6);
    }

    @Test
    void singleGoodImageIsComparedWithItsOwnMean() {
        MapScale scale = MapScale.of(List.of(new float[] {1, 3, 5, 5, 5, 5}));
        assertEquals(1, scale.level());
        assertEquals(-3f, scale.apply(new float[] {1, 3, 5, 5, 5, 5})[0]);
    }

    @Test
    void goodImagesThatAreAllAlikeAreRefused() {
        float[] map = {1, 2, 3};
        var error = assertThrows(IllegalArgumentException.class, () -> MapScale.of(List.of(map, map)));
        assertTrue(error.getMessage().contains("differ"), error.getMessage());
    }

    private static float[] noise(SplittableRandom random) {
        float[] map = new float[20_000];
        for (int i = 0; i < map.length; i++) {
            map[i] = (float) random.nextDouble();
        }
        return map;
    }

    @Test
    void mapOfAnotherSizeIsRefused() {
        MapScale scale = MapScale.of(List.of(new float[] {1, 2, 3, 4}));
        String message = assertThrows(IllegalArgumentException.class, () -> scale.apply(new float[9]))
                .getMessage();
        assertTrue(message.contains("9") && message.contains("4"), message);
    }
}
