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
    void coloursGoFromItsLowestToItsHighestValueRowByRow() {
        BufferedImage picture = new PlainMap("", new float[] {-2, 1e-3f, 0, 6}, 2).picture();
        assertEquals(LOWEST, picture.getRGB(0, 0));
        assertEquals(HIGHEST, picture.getRGB(1, 1));
        assertTrue(green(picture.getRGB(1, 0)) > green(LOWEST) && green(picture.getRGB(1, 0)) < green(HIGHEST));
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
