package org.differnet.features.backbone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.differnet.SharedData;
import org.differnet.data.Sample;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.features.Backbone;
import org.differnet.features.FeatureExtractor;
import org.differnet.features.PositionGrid;
import org.differnet.features.ViewFeatures;
import org.differnet.store.Safetensors;
import org.differnet.view.View;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackboneTest {

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
    void resNet18AgreesWithTorchvisionOnWeightsFromAFormula() {
        matches(
                "resnet18.01.resized448",
                Backbone.resNet18()
                        .withLayer(4)
                        .open(manager, FormulaWeights.resNet18(manager), Precision.FLOAT32, "a formula"));
    }

    @Test
    void vgg16AgreesWithTorchvisionOnWeightsFromAFormula() {
        matches(
                "vgg16.01.resized448",
                Backbone.vgg16()
                        .withLayer(5)
                        .open(manager, FormulaWeights.vgg16(manager), Precision.FLOAT32, "a formula"));
    }

    @Test
    void bfloat16FeaturesOfResNet18LieWithinFourPercentOfFloat32() {
        Map<String, NDArray> weights = FormulaWeights.resNet18(manager);
        try (FeatureExtractor exact =
                        Backbone.resNet18().withLayer(4).open(manager, weights, Precision.FLOAT32, "a formula");
                FeatureExtractor coarse =
                        Backbone.resNet18().withLayer(4).open(manager, weights, Precision.BFLOAT16, "a formula")) {
            NDArray expected = exact.extract(views(1));
            assertTrue(error(coarse.extract(views(1)), expected) < 0.04);
        }
    }

    @Test
    void earlierLayerGivesItsOwnMaps() {
        Map<String, NDArray> weights = FormulaWeights.resNet18(manager);
        for (int layer : List.of(1, 3)) {
            try (FeatureExtractor network =
                    Backbone.resNet18().withLayer(layer).open(manager, weights, Precision.FLOAT32, "a formula")) {
                int maps = 64 << (layer - 1);
                assertEquals(3 * maps, network.dimension());
                assertEquals(new Shape(3, 3L * maps), network.extract(views(3)).getShape());
            }
        }
    }

    @Test
    void earlierBlockOfVgg16GivesItsOwnMaps() {
        try (FeatureExtractor network = Backbone.vgg16()
                .withLayer(1)
                .open(manager, FormulaWeights.vgg16(manager), Precision.FLOAT32, "a formula")) {
            assertEquals(new Shape(1, 3 * 64), network.extract(views(1)).getShape());
            assertEquals("VGG-16 to block 1, a formula, float32", network.describe());
        }
    }

    @Test
    void batchNormIsThatOfInference() {
        Map<String, NDArray> weights = FormulaWeights.resNet18(manager);
        NDArray before = firstLayer(weights);
        weights.put("layer1.1.bn2.running_mean", manager.full(new Shape(64), 100f));
        weights.put("layer1.1.bn2.bias", manager.full(new Shape(64), 100f));
        assertTrue(error(firstLayer(weights), before) < 1e-3, "bias and mean cancel where the variance is 1");
        weights.put("layer1.1.bn2.running_var", manager.full(new Shape(64), 4f));
        assertTrue(firstLayer(weights).min().getFloat() > 40, "the mean is divided by the deviation of 2");
    }

    @Test
    void gradientComesFromEveryScaleOfTheView() {
        Map<String, NDArray> weights = FormulaWeights.resNet18(manager);
        try (FeatureExtractor all =
                        Backbone.resNet18().withLayer(1).open(manager, weights, Precision.FLOAT32, "a formula");
                FeatureExtractor largest = Backbone.resNet18()
                        .withLayer(1)
                        .withScales(448)
                        .open(manager, weights, Precision.FLOAT32, "a formula")) {
            float[] ofAll = gradient(all);
            float[] ofLargest = gradient(largest);
            assertTrue(strength(ofLargest, 1) > 0, "no gradient");
            assertEquals(1, strength(ofAll, 1) / strength(ofLargest, 1), 1e-4, "odd pixels are in the scale 448 alone");
            assertTrue(strength(ofAll, 0) > 2 * strength(ofLargest, 0), "every fourth pixel is in all three scales");
        }
    }

    @Test
    void largestScaleIsTheFirstThirdOfTheFeatures() {
        FeatureExtractor all = Backbone.alexNet().untrained(1).open(manager, Precision.FLOAT32, ProgressListener.NONE);
        try (FeatureExtractor largest = Backbone.alexNet()
                .withScales(448)
                .untrained(1)
                .open(manager, Precision.FLOAT32, ProgressListener.NONE)) {
            float[] features = all.extract(views(1)).toFloatArray();
            assertArrayEquals(
                    Arrays.copyOf(features, 256), largest.extract(views(1)).toFloatArray());
            assertEquals(256, largest.dimension());
        }
    }

    @Test
    void anyScalesGiveTheirOwnFeaturesOneAfterTheOther() {
        try (FeatureExtractor two =
                        AlexNet.at(320, 200).untrained(1).open(manager, Precision.FLOAT32, ProgressListener.NONE);
                FeatureExtractor one =
                        AlexNet.at(320).untrained(1).open(manager, Precision.FLOAT32, ProgressListener.NONE)) {
            NDArray views = manager.arange(3f * 320 * 320).sin().reshape(1, 3, 320, 320);
            float[] features = two.extract(views).toFloatArray();
            assertEquals(512, features.length);
            assertArrayEquals(Arrays.copyOf(features, 256), one.extract(views).toFloatArray());
            assertEquals(
                    one.grids().get(0).positions() + two.grids().get(1).positions(),
                    two.positions(views).getShape().get(2));
            assertEquals("AlexNet, untrained weights (seed 1), float32, scales [320, 200]", two.describe());
        }
    }

    @Test
    void pixelsOfAResizedViewAreTheMiddlesOfThoseTheyStandFor() {
        PositionGrid resized = Scales.pixels(320, 200);
        assertEquals(0.8, resized.first(), 1e-12);
        assertEquals(320 - 0.8, resized.first() + 199 * resized.step(), 1e-9);
        PositionGrid everySecond = Scales.pixels(448, 224);
        assertEquals(0.5, everySecond.first());
        assertEquals(2, everySecond.step());
    }

    @Test
    void aResizedViewOfOneColourIsThatColour() {
        try (Scales scales = new Scales(manager, List.of(320, 200))) {
            NDArray resized = scales.at(manager.full(new Shape(1, 3, 320, 320), 0.25f), 200);
            assertEquals(new Shape(1, 3, 200, 200), resized.getShape());
            assertEquals(0.25, resized.min().getFloat(), 1e-6);
            assertEquals(0.25, resized.max().getFloat(), 1e-6);
        }
    }

    @Test
    void scalesThatAreNotInOrderOrTwiceAreRefusedWithAnExample() {
        for (int[] sides : new int[][] {{224, 448}, {448, 448}}) {
            var error = assertThrows(IllegalArgumentException.class, () -> AlexNet.at(sides));
            assertTrue(error.getMessage().endsWith("as in 448, 224, 112"), error.getMessage());
        }
        assertThrows(IllegalArgumentException.class, AlexNet::at);
    }

    @Test
    void aDescriptionComputesByItselfToo() {
        AlexNet network = Backbone.alexNet().untrained(1);
        NDArray views = manager.arange(3f * 64 * 64).sin().reshape(1, 3, 64, 64);
        assertEquals(new Shape(1, 256), network.forward(views).getShape());
        assertTrue(network.weightsHash().matches("[0-9a-f]{64}"));
    }

    @Test
    void weightsOfAnotherNetworkAreRefusedByName() {
        var error = assertThrows(IllegalArgumentException.class, () -> Backbone.resNet18()
                .withLayer(4)
                .open(manager, FormulaWeights.vgg16(manager), Precision.FLOAT32, "vgg16.pth"));
        assertTrue(error.getMessage().startsWith("vgg16.pth has no tensor conv1.weight"), error.getMessage());
    }

    @Test
    void layerThatThereIsNotIsRefusedWithTheRange() {
        var error = assertThrows(
                IllegalArgumentException.class, () -> Backbone.resNet18().withLayer(5));
        assertEquals("layer of ResNet-18 is 5; allowed are 1 to 4, the last is usual", error.getMessage());
    }

    @Test
    void scaleThatLeavesNoPositionIsRefusedWithTheRange() {
        var error = assertThrows(
                IllegalArgumentException.class, () -> Backbone.alexNet().withScales(448, 62));
        assertEquals("scale 62 is not allowed; a side has 63 to 4096 pixels", error.getMessage());
    }

    private void matches(String key, FeatureExtractor network) {
        var golden = Safetensors.read(SharedData.golden().resolve("backbones.safetensors"));
        Sample image = Sample.of(SharedData.golden().resolve("images/01-resized448.png"));
        try (ViewFeatures features = new ViewFeatures(manager, network)) {
            NDArray expected = golden.get(key).toNDArray(manager).reshape(1, -1);
            assertTrue(error(features.of(manager, image, List.of(View.IDENTITY)), expected) < 1e-4);
        }
    }

    private NDArray firstLayer(Map<String, NDArray> weights) {
        try (FeatureExtractor network =
                Backbone.resNet18().withLayer(1).open(manager, weights, Precision.FLOAT32, "a formula")) {
            return network.extract(views(1));
        }
    }

    private float[] gradient(FeatureExtractor network) {
        NDArray views = views(1);
        views.setRequiresGradient(true);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(network.extract(views).sum());
        }
        return views.getGradient().toFloatArray();
    }

    /** Of every fourth pixel of the first row, beginning with the given one. */
    private static double strength(float[] gradient, int from) {
        return IntStream.range(0, 448 / 4)
                .mapToDouble(i -> Math.abs(gradient[4 * i + from]))
                .sum();
    }

    private static double error(NDArray actual, NDArray expected) {
        return actual.sub(expected).abs().max().getFloat()
                / expected.abs().max().getFloat();
    }

    private NDArray views(int n) {
        return manager.arange(n * 3f * 448 * 448).sin().reshape(n, 3, 448, 448);
    }
}
