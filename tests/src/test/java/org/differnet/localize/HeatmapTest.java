package org.differnet.localize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.differnet.data.Sample;
import org.junit.jupiter.api.Test;

class HeatmapTest {

    private static final int SIZE = 64;
    private static final Sample GREY = Sample.of("grey.png", new BufferedImage(128, 32, BufferedImage.TYPE_BYTE_GRAY));

    @Test
    void levelIsWhatMostPixelsOfTheMiddleGoodImageStayBelow() {
        float[] dark = new float[1000];
        float[] middle = new float[1000];
        float[] bright = new float[1000];
        for (int i = 0; i < middle.length; i++) {
            middle[i] = i;
            bright[i] = 100f * i;
        }
        assertEquals(989, Heatmap.level(List.of(bright, dark, middle)), 1);
    }

    @Test
    void valuesAreTimesTheLevelOfGoodImages() {
        float[] map = new float[SIZE * SIZE];
        Arrays.fill(map, 6);
        Heatmap heatmap = new Heatmap("", GREY, map, SIZE, 2);
        assertEquals(3, heatmap.peak(), 1e-6);
        assertEquals(3, heatmap.at(0.5, 0.5), 1e-6);
        assertEquals(3, heatmap.at(1, 1), 1e-6);
    }

    @Test
    void overlayHasTheSizeOfTheImageAndColoursOnlyWhatIsAboveTheLevel() {
        float[] map = new float[SIZE * SIZE];
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE / 2; x++) {
                map[y * SIZE + x] = 10;
            }
        }
        BufferedImage overlay = new Heatmap("", GREY, map, SIZE, 1).overlay();
        assertEquals(128, overlay.getWidth());
        assertEquals(32, overlay.getHeight());
        assertNotEquals(0xff000000, overlay.getRGB(20, 16));
        assertEquals(0xff000000, overlay.getRGB(100, 16));
    }

    @Test
    void mapOfAnotherSizeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Heatmap("", GREY, new float[5], SIZE, 1));
    }

    @Test
    void levelOfZeroIsRefused() {
        var error = assertThrows(
                IllegalArgumentException.class, () -> new Heatmap("", GREY, new float[SIZE * SIZE], SIZE, 0));
        assertTrue(error.getMessage().contains("must be above 0"), error.getMessage());
    }
}
