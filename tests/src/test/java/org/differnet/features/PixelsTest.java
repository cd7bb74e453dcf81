package org.differnet.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.differnet.Options;
import org.differnet.baseline.PixelMethod;
import org.differnet.data.Dataset;
import org.differnet.data.Sample;
import org.differnet.features.backbone.Pixels;
import org.differnet.fit.TrainingSet;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;

class PixelsTest {

    @Test
    void blackIsMinusOneAndWhiteOneChannelByChannel() {
        float[] yellow = features(Color.YELLOW, Backbone.pixels(16));
        assertEquals(3 * 256, yellow.length);
        assertEquals(1, yellow[0], 1e-5);
        assertEquals(1, yellow[256], 1e-5);
        assertEquals(-1, yellow[512], 1e-5);
    }

    @Test
    void greyIsTheLuminance() {
        float[] red = features(Color.RED, Backbone.pixels(16).grey());
        assertEquals(256, red.length);
        assertEquals(2 * 0.299 - 1, red[100], 1e-4);
    }

    @Test
    void sideOutsideItsRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Backbone.pixels(7));
    }

    private static float[] features(Color colour, Pixels pixels) {
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setColor(colour);
        g.fillRect(0, 0, 64, 64);
        g.dispose();
        Sample sample = Sample.of("colour", image);
        Options options = PixelMethod.options().withBackbone(pixels);
        Dataset two = Dataset.of("two", List.of(sample, sample), List.of());
        try (TrainingSet good = TrainingSet.of(two, options, ProgressListener.NONE)) {
            return good.trainPool().of(0);
        }
    }
}
