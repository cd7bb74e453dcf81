package org.differnet.features.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.differnet.work.Seeds;

/**
 * Weights that need no file: convolutions from a formula over their place in the state dict, biases and running means 0,
 * gains and running variances 1.
 */
final class FormulaWeights {

    private final NDManager manager;
    private final Map<String, NDArray> tensors = new LinkedHashMap<>();

    private FormulaWeights(NDManager manager) {
        this.manager = manager;
    }

    static Map<String, NDArray> alexNet(NDManager manager) {
        FormulaWeights weights = new FormulaWeights(manager);
        int[][] convolutions = {{0, 64, 3, 11}, {3, 192, 64, 5}, {6, 384, 192, 3}, {8, 256, 384, 3}, {10, 256, 256, 3}};
        for (int[] each : convolutions) {
            weights.convolution("features." + each[0] + ".weight", each[1], each[2], each[3]);
            weights.fill("features." + each[0] + ".bias", each[1], 0);
        }
        return weights.tensors;
    }

    static Map<String, NDArray> resNet18(NDManager manager) {
        FormulaWeights weights = new FormulaWeights(manager);
        weights.unit("conv1", "bn1", 64, 3, 7);
        int in = 64;
        for (int layer = 1; layer <= 4; layer++) {
            int out = 32 << layer;
            for (int block = 0; block < 2; block++) {
                String name = "layer" + layer + "." + block + ".";
                weights.unit(name + "conv1", name + "bn1", out, in, 3);
                weights.unit(name + "conv2", name + "bn2", out, out, 3);
                if (in != out) {
                    weights.unit(name + "downsample.0", name + "downsample.1", out, in, 1);
                }
                in = out;
            }
        }
        return weights.tensors;
    }

    static Map<String, NDArray> vgg16(NDManager manager) {
        FormulaWeights weights = new FormulaWeights(manager);
        int in = 3;
        int place = 0;
        for (int out : List.of(64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512)) {
            if (out > 0) {
                weights.convolution("features." + place + ".weight", out, in, 3);
                weights.fill("features." + place + ".bias", out, 0);
                in = out;
            }
            place += out > 0 ? 2 : 1;
        }
        return weights.tensors;
    }

    private void unit(String conv, String norm, int out, int in, int kernel) {
        convolution(conv + ".weight", out, in, kernel);
        fill(norm + ".weight", out, 1);
        fill(norm + ".bias", out, 0);
        fill(norm + ".running_mean", out, 0);
        fill(norm + ".running_var", out, 1);
    }

    private void convolution(String name, int out, int in, int kernel) {
        int fanIn = in * kernel * kernel;
        double bound = Math.sqrt(6.0 / fanIn);
        long offset = (long) tensors.size() << 32;
        float[] values = new float[out * fanIn];
        for (int i = 0; i < values.length; i++) {
            double u = (Seeds.mix(i + offset, 0) >>> 11) * 0x1p-53;
            values[i] = (float) ((2 * u - 1) * bound);
        }
        tensors.put(name, manager.create(values, new Shape(out, in, kernel, kernel)));
    }

    private void fill(String name, int length, float value) {
        tensors.put(name, manager.full(new Shape(length), value));
    }
}
