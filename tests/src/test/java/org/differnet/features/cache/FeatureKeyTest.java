package org.differnet.features.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.differnet.data.Datasets;
import org.differnet.data.Sample;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.features.Backbone;
import org.differnet.features.FeatureExtractor;
import org.differnet.features.ViewFeatures;
import org.differnet.features.backbone.AlexNet;
import org.differnet.store.Records;
import org.differnet.view.Framing;
import org.differnet.view.View;
import org.differnet.view.ViewRenderer;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FeatureKeyTest {

    private static final View VIEW = new View(20, 1.1, 0.9);
    private static final AlexNet SMALL = AlexNet.at(64).untrained(1);

    private static NDManager manager;
    private static List<Sample> samples;

    @BeforeAll
    static void open() {
        manager = Torch.newManager(Device.cpu());
        samples = Datasets.synthetic().train().subList(0, 2);
    }

    @AfterAll
    static void close() {
        manager.close();
    }

    @Test
    void sameThingsHaveTheSameKey() {
        assertEquals(
                key(SMALL, Precision.FLOAT32, Framing.STRETCHED), key(SMALL, Precision.FLOAT32, Framing.STRETCHED));
    }

    @Test
    void everyComponentOfAViewChangesTheKey() throws ReflectiveOperationException {
        try (ViewFeatures features = features(SMALL, Precision.FLOAT32, Framing.STRETCHED)) {
            FeatureKey key = FeatureKey.of(manager, features);
            Set<String> keys = new HashSet<>(Set.of(key.of(samples.get(0), List.of(VIEW))));
            for (RecordComponent component : View.class.getRecordComponents()) {
                double value = (double) component.getAccessor().invoke(VIEW);
                View other = Records.with(VIEW, component.getName(), Math.nextUp(value));
                assertTrue(keys.add(key.of(samples.get(0), List.of(other))), component.getName());
            }
        }
    }

    @Test
    void imagesAndTheOrderAndNumberOfViewsChangeTheKey() {
        try (ViewFeatures features = features(SMALL, Precision.FLOAT32, Framing.STRETCHED)) {
            FeatureKey key = FeatureKey.of(manager, features);
            Set<String> keys = Set.of(
                    key.of(samples.get(0), List.of(VIEW)),
                    key.of(samples.get(1), List.of(VIEW)),
                    key.of(samples.get(0), List.of(VIEW, View.IDENTITY)),
                    key.of(samples.get(0), List.of(View.IDENTITY, VIEW)));
            assertEquals(4, keys.size());
        }
    }

    @Test
    void backboneWeightsScalesPrecisionAndFramingChangeTheKey() {
        Set<String> keys = Set.of(
                key(SMALL, Precision.FLOAT32, Framing.STRETCHED),
                key(SMALL.untrained(2), Precision.FLOAT32, Framing.STRETCHED),
                key(SMALL.withScales(80), Precision.FLOAT32, Framing.STRETCHED),
                key(SMALL.withFourth(), Precision.FLOAT32, Framing.STRETCHED),
                key(SMALL, Precision.BFLOAT16, Framing.STRETCHED),
                key(SMALL, Precision.FLOAT32, Framing.MIRRORED));
        assertEquals(6, keys.size());
    }

    @Test
    void everyScriptChangesTheKey() {
        try (ViewFeatures features = features(SMALL, Precision.FLOAT32, Framing.STRETCHED)) {
            String renders = features.renderer().code();
            String computes = features.extractor().code();
            Set<String> keys = new HashSet<>();
            assertTrue(keys.add(key(features, renders, computes)));
            assertTrue(keys.add(key(features, renders + " ", computes)));
            assertTrue(keys.add(key(features, renders, computes + " ")));
            assertTrue(keys.add(key(features, renders + computes, "")));
        }
    }

    @Test
    void theScriptsOfTheKeyAreAllThatCompute() throws IOException {
        try (ViewFeatures features = features(SMALL, Precision.FLOAT32, Framing.STRETCHED)) {
            for (String name : List.of("alexnet", "alexnet5", "pooled", "scales", "weights")) {
                String script = text(AlexNet.class, name + ".torchscript");
                assertTrue(features.extractor().code().contains(script), name);
            }
            assertTrue(features.renderer().code().contains(text(ViewRenderer.class, "views.torchscript")));
        }
    }

    /** Its code cannot be read; its answers can be compared. */
    @Test
    void anotherForwardOfTheSameNameChangesTheKey() {
        Set<String> keys = Set.of(
                key(new Means(x -> x), Precision.FLOAT32, Framing.STRETCHED),
                key(new Means(NDArray::square), Precision.FLOAT32, Framing.STRETCHED));
        assertEquals(2, keys.size());
    }

    private record Means(UnaryOperator<NDArray> before) implements Backbone {

        @Override
        public String name() {
            return "means";
        }

        @Override
        public int dimension() {
            return 3;
        }

        @Override
        public List<Integer> scales() {
            return List.of(32);
        }

        @Override
        public String weightsHash() {
            return "none";
        }

        @Override
        public NDArray forward(NDArray views) {
            return before.apply(views).mean(new int[] {3}).mean(new int[] {2});
        }
    }

    private static ViewFeatures features(Backbone backbone, Precision precision, Framing framing) {
        FeatureExtractor network = backbone.open(manager, precision, ProgressListener.NONE);
        return new ViewFeatures(manager, network, framing);
    }

    private static String key(Backbone backbone, Precision precision, Framing framing) {
        try (ViewFeatures features = features(backbone, precision, framing)) {
            return FeatureKey.of(manager, features).of(samples.get(0), List.of(VIEW));
        }
    }

    private static String key(ViewFeatures features, String... scripts) {
        return FeatureKey.of(manager, features, scripts).of(samples.get(0), List.of(VIEW));
    }

    private static String text(Class<?> beside, String name) throws IOException {
        try (InputStream in = beside.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
