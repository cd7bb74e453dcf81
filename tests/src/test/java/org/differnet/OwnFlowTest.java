package org.differnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.data.Sample;
import org.differnet.engine.Precision;
import org.differnet.features.Backbone;
import org.differnet.flow.Composition;
import org.differnet.flow.Flow;
import org.differnet.flow.FlowOptions;
import org.differnet.flow.ImageLook;
import org.differnet.flow.Layer;
import org.differnet.flow.Look;
import org.differnet.flow.Setup;
import org.differnet.flow.Transform;
import org.differnet.flow.Transformed;
import org.differnet.localize.HeatmapOptions;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Flows of other transforms than the paper's inside DifferNet. */
class OwnFlowTest {

    private record Stretch(NDArray s) implements Transform {

        @Override
        public Transformed forward(NDArray y) {
            NDArray logDet =
                    y.getManager().zeros(new Shape(y.getShape().get(0))).add(s.sum());
            return new Transformed(y.mul(s.exp()), logDet);
        }

        @Override
        public NDArray inverse(NDArray z) {
            return z.div(s.exp());
        }

        @Override
        public Map<String, NDArray> parameters() {
            return Map.of("s", s);
        }
    }

    private static final Layer STRETCH =
            Layer.own("Stretch", (Setup setup) -> new Stretch(setup.zeros(setup.dimension())));
    private static final Composition MIXED = Flow.onFeatures()
            .normalize()
            .permute(0)
            .spline(4, 1, 4, 5)
            .masked(4)
            .add(STRETCH);

    private static final Dataset PLATES = Datasets.synthetic(Product.METAL_PLATE, 0.1, 6, 1, 3);
    private static final Options TINY = Options.standard()
            .withBackbone(Backbone.alexNet().untrained(0).withScales(112))
            .withTrainViews(2)
            .withTestViews(2)
            .withEpochs(2)
            .withPrecision(Precision.FLOAT32)
            .withHeatmap(HeatmapOptions.standard().withRotations(1));

    @TempDir
    Path folder;

    @Test
    void aModelWithAnyFlowIsSavedAndScoresTheSameBits() {
        Path file = folder.resolve("mixed.safetensors");
        try (DifferNet model = DifferNet.fit(PLATES, TINY.withFlow(MIXED), ProgressListener.NONE)) {
            model.save(file);
            try (DifferNet loaded = DifferNet.load(file, STRETCH)) {
                assertEquals(5, loaded.flow().transforms().size());
                assertArrayEquals(
                        model.evaluate(PLATES).scores(), loaded.evaluate(PLATES).scores());
                assertArrayEquals(
                        model.score(PLATES.test().get(0)).heatmap().values(),
                        loaded.score(PLATES.test().get(0)).heatmap().values());
                assertTrue(loaded.toString().contains("Normalize, Permute, Spline"), loaded.toString());
            }
            try (DifferNet loaded = DifferNet.load(file, TINY.backbone(), STRETCH)) {
                assertEquals(MIXED, loaded.options().composition());
            }
            String message = assertThrows(UncheckedIOException.class, () -> DifferNet.load(file))
                    .getMessage();
            assertTrue(message.contains(file + "") && message.contains("'Stretch'"), message);
        }
    }

    @Test
    void crossValidationTrainsFlowsOfTheSameKind() {
        AtomicInteger built = new AtomicInteger();
        Layer counted = Layer.own("Counted", setup -> {
            built.incrementAndGet();
            return new Stretch(setup.zeros(setup.dimension()));
        });
        Composition flow = Flow.onFeatures().normalize().add(counted);
        Options options = TINY.withFlow(flow).withFolds(3);
        DifferNet.fit(PLATES, options, ProgressListener.NONE).close();
        assertEquals(1 + 3, built.get());
    }

    @Test
    void looksAtImagesShowTheNearestOnes() {
        try (DifferNet model = DifferNet.fit(PLATES, TINY, ProgressListener.NONE)) {
            List<Sample> good = PLATES.train();
            Look samples = ImageLook.samples(model.flow(), model.features(), good, 3, 1);
            assertEquals(3, samples.table().rowCount());
            assertTrue(samples.picture().getWidth() > 100);
            Look way = ImageLook.interpolation(model.flow(), model.features(), good.get(1), good.get(4), good, 4);
            assertEquals(1, way.table().doubleColumn("nearest").get(0));
            assertEquals(4, way.table().doubleColumn("nearest").get(3));
            Look scales = ImageLook.scales(
                    model.flow(), model.features(), PLATES.test().get(0), good);
            assertEquals(
                    List.of("112 pixels", "reference", "rest"),
                    scales.table().stringColumn("part").asList());
        }
    }

    @Test
    void aTrainingOfAnyFlowGoesOnFromItsCheckpoint() {
        Path whole = folder.resolve("whole");
        Path parts = folder.resolve("parts");
        Options options = TINY.withFlow(MIXED).withEpochs(3);
        float[] expected;
        try (DifferNet model =
                DifferNet.fit(PLATES, options, ProgressListener.NONE, new Checkpoint(whole, Duration.ZERO))) {
            expected = weights(model);
        }
        try (DifferNet half = DifferNet.fit(
                PLATES,
                options,
                progress -> {
                    if (progress.task().equals("training") && progress.done() == progress.total() / 3 + 1) {
                        Thread.currentThread().interrupt();
                    }
                },
                new Checkpoint(parts, Duration.ZERO))) {
            Thread.interrupted();
            assertTrue(half.history().stopped());
        }
        try (DifferNet rest =
                DifferNet.fit(PLATES, options, ProgressListener.NONE, new Checkpoint(parts, Duration.ZERO))) {
            assertArrayEquals(expected, weights(rest));
        }
    }

    private static float[] weights(DifferNet model) {
        return model.flow().parameters().get("module_list.3.s1.fc1.weight").toFloatArray();
    }

    @Test
    void aFlowOfAnotherDimensionThanTheFeaturesIsRefused() {
        Options narrow = TINY.withFlow(Flow.on(10).couple(4));
        String message = assertThrows(
                        IllegalArgumentException.class, () -> DifferNet.fit(PLATES, narrow, ProgressListener.NONE))
                .getMessage();
        assertTrue(message.contains("10 dimensions") && message.contains("256"), message);
    }

    @Test
    void aFlowWhoseLengthIsNoScoreIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> TINY.withFlow(MIXED.mixture(2)));
        assertThrows(IllegalArgumentException.class, () -> TINY.withFlow(MIXED.given(2)));
    }

    @Test
    void unitsOfACompositionAreItsOwn() {
        assertThrows(IllegalStateException.class, () -> TINY.withFlow(MIXED).withHiddenUnits(8));
    }

    @Test
    void thePapersChainTakesThePlaceOfAComposition() {
        Options back = TINY.withFlow(MIXED).withFlow(FlowOptions.paper());
        assertEquals(Composition.of(FlowOptions.paper()), back.layers());
    }
}
