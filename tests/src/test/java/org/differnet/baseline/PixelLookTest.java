package org.differnet.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.List;
import org.differnet.Options;
import org.differnet.chart.Gallery;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.data.Sample;
import org.differnet.features.Backbone;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;

class PixelLookTest {

    private static final Dataset PLATES = Datasets.synthetic(Product.METAL_PLATE, 0.1, 6, 1, 3);
    private static final List<Sample> SHOWN = PLATES.test().subList(0, 2);
    private static final PixelMethod DRAWS = new Dsebm.Settings(4, 8, 0.5, 3, 2, 1e-3, Dsebm.Score.RECONSTRUCTION);
    private static final PixelMethod ANSWERS = new GeoTrans.Settings(1, 10, 1, 128, 1e-3, GeoTrans.Score.DIRICHLET);

    @Test
    void imagesDrawingsAndDifferencesStandInThreeRows() {
        try (Baseline detector = DRAWS.fit(PLATES, PixelMethod.options(), ProgressListener.NONE)) {
            Gallery gallery = PixelLook.redrawn(detector, SHOWN);
            String text = gallery.toString();
            assertTrue(text.matches("\\[0] .*: .*\\n\\[1] .*: .*\\n\\[2] drawn anew\\n(.*\\n)+\\[5] difference"), text);
            BufferedImage picture = gallery.picture();
            assertTrue(picture.getHeight() > picture.getWidth(), picture.toString());
        }
    }

    @Test
    void greyImagesOfAnotherSizeAreShownToo() {
        Options grey = PixelMethod.options().withBackbone(Backbone.pixels(64).grey());
        try (Baseline detector = DRAWS.fit(PLATES, grey, ProgressListener.NONE)) {
            BufferedImage picture = PixelLook.redrawn(detector, SHOWN).picture();
            int rgb = picture.getRGB(100, 100);
            assertEquals(rgb >> 16 & 255, rgb & 255);
        }
    }

    @Test
    void answersOfGeoTransAreAMatrixUnderItsTransforms() {
        try (Baseline detector = ANSWERS.fit(PLATES, PixelMethod.options(), ProgressListener.NONE)) {
            String text = PixelLook.answers(detector, SHOWN).toString();
            assertTrue(text.contains("[2] turned\n") && text.endsWith("[9] rows: transform, columns: answer"), text);
            assertThrows(IllegalArgumentException.class, () -> PixelLook.redrawn(detector, SHOWN));
        }
    }

    @Test
    void theGreatestAnswerOfAnImageIsBlack() {
        try (Baseline detector = ANSWERS.fit(PLATES, PixelMethod.options(), ProgressListener.NONE)) {
            BufferedImage picture =
                    PixelLook.answers(detector, SHOWN.subList(0, 1)).picture();
            // The matrix is the last square of the column, which is as high as it is wide.
            int top = picture.getHeight() * 4 / 5;
            boolean black = false;
            for (int y = top; y < picture.getHeight() - 40; y++) {
                for (int x = 0; x < picture.getWidth(); x++) {
                    black |= picture.getRGB(x, y) == 0xff000000;
                }
            }
            assertTrue(black, "a net after one pass is sure of nothing, and its answers can be seen");
        }
    }

    @Test
    void detectorOfFeaturesIsRefusedByName() {
        try (Baseline detector = Gaussian.fit(PLATES, PixelMethod.options(), ProgressListener.NONE)) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> PixelLook.redrawn(detector, SHOWN));
            assertTrue(refused.getMessage().startsWith(detector.name()), refused.getMessage());
            assertThrows(IllegalArgumentException.class, () -> PixelLook.answers(detector, SHOWN));
        }
    }

    @Test
    void closedDetectorsSayThatTheyAre() {
        Baseline draws = DRAWS.fit(PLATES, PixelMethod.options(), ProgressListener.NONE);
        draws.close();
        var drawn = assertThrows(IllegalStateException.class, () -> PixelLook.redrawn(draws, SHOWN));
        assertTrue(drawn.getMessage().contains("is closed"), drawn.getMessage());
        Baseline answers = ANSWERS.fit(PLATES, PixelMethod.options(), ProgressListener.NONE);
        answers.close();
        var answered = assertThrows(IllegalStateException.class, () -> PixelLook.answers(answers, SHOWN));
        assertTrue(answered.getMessage().contains("is closed"), answered.getMessage());
    }
}
