package org.differnet.localize;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.differnet.chart.Gallery;
import org.differnet.data.Datasets;
import org.differnet.data.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeatmapTest {

    private static final int SIZE = 64;
    private static final Sample GREY = Sample.of("grey.png", new BufferedImage(128, 32, BufferedImage.TYPE_BYTE_GRAY));

    @TempDir
    Path folder;

    @Test
    void mapBelowTheLevelEverywhereSaysSo() {
        BufferedImage grey = new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY);
        Heatmap map = new Heatmap("a plate", Sample.of("plate", grey), new float[] {-1, -0.3f, -2, -0.5f}, 2);
        assertEquals("a plate; nowhere above what good images have there", map.toString());
    }

    @Test
    void valueBetweenPixelsIsInterpolatedAndBeyondTheirCentresIsThatOfTheRim() {
        float[] map = new float[SIZE * SIZE];
        for (int i = 0; i < map.length; i++) {
            map[i] = i % SIZE;
        }
        Heatmap heatmap = new Heatmap("", GREY, map, SIZE);
        assertEquals(SIZE / 2.0 - 0.5, heatmap.at(0.5, 0.5), 1e-4);
        assertEquals(SIZE - 1, heatmap.at(1, 1), 1e-4);
        assertEquals(0, heatmap.at(0, 0), 1e-4);
    }

    @Test
    void overlayHasTheSizeOfTheImageAndColoursOnlyWhatIsAboveTheLevel() {
        BufferedImage overlay = new Heatmap("", GREY, leftHalf(10, 0.99f), SIZE).overlay();
        assertEquals(128, overlay.getWidth());
        assertEquals(32, overlay.getHeight());
        assertNotEquals(0xff000000, overlay.getRGB(20, 16));
        assertEquals(0xff000000, overlay.getRGB(100, 16));
    }

    @Test
    void strongerIsLessTransparent() {
        BufferedImage weak = new Heatmap("", GREY, leftHalf(2, 0), SIZE).overlay();
        BufferedImage strong = new Heatmap("", GREY, leftHalf(16, 0), SIZE).overlay();
        assertTrue((strong.getRGB(20, 16) >> 8 & 255) > (weak.getRGB(20, 16) >> 8 & 255));
    }

    @Test
    void outlineOfHalfThePeakIsBlackInsideTheWhiteOneOfTheLevel() {
        BufferedImage grey = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = grey.createGraphics();
        g.setColor(Color.GRAY);
        g.fillRect(0, 0, SIZE, SIZE);
        g.dispose();
        float[] ramp = new float[SIZE * SIZE];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = i % SIZE / 8f;
        }
        BufferedImage overlay = new Heatmap("", Sample.of("grey.png", grey), ramp, SIZE).overlay();
        assertEquals(0xffffffff, overlay.getRGB(8, 30), "the first pixel above 1");
        assertEquals(0xff000000, overlay.getRGB(32, 30), "the first one above half of 7.9");
    }

    @Test
    void picturesForAPlaceAreAsWideAsItWithAMaskAndWithout() {
        Sample masked = Datasets.synthetic().test("dent").get(0);
        assertEquals(
                400, new Heatmap("", GREY, leftHalf(3, 0), SIZE).picture(400, 3).getWidth());
        assertEquals(
                400,
                new Heatmap("", masked, leftHalf(3, 0), SIZE).picture(400, 3).getWidth());
    }

    @Test
    void inAGalleryWithoutMasksNoRoomIsKeptForThem() {
        Heatmap map = new Heatmap("", GREY, leftHalf(3, 0), SIZE);
        BufferedImage gallery = Gallery.of(List.of(map), 1).picture();
        int scale = map.legend(80).orElseThrow().getWidth() + 12;
        assertNotEquals(Color.WHITE.getRGB(), gallery.getRGB(gallery.getWidth() - scale - 20, 20));
        Sample masked = Datasets.synthetic().test("dent").get(0);
        BufferedImage mixed = Gallery.of(List.of(map, new Heatmap("", masked, leftHalf(3, 0), SIZE)), 2)
                .picture();
        assertEquals(Color.WHITE.getRGB(), mixed.getRGB((mixed.getWidth() - scale) / 2 - 20, 20));
    }

    @Test
    void scaleStandsBesideOneMapAndInAGalleryOnceForAll() {
        Heatmap map = new Heatmap("", GREY, leftHalf(3, 0), SIZE);
        assertTrue(hasScale(map.legend(80).orElseThrow()));
        assertTrue(hasScale(map.picture()), "beside one map");
        assertFalse(hasScale(map.picture(400, 2)), "in a gallery without");
    }

    /** Whether one of the last 46 columns has the colour of the highest value. */
    private static boolean hasScale(BufferedImage picture) {
        int top = Colours.of(0.99) | 0xff000000;
        for (int x = picture.getWidth() - 46; x < picture.getWidth(); x++) {
            if (near(picture.getRGB(x, 0), top)) {
                return true;
            }
        }
        return false;
    }

    private static boolean near(int a, int b) {
        return Math.abs((a >> 16 & 255) - (b >> 16 & 255))
                        + Math.abs((a >> 8 & 255) - (b >> 8 & 255))
                        + Math.abs((a & 255) - (b & 255))
                < 30;
    }

    @Test
    void savedPictureHasTheSizeOfTheImage() throws Exception {
        Path file = folder.resolve("map.png");
        new Heatmap("", GREY, leftHalf(3, 0), SIZE).save(file);
        BufferedImage saved = ImageIO.read(file.toFile());
        assertEquals(128, saved.getWidth());
        assertEquals(32, saved.getHeight());
    }

    @Test
    void fileThatCannotBeWrittenIsNamed() throws Exception {
        Path file = Files.createFile(folder.resolve("file")).resolve("map.png");
        var error =
                assertThrows(UncheckedIOException.class, () -> new Heatmap("", GREY, leftHalf(3, 0), SIZE).save(file));
        assertTrue(error.getMessage().contains("map.png"), error.getMessage());
    }

    @Test
    void areaPeakAndSpotsAreThoseOfTheImage() {
        Heatmap heatmap = new Heatmap("", GREY, leftHalf(4, 0), SIZE);
        assertEquals(0.5, heatmap.areaAboveLevel(), 0.02);
        assertEquals(4, heatmap.peak().value(), 1e-6);
        assertTrue(heatmap.peak().x() < 64);
        Heatmap.Spot spot = heatmap.spots().get(0);
        assertEquals(1, heatmap.spots().size());
        assertEquals(0, spot.x());
        assertEquals(64, spot.width(), 2);
        assertEquals(32, spot.height());
        assertEquals(32, spot.centroidX(), 1);
        assertEquals(16, spot.centroidY(), 1e-6);
    }

    @Test
    void twoSpotsAreTwoRowsTheLargerFirst() {
        float[] map = new float[SIZE * SIZE];
        fill(map, 4, 4, 8, 5);
        fill(map, 30, 30, 16, 3);
        var table = new Heatmap("", GREY, map, SIZE).table();
        assertEquals(2, table.rowCount());
        assertEquals(3, table.doubleColumn("peak").get(0), 1e-6);
        assertEquals(5, table.doubleColumn("peak").get(1), 1e-6);
    }

    @Test
    void mapBelowTheLevelHasNoSpots() {
        assertEquals(List.of(), new Heatmap("", GREY, leftHalf(0.9f, -3), SIZE).spots());
    }

    @Test
    void mapOfAnotherSizeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Heatmap("", GREY, new float[5], SIZE));
    }

    private static float[] leftHalf(float left, float right) {
        float[] map = new float[SIZE * SIZE];
        Arrays.fill(map, right);
        for (int y = 0; y < SIZE; y++) {
            Arrays.fill(map, y * SIZE, y * SIZE + SIZE / 2, left);
        }
        return map;
    }

    private static void fill(float[] map, int x, int y, int side, float value) {
        for (int row = y; row < y + side; row++) {
            Arrays.fill(map, row * SIZE + x, row * SIZE + x + side, value);
        }
    }
}
