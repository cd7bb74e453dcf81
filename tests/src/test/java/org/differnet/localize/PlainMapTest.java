package org.differnet.localize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class PlainMapTest {

    private static final int LOWEST = 0xff440154;
    private static final int HIGHEST = 0xfffde725;

    @Test
    void coloursGoFromItsLowestToItsHighestValuesRowByRow() {
        BufferedImage picture = new PlainMap("", new float[] {-2, 1e-3f, 0, 6}, 2).picture();
        assertEquals(LOWEST, picture.getRGB(0, 0));
        assertEquals(HIGHEST, picture.getRGB(1, 1));
        assertTrue(green(picture.getRGB(1, 0)) > green(LOWEST) && green(picture.getRGB(1, 0)) < green(HIGHEST));
    }

    @Test
    void singlePixelAboveAllOthersDoesNotLeaveThemDark() {
        float[] map = new float[100 * 100];
        for (int i = 0; i < map.length; i++) {
            map[i] = i % 100;
        }
        map[0] = 1e6f;
        BufferedImage picture = new PlainMap("", map, 100).picture();
        assertEquals(HIGHEST, picture.getRGB(99, 50));
    }

    @Test
    void largeMapIsDrawnSmallerByMeans() {
        float[] map = new float[448 * 448];
        for (int i = 0; i < map.length; i++) {
            map[i] = (i % 2 == 0 ? 1 : -1) + (i % 448 < 224 ? 0 : 8);
        }
        BufferedImage picture = new PlainMap("", map, 448).picture();
        assertEquals(224, picture.getWidth());
        assertEquals(LOWEST, picture.getRGB(5, 100), "the two signs cancel");
        assertEquals(HIGHEST, picture.getRGB(200, 100));
    }

    @Test
    void mapOfOneValueIsDark() {
        assertEquals(
                LOWEST, new PlainMap("", new float[] {3, 3, 3, 3}, 2).picture().getRGB(0, 1));
    }

    @Test
    void valuesThatAreNoSquareAreRefused() {
        var error = assertThrows(IllegalArgumentException.class, () -> new PlainMap("", new float[5], 2));
        assertTrue(error.getMessage().contains("5 values"), error.getMessage());
    }

    private static int green(int rgb) {
        return rgb >> 8 & 255;
    }
}
