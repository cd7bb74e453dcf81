package org.differnet.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.differnet.data.Sample;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ViewFeaturesTest {

    private static final Sample GREY = Sample.of("grey.png", new BufferedImage(20, 30, BufferedImage.TYPE_BYTE_GRAY));

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
    void moreViewsThanFitAtOnceComeInOneArray() {
        try (ViewFeatures features = brightness(1)) {
            assertEquals(
                    new Shape(37, 2),
                    features.of(manager, GREY, ViewOptions.fixed(37)).getShape());
        }
    }

    @Test
    void featuresThatAreNotFiniteAreRefusedWithTheNameOfTheImage() {
        try (ViewFeatures features = brightness(Float.NaN)) {
            var error = assertThrows(
                    IllegalArgumentException.class, () -> features.of(manager, GREY, ViewOptions.fixed(1)));
            assertTrue(error.getMessage().startsWith("the features of grey.png are not finite"), error.getMessage());
        }
    }

    @Test
    void aLineOfPixelsIsRefusedWithWhatItsShorterSideNeeds() {
        Sample line = Sample.of("line.png", new BufferedImage(20_000, 15, BufferedImage.TYPE_BYTE_GRAY));
        Backbone network = Backbone.alexNet().untrained(0);
        try (ViewFeatures features =
                new ViewFeatures(manager, network.open(manager, Precision.FLOAT32, ProgressListener.NONE))) {
            var error = assertThrows(IllegalArgumentException.class, () -> features.square(manager, line));
            assertTrue(
                    error.getMessage().startsWith("line.png has 20000 x 15 pixels; its shorter side needs 16"),
                    error.getMessage());
        }
    }

    @Test
    void everyViewOfAPoolIsTrainedOnOnceAnEpoch() {
        float[] values = new float[10 * 2];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        try (PooledBatches batches = new PooledBatches(manager, new FeaturePool(5, 2, 2, values), 4, 3)) {
            assertEquals(3, batches.stepsPerEpoch());
            float[] seen = new float[values.length];
            int filled = 0;
            for (int step = 0; step < 3; step++) {
                float[] batch = batches.batch(0, step, manager).toFloatArray();
                System.arraycopy(batch, 0, seen, filled, batch.length);
                filled += batch.length;
            }
            Arrays.sort(seen);
            assertArrayEquals(values, seen);
        }
    }

    @Test
    void poolHoldsTheFeaturesOfEachImage() {
        try (ViewFeatures features = brightness(1)) {
            FeaturePool pool = FeaturePool.compute(
                    (sample, views) -> features.values(manager, sample, views),
                    2,
                    List.of(GREY, GREY),
                    i -> ViewOptions.fixed(3),
                    "test",
                    ProgressListener.NONE);
            NDArray alone = features.of(manager, GREY, ViewOptions.fixed(3));
            assertArrayEquals(alone.toFloatArray(), pool.of(1));
        }
    }

    @Test
    void aPoolThatNoArrayHoldsIsRefusedWithTheRemedy() {
        var error = assertThrows(
                IllegalArgumentException.class,
                () -> FeaturePool.compute(
                        (sample, views) -> new float[0],
                        768,
                        Collections.nCopies(100_000, GREY),
                        i -> ViewOptions.fixed(64),
                        "test",
                        ProgressListener.NONE));
        assertTrue(error.getMessage().contains("4915200000 numbers"), error.getMessage());
        assertTrue(error.getMessage().contains("take at most 27 views"), error.getMessage());
    }

    /** The engine takes less than 2^29 numbers at once. */
    @Test
    void aPoolGoesToTheEngineInSlices() {
        float[] values = new float[5 * 2 * 3];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        FeaturePool pool = new FeaturePool(5, 2, 3, values);
        for (int slice : new int[] {1, 7, 12, 100}) {
            NDArray rows = pool.toNDArray(manager, slice);
            assertEquals(new Shape(10, 3), rows.getShape());
            assertArrayEquals(values, rows.toFloatArray());
        }
    }

    @Test
    void aNumberThatIsNotFiniteIsRefusedWithItsPlace() {
        for (float number : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
            float[] values = new float[2 * 2 * 3];
            values[10] = number;
            var error = assertThrows(IllegalArgumentException.class, () -> new FeaturePool(2, 2, 3, values));
            assertTrue(
                    error.getMessage().startsWith("feature 1 of view 1 of image 1 is " + number), error.getMessage());
        }
    }

    @Test
    void featuresOfAnotherLengthAreRefusedWithTheNameOfTheImage() {
        for (int length : new int[] {0, 5, 7}) {
            var error = assertThrows(
                    IllegalArgumentException.class,
                    () -> FeaturePool.compute(
                            (sample, views) -> new float[length],
                            2,
                            List.of(GREY),
                            i -> ViewOptions.fixed(3),
                            "test",
                            ProgressListener.NONE));
            assertEquals("grey.png has " + length + " features, expected 3 views x 2", error.getMessage());
        }
    }

    @Test
    void freshViewsThatDoNotFillTheBatchAreRefused() {
        try (ViewFeatures features = brightness(1)) {
            var error = assertThrows(
                    IllegalArgumentException.class,
                    () -> new FreshBatches(features, List.of(GREY), 4, ViewOptions.rotations(), 97, 0));
            assertTrue(error.getMessage().contains("batch size is 97"), error.getMessage());
        }
    }

    private ViewFeatures brightness(float factor) {
        return new ViewFeatures(
                manager, new Brightness(factor).open(manager, Precision.FLOAT32, ProgressListener.NONE));
    }

    /** Two features: the mean of a view times a factor, and the factor. */
    private record Brightness(float factor) implements Backbone {

        @Override
        public String name() {
            return "brightness";
        }

        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public List<Integer> scales() {
            return List.of(16);
        }

        @Override
        public String weightsHash() {
            return "none";
        }

        @Override
        public NDArray forward(NDArray views) {
            NDArray mean = views.reshape(views.getShape().get(0), -1).mean(new int[] {1}, true);
            return mean.mul(factor).concat(mean.onesLike().mul(factor), 1);
        }
    }
}
