package org.differnet.pretrain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.features.Backbone;
import org.differnet.features.FeatureExtractor;
import org.differnet.store.Safetensors;
import org.differnet.store.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the toolkit brings along. */
class DrawnWeightsTest {

    private static final long MOST_BYTES = 5_000_000;

    @TempDir
    private static Path folder;

    private static Path file;

    @BeforeAll
    static void unpack() throws IOException {
        file = folder.resolve("drawn.safetensors");
        try (InputStream in = Backbone.class.getResourceAsStream("drawn.safetensors")) {
            Files.copy(in, file);
        }
    }

    @Test
    void fileIsSmall() throws IOException {
        assertTrue(Files.size(file) < MOST_BYTES, Files.size(file) + " bytes");
    }

    @Test
    void tensorsAreThoseOfTorchvisionInHalfPrecision() {
        Map<String, Tensor> tensors = Safetensors.read(file);
        assertEquals(2 * Convolution.values().length, tensors.size());
        for (Convolution layer : Convolution.values()) {
            Tensor weight = tensors.get(layer.tensor() + ".weight");
            assertArrayEquals(layer.shape().getShape(), weight.shape());
            assertArrayEquals(
                    new long[] {layer.out()},
                    tensors.get(layer.tensor() + ".bias").shape());
            assertEquals(Tensor.Type.F16, weight.type());
        }
    }

    @Test
    void networkTakesThem() {
        try (NDManager manager = Torch.newManager(Device.cpu())) {
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            Safetensors.read(file).forEach((name, tensor) -> arrays.put(name, tensor.toNDArray(manager)));
            try (FeatureExtractor network =
                            Backbone.alexNet().open(manager, arrays, Precision.FLOAT32, "drawn pictures");
                    NDArray views = manager.zeros(new Shape(1, 3, 448, 448));
                    NDArray features = network.extract(views)) {
                assertEquals(768, features.getShape().get(1));
            }
        }
    }
}
