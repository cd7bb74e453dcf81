package org.differnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.data.Sample;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.features.Backbone;
import org.differnet.features.FeatureExtractor;
import org.differnet.flow.FlowOptions;
import org.differnet.localize.Heatmap;
import org.differnet.localize.HeatmapOptions;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backbone that a user writes in a notebook goes the whole way. */
class OwnBackboneTest {

    /** Mean colour and edge energy. */
    static class ColourAndEdges implements Backbone {

        @Override
        public String name() {
            return "mean colour and edge energy";
        }

        @Override
        public int dimension() {
            return 6;
        }

        @Override
        public List<Integer> scales() {
            return List.of(64, 32);
        }

        @Override
        public String weightsHash() {
            return "none";
        }

        @Override
        public NDArray forward(NDArray views) {
            NDArray edges = views.get(":, :, 1:").sub(views.get(":, :, :-1")).square();
            return views.mean(new int[] {3})
                    .mean(new int[] {2})
                    .concat(edges.mean(new int[] {3}).mean(new int[] {2}), 1);
        }
    }

    /** The same numbers, taken out of the engine on the way. */
    static class WithoutGradient extends ColourAndEdges {

        @Override
        public NDArray forward(NDArray views) {
            NDArray features = super.forward(views);
            return views.getManager().create(features.toFloatArray(), features.getShape());
        }
    }

    private static final Dataset PLATES = Datasets.synthetic(Product.METAL_PLATE, 0.1, 6, 1, 3);
    private static final Sample FLAWED = PLATES.test("scratch").get(0);
    private static final Options TINY = Options.standard()
            .withViews(ViewOptions.rotationsAndLight())
            .withFolds(0)
            .withBackbone(new ColourAndEdges())
            .withTrainViews(2)
            .withTestViews(2)
            .withFlow(FlowOptions.paper().withBlocks(1).withHiddenUnits(8).withHiddenLayers(1))
            .withEpochs(2)
            .withHeatmap(HeatmapOptions.standard().withRotations(2));

    private static DifferNet model;

    @TempDir
    Path folder;

    @BeforeAll
    static void fit() {
        model = DifferNet.fit(PLATES, TINY, ProgressListener.NONE);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void loadedModelScoresTheSameBits() {
        try (DifferNet loaded = DifferNet.load(saved(), new ColourAndEdges(), ProgressListener.NONE)) {
            assertArrayEquals(
                    model.evaluate(PLATES).scores(), loaded.evaluate(PLATES).scores());
            assertTrue(loaded.toString().contains("mean colour and edge energy"), loaded.toString());
        }
    }

    @Test
    void loadingWithoutItSaysWhichIsMissingAndHowToGiveIt() {
        Path file = saved();
        var error = assertThrows(UncheckedIOException.class, () -> DifferNet.load(file, ProgressListener.NONE));
        assertTrue(error.getMessage().contains("'mean colour and edge energy'"), error.getMessage());
        assertTrue(error.getMessage().contains("DifferNet.load(file, new ColourAndEdges())"), error.getMessage());
    }

    @Test
    void loadingWithOneOfAnotherNameIsRefusedWithBothNames() {
        Path file = saved();
        Backbone other = new ColourAndEdges() {
            @Override
            public String name() {
                return "something else";
            }
        };
        var error = assertThrows(UncheckedIOException.class, () -> DifferNet.load(file, other, ProgressListener.NONE));
        assertTrue(error.getMessage().contains("'mean colour and edge energy'"), error.getMessage());
        assertTrue(error.getMessage().contains("'something else'"), error.getMessage());
    }

    @Test
    void loadingWithOneOfOtherWeightsIsRefused() {
        Path file = saved();
        Backbone other = new ColourAndEdges() {
            @Override
            public String weightsHash() {
                return "other";
            }
        };
        var error = assertThrows(UncheckedIOException.class, () -> DifferNet.load(file, other, ProgressListener.NONE));
        assertTrue(error.getMessage().contains("none"), error.getMessage());
    }

    @Test
    void heatMapsComeFromTheGradientToThePixels() {
        for (HeatmapOptions how : List.of(
                TINY.heatmap(),
                HeatmapOptions.paper().withRotations(2),
                HeatmapOptions.standard().withRotations(3))) {
            Heatmap map = model.heatmap(FLAWED, "map", how);
            assertTrue(map.peak().value() > -Float.MAX_VALUE, map.toString());
        }
    }

    @Test
    void oneScaleHasHeatMapsToo() {
        Options options = TINY.withBackbone(new ColourAndEdges().withScales(64));
        try (DifferNet single = DifferNet.fit(PLATES, options, ProgressListener.NONE)) {
            for (HeatmapOptions how :
                    List.of(TINY.heatmap(), HeatmapOptions.paper().withRotations(2))) {
                assertTrue(single.heatmap(FLAWED, "map", how).peak().value() > -Float.MAX_VALUE);
            }
        }
    }

    @Test
    void mapsThatNeedPositionsAreRefusedWithTheRemedy() {
        var error = assertThrows(
                UnsupportedOperationException.class, () -> model.heatmap(FLAWED, "map", HeatmapOptions.influence()));
        assertTrue(error.getMessage().contains("take heat maps that need the gradient alone"), error.getMessage());
    }

    @Test
    void withoutAGradientThereAreScoresAndNoMaps() {
        Options options = TINY.withBackbone(new WithoutGradient());
        try (DifferNet numbers = DifferNet.fit(PLATES, options, ProgressListener.NONE)) {
            assertEquals(
                    model.evaluate(PLATES).scores()[0], numbers.evaluate(PLATES).scores()[0]);
            for (HeatmapOptions how : List.of(HeatmapOptions.standard(), HeatmapOptions.paper())) {
                var error =
                        assertThrows(UnsupportedOperationException.class, () -> numbers.heatmap(FLAWED, "map", how));
                assertTrue(error.getMessage().contains("no gradient comes back"), error.getMessage());
            }
        }
    }

    @Test
    void featuresAreThoseOfTheScalesOneAfterTheOther() {
        try (NDManager manager = Torch.newManager(Device.cpu());
                FeatureExtractor network =
                        new ColourAndEdges().open(manager, Precision.FLOAT32, ProgressListener.NONE)) {
            NDArray views = manager.arange(2 * 3f * 64 * 64).sin().reshape(2, 3, 64, 64);
            NDArray features = network.extract(views);
            assertEquals(new Shape(2, 12), features.getShape());
            NDArray half = new ColourAndEdges().forward(views.get(":, :, ::2, ::2"));
            assertArrayEquals(half.toFloatArray(), features.get(":, 6:").toFloatArray(), 1e-6f);
        }
    }

    @Test
    void resultOfAnotherShapeIsRefusedWithBothShapes() {
        Backbone wrong = new ColourAndEdges() {
            @Override
            public int dimension() {
                return 5;
            }
        };
        var error = assertThrows(
                IllegalArgumentException.class,
                () -> DifferNet.fit(PLATES, TINY.withBackbone(wrong), ProgressListener.NONE));
        assertTrue(error.getMessage().contains("(1, 6)") || error.getMessage().contains("(2, 6)"), error.getMessage());
        assertTrue(error.getMessage().contains("dimension()"), error.getMessage());
    }

    @Test
    void otherScalesAreOtherFeatures() {
        Options small = TINY.withBackbone(new ColourAndEdges().withScales(48, 20, 16));
        try (DifferNet other = DifferNet.fit(PLATES, small, ProgressListener.NONE)) {
            assertEquals(18, other.flow().dimension());
            Path file = folder.resolve("other.safetensors");
            other.save(file);
            try (DifferNet loaded = DifferNet.load(file, new ColourAndEdges(), ProgressListener.NONE)) {
                assertArrayEquals(
                        other.evaluate(PLATES).scores(), loaded.evaluate(PLATES).scores());
            }
        }
    }

    private Path saved() {
        Path file = folder.resolve("model.safetensors");
        model.save(file);
        return file;
    }
}
