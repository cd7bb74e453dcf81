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
        try (ViewFeatures features = new ViewFeatures(manager, new Brightness(1))) {
            assertEquals(
                    new Shape(37, 2),
                    features.of(manager, GREY, ViewOptions.fixed(37)).getShape());
        }
    }

    @Test
    void featuresThatAreNotFiniteAreRefusedWithTheNameOfTheImage() {
        try (ViewFeatures features = new ViewFeatures(manager, new Brightness(Float.NaN))) {
            var error = assertThrows(
                    IllegalArgumentException.class, () -> features.of(manager, GREY, ViewOptions.fixed(1)));
            assertTrue(error.getMessage().startsWith("the features of grey.png are not finite"), error.getMessage());
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
        try (ViewFeatures features = new ViewFeatures(manager, new Brightness(1))) {
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
        assertTrue(error.getMessage().contains("take fewer views"), error.getMessage());
    }

    @Test
    void freshViewsThatDoNotFillTheBatchAreRefused() {
        try (ViewFeatures features = new ViewFeatures(manager, new Brightness(1))) {
            var error = assertThrows(
                    IllegalArgumentException.class,
                    () -> new FreshBatches(features, List.of(GREY), 4, ViewOptions.rotations(), 97, 0));
            assertTrue(error.getMessage().contains("batch size is 97"), error.getMessage());
        }
    }

    /** Two features: the mean of a view times a factor, and the factor. */
    private record Brightness(float factor) implements FeatureExtractor {

        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public int viewSize() {
            return 16;
        }

        @Override
        public int smallestScale() {
            return 4;
        }

        @Override
        public String describe() {
            return "brightness";
        }

        @Override
        public String weightsHash() {
            return "none";
        }

        @Override
        public boolean pretrained() {
            return true;
        }

        @Override
        public NDArray extract(NDArray views) {
            NDArray mean = views.reshape(views.getShape().get(0), -1).mean(new int[] {1}, true);
            return mean.mul(factor).concat(mean.onesLike().mul(factor), 1);
        }

        @Override
        public NDArray positions(NDArray views) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Activations activations(NDArray views) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<PositionGrid> grids() {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
