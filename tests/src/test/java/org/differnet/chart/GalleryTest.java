package org.differnet.chart;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GalleryTest {

    @ParameterizedTest
    @CsvSource({"1, 1", "5, 2", "6, 3", "12, 12"})
    void legendThatAllPicturesShareIsShownOnce(int pictures, int columns) {
        BufferedImage gallery = Gallery.of(Collections.nCopies(pictures, new Explained()), columns)
                .picture();
        assertEquals(gallery.getWidth() - Explained.LEGEND_WIDTH, leftmost(gallery, Color.RED));
    }

    @ParameterizedTest
    @CsvSource({"1", "3"})
    void picturesWithoutALegendTakeTheWholeWidth(int columns) {
        Picture plain = new Explained() {
            @Override
            public Optional<BufferedImage> legend(int height) {
                return Optional.empty();
            }
        };
        BufferedImage gallery =
                Gallery.of(Collections.nCopies(columns, plain), columns).picture();
        assertEquals(Color.BLUE.getRGB(), gallery.getRGB(gallery.getWidth() - 1, 1));
    }

    private static int leftmost(BufferedImage image, Color colour) {
        for (int x = 0; x < image.getWidth(); x++) {
            for (int y = 0; y < image.getHeight(); y++) {
                if (image.getRGB(x, y) == colour.getRGB()) {
                    return x;
                }
            }
        }
        return -1;
    }

    /** A blue square; what blue means is red. */
    private static class Explained implements Picture {

        private static final int LEGEND_WIDTH = 40;

        @Override
        public BufferedImage picture() {
            return filled(100, 100, Color.BLUE);
        }

        @Override
        public Optional<BufferedImage> legend(int height) {
            return Optional.of(filled(LEGEND_WIDTH, height, Color.RED));
        }

        @Override
        public String caption() {
            return "blue";
        }

        private static BufferedImage filled(int width, int height, Color colour) {
            BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
            Graphics2D g = image.createGraphics();
            g.setColor(colour);
            g.fillRect(0, 0, width, height);
            g.dispose();
            return image;
        }
    }
}
