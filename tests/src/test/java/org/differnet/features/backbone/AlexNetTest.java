package org.differnet.features.backbone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.differnet.chart.Picture;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.features.Backbone;
import org.differnet.features.FeatureExtractor;
import org.differnet.features.TrainedOn;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AlexNetTest {

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Torch.newManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void threeScalesGive768FeaturesPerView() {
        try (FeatureExtractor network =
                Backbone.alexNet().untrained(1).open(manager, Precision.FLOAT32, ProgressListener.NONE)) {
            assertEquals(new Shape(2, 768), network.extract(views(2)).getShape());
        }
    }

    @Test
    void fourthConvolutionStandsBeforeTheFifthAtEachScale() {
        AlexNet plain = AlexNet.at(224, 112).untrained(1);
        try (FeatureExtractor fifth = plain.open(manager, Precision.FLOAT32, ProgressListener.NONE);
                FeatureExtractor both = plain.withFourth().open(manager, Precision.FLOAT32, ProgressListener.NONE)) {
            NDArray views = manager.randomNormal(new Shape(1, 3, 224, 224));
            float[] alone = fifth.extract(views).toFloatArray();
            float[] features = both.extract(views).toFloatArray();
            assertEquals(2 * alone.length, features.length);
            for (int scale = 0; scale < 2; scale++) {
                assertArrayEquals(
                        Arrays.copyOfRange(alone, 256 * scale, 256 * (scale + 1)),
                        Arrays.copyOfRange(features, 512 * scale + 256, 512 * (scale + 1)),
                        1e-5f);
            }
            assertEquals(fifth.weightsHash(), both.weightsHash());
            assertTrue(both.describe().startsWith("AlexNet 4+5"), both.describe());
        }
    }

    @Test
    void sameSeedGivesTheSameUntrainedNetwork() {
        try (FeatureExtractor first =
                        Backbone.alexNet().untrained(1).open(manager, Precision.FLOAT32, ProgressListener.NONE);
                FeatureExtractor second =
                        Backbone.alexNet().untrained(1).open(manager, Precision.FLOAT32, ProgressListener.NONE)) {
            NDArray views = views(1);
            assertArrayEquals(
                    first.extract(views).toFloatArray(), second.extract(views).toFloatArray());
        }
    }

    @Test
    void bfloat16FeaturesLieWithinTwoPercentOfFloat32() {
        try (FeatureExtractor exact =
                        Backbone.alexNet().untrained(1).open(manager, Precision.FLOAT32, ProgressListener.NONE);
                FeatureExtractor coarse =
                        Backbone.alexNet().untrained(1).open(manager, Precision.BFLOAT16, ProgressListener.NONE)) {
            NDArray views = views(1);
            NDArray expected = exact.extract(views);
            NDArray off = coarse.extract(views).sub(expected).abs().max();
            assertTrue(off.getFloat() < 0.02 * expected.abs().max().getFloat(), "off by " + off.getFloat());
        }
    }

    @Test
    void untrainedNetworkSaysSo() {
        try (FeatureExtractor network =
                Backbone.alexNet().untrained(1).open(manager, Precision.FLOAT32, ProgressListener.NONE)) {
            assertEquals(TrainedOn.NOTHING, network.trainedOn());
            assertEquals("AlexNet, untrained weights (seed 1), float32", network.describe());
        }
    }

    @Test
    void missingTensorIsNamed() {
        var error = assertThrows(IllegalArgumentException.class, () -> Backbone.alexNet()
                .open(manager, Map.of(), Precision.FLOAT32, "weights.pth"));
        assertTrue(error.getMessage().contains("weights.pth has no tensor features.0.weight"), error.getMessage());
    }

    @Test
    void tensorOfAnotherShapeIsNamedWithBothShapes() {
        Map<String, NDArray> tensors = Map.of("features.0.weight", manager.zeros(new Shape(64, 3, 7, 7)));
        var error = assertThrows(IllegalArgumentException.class, () -> Backbone.alexNet()
                .open(manager, tensors, Precision.FLOAT32, "resnet.safetensors"));
        assertTrue(error.getMessage().contains("(64, 3, 7, 7)"), error.getMessage());
        assertTrue(error.getMessage().contains("(64, 3, 11, 11)"), error.getMessage());
    }

    @Test
    void viewsOfAnotherSizeAreRefused() {
        try (FeatureExtractor network =
                Backbone.alexNet().untrained(1).open(manager, Precision.FLOAT32, ProgressListener.NONE)) {
            NDArray small = manager.zeros(new Shape(1, 3, 224, 224));
            assertThrows(IllegalArgumentException.class, () -> network.extract(small));
        }
    }

    @Test
    void firstFiltersAreGreyWhereAWeightIsZero() {
        Map<String, NDArray> tensors = new HashMap<>();
        int[] layers = {0, 3, 6, 8, 10};
        int[][] sizes = {{64, 3, 11, 11}, {192, 64, 5, 5}, {384, 192, 3, 3}, {256, 384, 3, 3}, {256, 256, 3, 3}};
        for (int i = 0; i < layers.length; i++) {
            int[] s = sizes[i];
            tensors.put("features." + layers[i] + ".weight", manager.zeros(new Shape(s[0], s[1], s[2], s[3])));
            tensors.put("features." + layers[i] + ".bias", manager.zeros(new Shape(s[0])));
        }
        NDArray weight = tensors.get("features.0.weight");
        weight.set(new NDIndex("1, 0, 0, 10"), 0.5f);
        weight.set(new NDIndex("1, 2, 0, 10"), -0.25f);
        try (FeatureExtractor network = Backbone.alexNet().open(manager, tensors, Precision.BFLOAT16, "test")) {
            List<Picture> filters = network.firstFilters();
            assertEquals(64, filters.size());
            BufferedImage second = filters.get(1).picture();
            assertEquals(0x808080, second.getRGB(0, 0) & 0xFFFFFF);
            assertEquals(0xFF8040, second.getRGB(second.getWidth() - 1, 0) & 0xFFFFFF);
        }
    }

    private NDArray views(int n) {
        return manager.arange(n * 3f * 448 * 448).sin().reshape(n, 3, 448, 448);
    }
}
