package org.differnet.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class PlaneTest {

    @Test
    void bothAxesHaveTheSameUnit() {
        double[] x = {-1, 1, 1, -1, -1};
        double[] y = {-1, -1, 1, 1, -1};
        BufferedImage picture =
                Plane.of("square", -2, 2, Series.line("", x, y, Palette.DEFECT)).picture();
        int left = picture.getWidth();
        int right = 0;
        int top = picture.getHeight();
        int bottom = 0;
        for (int row = 0; row < picture.getHeight(); row++) {
            for (int column = 0; column < picture.getWidth(); column++) {
                Color c = new Color(picture.getRGB(column, row));
                if (c.getRed() > c.getBlue() + 100) {
                    left = Math.min(left, column);
                    right = Math.max(right, column);
                    top = Math.min(top, row);
                    bottom = Math.max(bottom, row);
                }
            }
        }
        assertEquals(right - left, bottom - top, 1);
        assertTrue(right - left > 100, right - left + " pixels wide");
    }

    @Test
    void shadeIsBluestWhereTheFunctionIsGreatest() {
        BufferedImage picture = Plane.of("right and up", -1, 1)
                .shaded(points -> {
                    float[] values = new float[points.length / 2];
                    for (int i = 0; i < values.length; i++) {
                        values[i] = points[2 * i] > 0 && points[2 * i + 1] > 0.5 ? 2 : 0;
                    }
                    return values;
                })
                .picture();
        int x = 36 + 3 * 280 / 4 + 5;
        assertEquals(Palette.GOOD, new Color(picture.getRGB(x, 6 + 30)));
        assertEquals(Color.WHITE, new Color(picture.getRGB(x, 6 + 200)));
        assertEquals(Color.WHITE, new Color(picture.getRGB(36 + 65, 6 + 30)));
    }

    @Test
    void valuesThatAreMissingOrNotFiniteAreRefused() {
        Plane plane = Plane.of("density", -1, 1);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> plane.shaded(points -> new float[3]))
                .getMessage()
                .contains("give one for each pair of x and y"));
        assertThrows(
                IllegalArgumentException.class,
                () -> plane.shaded(points -> {
                    float[] values = new float[points.length / 2];
                    values[5] = Float.NaN;
                    return values;
                }));
    }

    @Test
    void aPlaneWithoutWidthIsRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> Plane.of("point", 1, 1))
                .getMessage();
        assertEquals("plane 'point' goes from 1.0 to 1.0; give finite ends, the lower one first", message);
    }
}
