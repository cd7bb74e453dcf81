package org.differnet.features.backbone;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.function.Function;
import java.util.stream.Stream;
import org.differnet.engine.Gradients;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.features.Activation;
import org.differnet.features.Activations;
import org.differnet.features.Backbone;
import org.differnet.features.FeatureExtractor;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ActivationsTest {

    private static final int SIDE = 448;

    static Stream<Arguments> networks() {
        Function<NDManager, FeatureExtractor> alexNet =
                manager -> Backbone.alexNet().untrained(1).open(manager, Precision.FLOAT32, ProgressListener.NONE);
        Function<NDManager, FeatureExtractor> resNet = manager -> Backbone.resNet18()
                .withLayer(2)
                .open(manager, FormulaWeights.resNet18(manager), Precision.FLOAT32, "a formula");
        Function<NDManager, FeatureExtractor> mobileNet = manager -> Backbone.mobileNetV2()
                .withLayer(3)
                .withWeights(new Source.Untrained(1))
                .open(manager, Precision.FLOAT32, ProgressListener.NONE);
        return Stream.of(
                arguments(mobileNet, 2, 3),
                arguments(alexNet, 4, 3),
                arguments(resNet, 2, 3),
                arguments(
                        (Function<NDManager, FeatureExtractor>) manager -> Backbone.alexNet()
                                .withFourth()
                                .untrained(1)
                                .open(manager, Precision.FLOAT32, ProgressListener.NONE),
                        4,
                        3),
                arguments(
                        (Function<NDManager, FeatureExtractor>) manager -> Backbone.alexNet()
                                .withScales(448)
                                .untrained(1)
                                .open(manager, Precision.FLOAT32, ProgressListener.NONE),
                        4,
                        1));
    }

    @ParameterizedTest
    @MethodSource("networks")
    void activationsOfEveryDepthLeadToTheFeatures(
            Function<NDManager, FeatureExtractor> network, int depths, int scales) {
        try (NDManager manager = Torch.newManager(Device.cpu());
                FeatureExtractor extractor = network.apply(manager)) {
            NDArray views = views(manager);
            Activations activations = recorded(extractor, views);
            assertEquals(depths, activations.depths());
            assertEquals(depths * scales, activations.layers().size());
            float[] expected = extractor.extract(views).toFloatArray();
            assertArrayEquals(expected, activations.features().toFloatArray(), 1e-4f);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void gradientsOfTheScalesAddUpToThatOfTheView(
            Function<NDManager, FeatureExtractor> network, int depths, int scales) {
        try (NDManager manager = Torch.newManager(Device.cpu());
                FeatureExtractor extractor = network.apply(manager)) {
            NDArray views = views(manager);
            float[] sum = new float[SIDE * SIDE];
            for (Activation layer : recorded(extractor, views).layers()) {
                if (layer.depth() == 0) {
                    float[] gradient = layer.gradient().toFloatArray();
                    int side = layer.grid().side();
                    int every = SIDE / side;
                    for (int i = 0; i < side * side; i++) {
                        sum[i / side * every * SIDE + i % side * every] += gradient[i];
                    }
                }
            }
            views.setRequiresGradient(true);
            try (Gradients recording = Gradients.record()) {
                recording.backward(extractor.extract(views).sum());
            }
            NDArray expected = views.getGradient().get("0, 0");
            float most = expected.abs().max().getFloat();
            assertArrayEquals(expected.toFloatArray(), sum, 1e-4f * most);
        }
    }

    /** Max pooling and means are homogeneous, so that the last maps times their gradients are the features. */
    @ParameterizedTest
    @MethodSource("networks")
    void lastMapsAccountForTheFeatures(Function<NDManager, FeatureExtractor> network, int depths, int scales) {
        try (NDManager manager = Torch.newManager(Device.cpu());
                FeatureExtractor extractor = network.apply(manager)) {
            Activations activations = recorded(extractor, views(manager));
            double shares = activations.layers().stream()
                    .filter(layer -> layer.depth() == depths - 1)
                    .mapToDouble(layer -> layer.value()
                            .stopGradient()
                            .mul(layer.gradient())
                            .sum()
                            .getFloat())
                    .sum();
            assertEquals(1, shares / activations.features().sum().getFloat(), 1e-4);
        }
    }

    private static Activations recorded(FeatureExtractor extractor, NDArray views) {
        try (Gradients recording = Gradients.record()) {
            Activations activations = extractor.activations(views);
            recording.backward(activations.features().sum());
            return activations;
        }
    }

    private static NDArray views(NDManager manager) {
        return manager.arange(3f * SIDE * SIDE).sin().reshape(1, 3, SIDE, SIDE);
    }
}
