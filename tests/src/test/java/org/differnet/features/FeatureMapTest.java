package org.differnet.features;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.util.List;
import org.differnet.data.Datasets;
import org.differnet.data.Sample;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.view.View;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;

class FeatureMapTest {

    @Test
    void eachFeatureIsTheMeanOfItsMap() {
        Sample image = Datasets.synthetic().train().get(0);
        try (NDManager manager = Torch.newManager(Device.cpu());
                ViewFeatures features = new ViewFeatures(
                        manager,
                        Backbone.alexNet().untrained(1).open(manager, Precision.FLOAT32, ProgressListener.NONE))) {
            float[] values = features.values(manager, image, List.of(View.IDENTITY));
            List<FeatureMap> maps = features.maps(manager, image, View.IDENTITY);
            assertEquals(768, maps.size());
            for (int i = 0; i < 768; i++) {
                assertEquals(values[i], maps.get(i).mean(), 1e-4 * (1 + values[i]));
            }
            FeatureMap last = maps.get(767);
            assertEquals(List.of(112, 255, 2), List.of(last.scale(), last.channel(), last.side()));
            assertEquals(13, maps.get(255).side());
        }
    }

    @Test
    void theStrongestAnswerIsWhite() {
        FeatureMap map = new FeatureMap(112, 3, 2, new float[] {0, 1, 4, 2});
        BufferedImage picture = map.picture();
        assertEquals(0xFF000000, picture.getRGB(5, 5));
        assertEquals(0xFFFFFFFF, picture.getRGB(5, picture.getHeight() - 5));
        assertEquals("channel 3 at 112 pixels: mean 1.75, greatest 4.00", map.caption());
    }
}
