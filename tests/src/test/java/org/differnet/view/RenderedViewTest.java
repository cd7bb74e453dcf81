package org.differnet.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.util.List;
import org.differnet.data.Sample;
import org.junit.jupiter.api.Test;

class RenderedViewTest {

    private static final BufferedImage IMAGE = image();

    private static BufferedImage image() {
        BufferedImage image = new BufferedImage(448, 448, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < 448; y++) {
            for (int x = 0; x < 448; x++) {
                image.setRGB(x, y, 0x102030 + (y / 3 << 16) + (x / 3));
            }
        }
        return image;
    }

    @Test
    void theIdentityViewHasThePixelsOfTheImage() {
        BufferedImage seen = RenderedView.of(Sample.of("image", IMAGE), List.of(View.IDENTITY))
                .get(0)
                .picture();
        for (int y = 0; y < 448; y += 7) {
            for (int x = 0; x < 448; x++) {
                assertEquals(IMAGE.getRGB(x, y), seen.getRGB(x, y));
            }
        }
    }

    @Test
    void cornersOfATurnedImageAreBlack() {
        RenderedView turned = RenderedView.of(Sample.of("image", IMAGE), List.of(new View(45, 1, 1)))
                .get(0);
        assertEquals(0xFF000000, turned.picture().getRGB(2, 2));
        assertEquals("turned by 45°", turned.caption());
    }

    @Test
    void captionNamesWhatWasChanged() {
        List<RenderedView> views =
                RenderedView.of(Sample.of("image", IMAGE), List.of(View.IDENTITY, new View(0, 1.1, 0.95)));
        assertEquals("as it is", views.get(0).caption());
        assertEquals("brightness 1.10, contrast 0.95", views.get(1).caption());
    }
}
