package org.differnet.localize;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.differnet.data.Sample;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.features.Backbone;
import org.differnet.features.PositionGrid;
import org.differnet.features.ViewFeatures;
import org.differnet.flow.Flow;
import org.differnet.flow.FlowOptions;
import org.differnet.localize.HeatmapOptions.Method;
import org.differnet.view.Framing;
import org.differnet.view.View;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AnomalyMapTest {

    private static NDManager manager;
    private static ViewFeatures features;
    private static Flow flow;

    @BeforeAll
    static void open() {
        manager = Torch.newManager(Device.cpu());
        features = new ViewFeatures(
                manager, Backbone.alexNet().untrained(0).open(manager, Precision.FLOAT32, ProgressListener.NONE));
        flow = Flow.create(FlowOptions.paper().withBlocks(2).withHiddenUnits(16), 768, 1, Device.cpu());
    }

    @AfterAll
    static void close() {
        flow.close();
        features.close();
        manager.close();
    }

    /** Grey with a square of noise. */
    private static Sample spot(int x, int y) {
        BufferedImage image = new BufferedImage(224, 224, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 224 * 224; i++) {
            boolean inside = Math.abs(i % 224 - x) < 16 && Math.abs(i / 224 - y) < 16;
            image.getRaster().setSample(i % 224, i / 224, 0, inside ? i * 7919 % 256 : 90);
        }
        return Sample.of("spot", image);
    }

    @Test
    void positionsAverageToTheFeatures() {
        try (NDManager step = manager.newSubManager()) {
            NDArray view = features.renderer()
                    .render(step, features.square(step, spot(60, 90)), List.of(View.IDENTITY, new View(45, 1, 1)));
            float[] expected = features.extractor().extract(view).toFloatArray();
            NDArray positions = features.extractor().positions(view);
            int first = 0;
            int block = 0;
            for (PositionGrid grid : features.extractor().grids()) {
                float[] means = positions
                        .get(":, :, " + first + ":" + (first + grid.positions()))
                        .mean(new int[] {2})
                        .toFloatArray();
                for (int i = 0; i < means.length; i++) {
                    assertEquals(expected[i / 256 * 768 + block + i % 256], means[i], 1e-4);
                }
                first += grid.positions();
                block += 256;
            }
            assertEquals(768, block, "all three scales were looked at");
        }
    }

    @Test
    void uniformImageAgreesOnNothing() {
        HeatmapOptions options = HeatmapOptions.standard().withRotations(1);
        try (AnomalyMap maps = AnomalyMap.of(manager, features, flow, options)) {
            float darkest = sum(maps.of(spot(-100, -100)));
            assertTrue(darkest >= 0 && darkest < 0.05 * sum(maps.of(spot(112, 112))), "sum " + darkest);
        }
    }

    @Test
    void blurLowersThePeak() {
        HeatmapOptions options = HeatmapOptions.standard().withRotations(1);
        try (AnomalyMap fine = AnomalyMap.of(manager, features, flow, options);
                AnomalyMap coarse = AnomalyMap.of(manager, features, flow, options.withBlur(16))) {
            Sample sample = spot(112, 112);
            assertTrue(max(fine.of(sample)) > 1.2 * max(coarse.of(sample)));
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void mapFollowsTheSpotAcrossTheImage(Method method) {
        HeatmapOptions options = HeatmapOptions.paper().withMethod(method).withRotations(4);
        try (AnomalyMap maps = AnomalyMap.of(manager, features, flow, options)) {
            double[] left = centroid(difference(maps, 56, 112), maps.size());
            double[] upper = centroid(difference(maps, 112, 56), maps.size());
            assertTrue(left[0] < 0.45 && Math.abs(left[1] - 0.5) < 0.1, left[0] + ", " + left[1]);
            assertTrue(upper[1] < 0.45 && Math.abs(upper[0] - 0.5) < 0.1, upper[0] + ", " + upper[1]);
        }
    }

    @Test
    void mapOfAMirroredImageShowsTheImageAlone() {
        AnomalyMap ramp = new AnomalyMap() {
            @Override
            public int size() {
                return 100;
            }

            @Override
            public float[] of(Sample sample) {
                float[] columns = new float[100 * 100];
                for (int i = 0; i < columns.length; i++) {
                    columns[i] = i % 100 + 0.5f;
                }
                return columns;
            }

            @Override
            public void close() {}
        };
        Sample narrow = Sample.of("narrow", new BufferedImage(20, 40, BufferedImage.TYPE_BYTE_GRAY));
        float[] map = new FramedMap(ramp, Framing.MIRRORED).of(narrow);
        for (int i = 0; i < map.length; i++) {
            assertEquals(25 + 0.5 * (i % 100 + 0.5), map[i], 1e-4);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Method.class,
            names = {"CONSENSUS", "INFLUENCE"})
    void defectOfANarrowMirroredImageIsMappedWhereItLies(Method method) {
        BufferedImage image = new BufferedImage(150, 300, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < 300; y++) {
            for (int x = 0; x < 150; x++) {
                boolean inside = Math.abs(x - 40) < 16 && Math.abs(y - 220) < 16;
                image.getRaster().setSample(x, y, 0, inside ? (x * 31 + y * 7919) % 256 : 90);
            }
        }
        HeatmapOptions options = HeatmapOptions.standard().withMethod(method).withRotations(4);
        try (ViewFeatures mirrored = new ViewFeatures(
                        manager,
                        Backbone.alexNet().untrained(0).open(manager, Precision.FLOAT32, ProgressListener.NONE),
                        Framing.MIRRORED);
                AnomalyMap maps = AnomalyMap.of(manager, mirrored, flow, options)) {
            Sample sample = Sample.of("narrow", image);
            Heatmap.Place peak = new Heatmap("", sample, maps.of(sample), maps.size()).peak();
            assertEquals(40, peak.x(), 25);
            assertEquals(220, peak.y(), 25);
        }
    }

    @Test
    void moreViewsThanFitAtOnceAreMapped() {
        HeatmapOptions options = HeatmapOptions.paper().withRotations(9);
        try (GradientMap maps = new GradientMap(manager, features, flow, options);
                NDManager step = manager.newSubManager()) {
            GradientMap.Result result = maps.explain(step, features.square(step, spot(60, 60)));
            assertEquals(8, result.gradient().getShape().get(0));
            assertTrue(result.score() > 0 && result.map().sum().getFloat() > 0);
        }
    }

    @Test
    void signedGradientsHaveBothSigns() {
        try (AnomalyMap maps = AnomalyMap.of(
                manager, features, flow, HeatmapOptions.paper().withSigned(true).withRotations(1))) {
            float[] map = maps.of(spot(60, 60));
            assertTrue(count(map, -1) > 0 && count(map, 1) > 0);
        }
    }

    @Test
    void signsAreRefusedWhereThereAreNone() {
        assertThrows(
                IllegalArgumentException.class, () -> HeatmapOptions.standard().withSigned(true));
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void severalThreadsTakeTurns(Method method) {
        try (AnomalyMap maps = AnomalyMap.of(
                manager,
                features,
                flow,
                HeatmapOptions.paper().withMethod(method).withRotations(2))) {
            Sample sample = spot(60, 60);
            float[] alone = maps.of(sample);
            List<CompletableFuture<float[]>> others = List.of(
                    CompletableFuture.supplyAsync(() -> maps.of(sample)),
                    CompletableFuture.supplyAsync(() -> maps.of(sample)),
                    CompletableFuture.supplyAsync(() -> maps.of(sample)));
            others.forEach(other -> assertArrayEquals(alone, other.join(), 1e-5f));
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void mapsLeaveNoArraysBehind(Method method) {
        try (AnomalyMap maps = AnomalyMap.of(
                manager,
                features,
                flow,
                HeatmapOptions.paper().withMethod(method).withRotations(2))) {
            Sample sample = spot(60, 60);
            maps.of(sample);
            int before = liveArrays();
            for (int i = 0; i < 3; i++) {
                maps.of(sample);
            }
            assertEquals(before, liveArrays());
        }
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void interruptEndsTheMap(Method method) {
        try (AnomalyMap maps =
                AnomalyMap.of(manager, features, flow, HeatmapOptions.paper().withMethod(method))) {
            Thread.currentThread().interrupt();
            assertThrows(CancellationException.class, () -> maps.of(spot(60, 60)));
            assertFalse(Thread.interrupted(), "the interrupt was taken");
        }
    }

    private static int liveArrays() {
        return manager.getManagedArrays().size()
                + flow.manager().getManagedArrays().size();
    }

    /** Where the map of a spot lies above the map of an image without. */
    private static float[] difference(AnomalyMap maps, int x, int y) {
        float[] with = maps.of(spot(x, y));
        float[] without = maps.of(spot(-100, -100));
        for (int i = 0; i < with.length; i++) {
            with[i] = Math.abs(with[i] - without[i]);
        }
        return with;
    }

    private static double[] centroid(float[] map, int size) {
        double sum = 0;
        double x = 0;
        double y = 0;
        for (int i = 0; i < map.length; i++) {
            // Squared, so that the wide skirts of receptive fields count little.
            double weight = (double) map[i] * map[i];
            sum += weight;
            x += weight * (i % size + 0.5) / size;
            y += weight * (i / size + 0.5) / size;
        }
        return new double[] {x / sum, y / sum};
    }

    private static float sum(float[] map) {
        float sum = 0;
        for (float value : map) {
            sum += value;
        }
        return sum;
    }

    private static float max(float[] map) {
        float max = 0;
        for (float value : map) {
            max = Math.max(max, value);
        }
        return max;
    }

    private static long count(float[] map, int sign) {
        long count = 0;
        for (float value : map) {
            count += Math.signum(value) == sign ? 1 : 0;
        }
        return count;
    }
}
