package org.differnet.pretrain;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.features.Backbone;
import org.differnet.features.FeatureExtractor;
import org.differnet.store.Safetensors;
import org.differnet.store.Tensor;

/** The file of trained weights: float16, with each feature brought to one strength. */
final class DrawnWeights {

    private static final String LAST = "features.10";
    private static final int FEATURES = 256;
    private static final int VIEW = 448;

    /** The standard deviation of a feature over drawn pictures, about that of ImageNet's AlexNet. */
    private static final double STRENGTH = 0.25;

    private static final int PRODUCTS = 12;
    private static final long SEED = 77;

    private DrawnWeights() {}

    static void write(Path file, Map<String, float[]> folded, List<Texture> families, Map<String, String> metadata) {
        Map<String, float[]> even = new LinkedHashMap<>(folded);
        double[] spread = spread(folded, families);
        double[] sorted = spread.clone();
        Arrays.sort(sorted);
        double least = 0.05 * sorted[FEATURES / 2];
        float[] weight = folded.get(LAST + ".weight").clone();
        float[] bias = folded.get(LAST + ".bias").clone();
        int length = weight.length / FEATURES;
        for (int i = 0; i < FEATURES; i++) {
            float factor = (float) (STRENGTH / Math.max(least, spread[i]));
            bias[i] *= factor;
            for (int j = i * length; j < (i + 1) * length; j++) {
                weight[j] *= factor;
            }
        }
        even.put(LAST + ".weight", weight);
        even.put(LAST + ".bias", bias);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (Convolution layer : Convolution.values()) {
            tensors.put(layer.tensor() + ".weight", half(even.get(layer.tensor() + ".weight"), layer.shape()));
            tensors.put(layer.tensor() + ".bias", half(even.get(layer.tensor() + ".bias"), new Shape(layer.out())));
        }
        Safetensors.write(file, tensors, metadata);
    }

    /** The standard deviation of each feature of the largest scale over drawn pictures. */
    static double[] spread(Map<String, float[]> weights, List<Texture> families) {
        try (NDManager manager = Torch.newManager(Device.cpu())) {
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            for (Convolution layer : Convolution.values()) {
                String name = layer.tensor();
                arrays.put(name + ".weight", manager.create(weights.get(name + ".weight"), layer.shape()));
                arrays.put(name + ".bias", manager.create(weights.get(name + ".bias")));
            }
            double[] sums = new double[FEATURES];
            double[] squares = new double[FEATURES];
            int length = 3 * VIEW * VIEW;
            try (FeatureExtractor network = Backbone.alexNet().open(manager, arrays, Precision.FLOAT32, "drawn")) {
                for (int product = 0; product < PRODUCTS; product++) {
                    float[] pictures = new Studio(families, 1, SEED + product).draw(0, VIEW);
                    try (NDManager step = manager.newSubManager()) {
                        NDArray first = step.create(Arrays.copyOf(pictures, length), new Shape(1, 3, VIEW, VIEW));
                        float[] features = network.extract(first).toFloatArray();
                        for (int i = 0; i < FEATURES; i++) {
                            sums[i] += features[i] / PRODUCTS;
                            squares[i] += features[i] * features[i] / PRODUCTS;
                        }
                    }
                }
            }
            double[] spread = new double[FEATURES];
            for (int i = 0; i < FEATURES; i++) {
                spread[i] = Math.sqrt(Math.max(0, squares[i] - sums[i] * sums[i]));
            }
            return spread;
        }
    }

    private static Tensor half(float[] values, Shape shape) {
        ByteBuffer data = ByteBuffer.allocate(2 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            data.putShort(Half.bits(value));
        }
        return new Tensor(Tensor.Type.F16, shape.getShape(), data.flip());
    }
}
