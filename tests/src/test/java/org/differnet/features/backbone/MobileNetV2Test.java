package org.differnet.features.backbone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.features.Backbone;
import org.differnet.features.FeatureExtractor;
import org.differnet.features.TrainedOn;
import org.differnet.fetch.Fetch;
import org.differnet.fetch.TransferListener;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values are those of a computation of its own in PyTorch, in float32; sixteen blocks deep rounding grows to 1e-3. */
class MobileNetV2Test {

    private static final double TOLERANCE = 2e-3;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Torch.newManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest(name = "block {1} of {0} pixels")
    @CsvSource({
        "64, 16, 0, 0, 0.283959, 1.081473, 1.374708, 2.3771390",
        "45, 16, 1.5, 1.776474, 0.7790835, 3.0, 0.06059518, 2.4498351",
        "64, 10, 0.375, 3.069587, 0.1292997, 2.865342, 0, 2.6024327",
        "45, 7, 0.7566721, 2.674276, 0.8733358, 2.395596, 1.639715, 2.1014347"
    })
    void itAgreesWithAnotherComputationOnSidesEvenAndOdd(
            int side, int block, double a, double b, double c, double d, double e, double mean) {
        try (FeatureExtractor network = network(side, block, Precision.FLOAT32)) {
            assertFeatures(new double[] {a, b, c, d, e}, mean, network.extract(views(1, side)));
        }
    }

    @Test
    void theWeightsOfNpmGiveTheFeaturesOfAnotherComputation() {
        assumeTrue(isHere(), "MobileNetV2's weights are neither in home nor in a mirror's folder");
        try (FeatureExtractor network =
                MobileNetV2.at(64).withLayer(10).open(manager, Precision.FLOAT32, ProgressListener.NONE)) {
            assertEquals(TrainedOn.COCO, network.trainedOn());
            double[] expected = {1.598139, 0.0568404, 1.192351, 0.01947436, 0.03990576};
            assertFeatures(expected, 0.4948165, network.extract(views(1, 64)));
        }
    }

    private static boolean isHere() {
        String before = System.getProperty("differnet.offline", "");
        System.setProperty("differnet.offline", "true");
        try {
            return Fetch.mobileNetV2(TransferListener.NONE).file().isPresent();
        } finally {
            System.setProperty("differnet.offline", before);
        }
    }

    @ParameterizedTest(name = "block {0}")
    @CsvSource({"1", "3", "6", "13", "16"})
    void everyBlockHasItsMapsAndAsManyPositionsAsItSays(int block) {
        try (FeatureExtractor network = network(45, block, Precision.FLOAT32)) {
            NDArray views = views(2, 45);
            assertEquals(
                    new Shape(2, network.dimension()), network.extract(views).getShape());
            assertEquals(
                    new Shape(2, network.dimension(), network.grids().get(0).positions()),
                    network.positions(views).getShape());
        }
    }

    @Test
    void theFirstPositionIsCentredWhereThePixelsWeighMost() {
        try (FeatureExtractor network = network(64, 1, Precision.FLOAT32)) {
            assertEquals(1.5, network.grids().get(0).first(), 1e-12);
            assertEquals(2, network.grids().get(0).step(), 1e-12);
        }
    }

    @Test
    void theGradientComesBackToThePixels() {
        try (FeatureExtractor network = network(64, 10, Precision.FLOAT32)) {
            NDArray views = views(1, 64);
            views.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                collector.backward(network.extract(views).sum());
            }
            assertTrue(views.getGradient().abs().sum().getFloat() > 0);
        }
    }

    @Test
    void itComputesInFloat32WhateverIsAskedAndSaysSo() {
        try (FeatureExtractor exact = network(64, 4, Precision.FLOAT32);
                FeatureExtractor asked = network(64, 4, Precision.BFLOAT16)) {
            assertEquals(exact.extract(views(1, 64)), asked.extract(views(1, 64)));
            assertEquals("MobileNetV2 to block 4, a formula, float32, scale 64 alone", asked.describe());
        }
    }

    @Test
    void weightsThatWereNeverPublishedForANetworkAreRefused() {
        var error = assertThrows(IllegalArgumentException.class, () -> Backbone.alexNet()
                .withWeights(new Source.Coco())
                .open(manager, Precision.FLOAT32, ProgressListener.NONE));
        assertTrue(error.getMessage().startsWith("AlexNet has no weights trained on COCO"), error.getMessage());
    }

    private FeatureExtractor network(int side, int block, Precision precision) {
        MobileNetV2 network = MobileNetV2.at(side).withLayer(block);
        return network.open(manager, formula(network), precision, "a formula");
    }

    /** Waves over the place in a tensor and the number of the tensor. */
    private Map<String, NDArray> formula(MobileNetV2 network) {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        network.layout().forEach((name, shape) -> {
            int number = tensors.size();
            float[] values = new float[(int) shape.size()];
            boolean bias = shape.dimension() == 1;
            double bound = bias ? 0.1 : Math.sqrt(6.0 / shape.slice(1).size());
            for (int i = 0; i < values.length; i++) {
                double phase = bias ? i : 0.01 * i * (i % 97);
                values[i] = (float) (bound * Math.sin(phase + number));
            }
            tensors.put(name, manager.create(values, shape));
        });
        return tensors;
    }

    private static void assertFeatures(double[] first, double mean, NDArray features) {
        float[] values = features.toFloatArray();
        double[] found = new double[first.length];
        Arrays.setAll(found, i -> values[i]);
        assertArrayEquals(first, found, TOLERANCE);
        assertEquals(mean, features.mean().getFloat(), TOLERANCE);
    }

    private NDArray views(int n, int side) {
        return manager.arange(n * 3f * side * side).sin().reshape(n, 3, side, side);
    }
}
