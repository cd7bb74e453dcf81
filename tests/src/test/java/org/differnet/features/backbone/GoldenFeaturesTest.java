package org.differnet.features.backbone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.differnet.data.Sample;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.features.Backbone;
import org.differnet.features.ViewFeatures;
import org.differnet.view.View;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Compares with alexnet.safetensors, which make_golden.py beside it computed in PyTorch with double precision. */
class GoldenFeaturesTest {

    private static final int SIDE = 448;
    private static final double ROUNDING = 1e-4;

    /** What a mistake in the pixels moves features by at least; an error of rounding is a thousand times smaller. */
    private static final double MISTAKE = 0.1;

    private static NDManager manager;
    private static ViewFeatures features;
    private static float[] golden;

    @BeforeAll
    static void open() throws IOException {
        manager = Torch.newManager(Device.cpu());
        features = new ViewFeatures(
                manager,
                Backbone.alexNet().open(manager, FormulaWeights.alexNet(manager), Precision.FLOAT32, "a formula"));
        try (InputStream in = GoldenFeaturesTest.class.getResourceAsStream("alexnet.safetensors")) {
            golden = Weights.read(in).get("features").floats();
        }
    }

    @AfterAll
    static void close() {
        features.close();
        manager.close();
    }

    @Test
    void featuresOfAPictureAreThoseOfPyTorch() {
        assertEquals(768, golden.length);
        double error = error(features.values(manager, picture(p -> p), List.of(View.IDENTITY)));
        assertTrue(error < ROUNDING, "off by " + error + " of the largest");
    }

    @Test
    void swappedRedAndBlueWouldBeNoticed() {
        IntUnaryOperator swap = p -> p & 0xff00 | (p & 0xff) << 16 | p >> 16 & 0xff;
        double error = error(features.values(manager, picture(swap), List.of(View.IDENTITY)));
        assertTrue(error > MISTAKE, "off by " + error + " of the largest");
    }

    @Test
    void pixelsThatAreNotNormalisedWouldBeNoticed() {
        try (NDManager step = manager.newSubManager()) {
            NDArray levels = features.square(step, picture(p -> p)).toType(DataType.FLOAT32, false);
            NDArray view = levels.mul(1f / 255).expandDims(0);
            double error = error(features.extractor().extract(view).toFloatArray());
            assertTrue(error > MISTAKE, "off by " + error + " of the largest");
        }
    }

    private static double error(float[] actual) {
        double most = 0;
        double largest = 0;
        for (int i = 0; i < golden.length; i++) {
            most = Math.max(most, Math.abs(actual[i] - golden[i]));
            largest = Math.max(largest, Math.abs(golden[i]));
        }
        return most / largest;
    }

    /** The picture of make_golden.py, each pixel changed. */
    private static Sample picture(IntUnaryOperator change) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_3BYTE_BGR);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                int red = (3 * x + 5 * y) % 256;
                int green = (x * x / 64 + 7 * y) % 128;
                int blue = (x ^ y) % 64 + 192;
                image.setRGB(x, y, change.applyAsInt(red << 16 | green << 8 | blue));
            }
        }
        return Sample.of("picture", image);
    }
}
