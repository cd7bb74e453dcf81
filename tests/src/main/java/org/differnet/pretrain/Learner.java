package org.differnet.pretrain;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.differnet.engine.Gradients;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.engine.TorchScript;
import org.differnet.store.Safetensors;
import org.differnet.store.Tensor;

/**
 * AlexNet's convolutions in training, each followed by batch normalisation, with linear maps from the outputs of the
 * second and the last to what a {@link Teacher} says of the same pictures; AdamW.
 */
final class Learner implements AutoCloseable {

    /** Mean squares of what is wrong of the early maps, the late ones, these pooled, and of differences in a product. */
    static final List<String> LOSSES = List.of("early", "maps", "pools", "moves");

    private static final int FEATURES = 256;
    private static final double DECAY = 0.02;
    private static final double EPSILON = 1e-5;

    private final NDManager manager = Torch.newManager(Device.cpu());
    private final TorchScript script = TorchScript.load(manager, Learner.class, "learner.torchscript");
    private final Map<String, NDArray> weights = new LinkedHashMap<>();
    private final Map<String, NDArray> statistics = new LinkedHashMap<>();
    private final Map<String, NDArray> moments = new LinkedHashMap<>();
    private final NDArray steps = manager.zeros(new Shape());
    private final NDArray shares;
    private final NDArray ratios;
    private final NDArray half = manager.create(Precision.fastest() == Precision.BFLOAT16);

    /**
     * @param ratios of the teacher, see {@link Teacher#ratios}
     * @param shares of the losses in their sum, one for each of {@link #LOSSES}
     */
    Learner(long seed, float[] ratios, float... shares) {
        if (shares.length != LOSSES.size()) {
            throw new IllegalArgumentException(
                    shares.length + " shares of losses, expected " + LOSSES.size() + ": " + LOSSES);
        }
        this.ratios = manager.create(ratios);
        JniUtils.setGraphExecutorOptimize(false);
        this.shares = manager.create(shares);
        Draw draw = new Draw(seed);
        for (Convolution layer : Convolution.values()) {
            String name = layer.tensor();
            weights.put(name, manager.create(layer.initial(draw), layer.shape()));
            weights.put(name + ".gain", manager.ones(new Shape(layer.out())));
            weights.put(name + ".shift", manager.zeros(new Shape(layer.out())));
            statistics.put(name + ".mean", manager.zeros(new Shape(layer.out())));
            statistics.put(name + ".variance", manager.ones(new Shape(layer.out())));
        }
        linear("early", Teacher.EARLY, Convolution.FEATURES_3.out(), draw);
        linear("maps", Teacher.LATE, FEATURES, draw);
        linear("pools", Teacher.LATE, FEATURES, draw);
        weights.forEach((name, weight) -> {
            weight.setRequiresGradient(true);
            moments.put(name + ".first", manager.zeros(weight.getShape()));
            moments.put(name + ".second", manager.zeros(weight.getShape()));
        });
    }

    private void linear(String name, int out, int in, Draw draw) {
        float[] values = new float[out * in];
        for (int i = 0; i < values.length; i++) {
            values[i] = draw.normal() / (float) Math.sqrt(in);
        }
        weights.put(name + ".weight", manager.create(values, new Shape(out, in)));
        weights.put(name + ".bias", manager.zeros(new Shape(out)));
    }

    /**
     * One step downhill.
     *
     * @param pictures as {@link Studio#draw} gives them
     * @param answers of the teacher to them
     * @return the sum of the losses, then each of {@link #LOSSES}, before the step
     */
    float[] step(float[] pictures, float[] answers, int side, double rate) {
        try (NDManager step = manager.newSubManager()) {
            List<NDArray> inputs = new ArrayList<>();
            long count = pictures.length / (3L * side * side);
            inputs.add(step.create(pictures, new Shape(count, 3, side, side)));
            inputs.addAll(weights.values());
            inputs.addAll(statistics.values());
            inputs.add(shares);
            inputs.add(step.create(answers, new Shape(count, answers.length / count)));
            inputs.add(ratios);
            inputs.add(half);
            float[] losses;
            try (Gradients gradients = Gradients.record()) {
                NDArray result = script.callWithGradient("losses", inputs.toArray(NDArray[]::new));
                losses = result.toFloatArray();
                if (!Float.isFinite(losses[0])) {
                    throw new IllegalStateException("the loss is " + losses[0]
                            + "; resume from the last state with another seed or a lower rate");
                }
                gradients.backward(result.get(0));
            }
            List<NDArray> slopes = new ArrayList<>();
            for (NDArray weight : weights.values()) {
                NDArray slope = weight.getGradient();
                slope.attach(step);
                slopes.add(slope);
            }
            script.call(
                            step,
                            "update",
                            List.copyOf(weights.values()),
                            slopes,
                            moments(".first"),
                            moments(".second"),
                            steps,
                            rate,
                            DECAY)
                    .close();
            weights.values().forEach(weight -> JniUtils.zeroGrad((PtNDArray) weight));
            return losses;
        }
    }

    private List<NDArray> moments(String which) {
        return weights.keySet().stream().map(name -> moments.get(name + which)).toList();
    }

    /** Writes all that later steps depend on. */
    void save(Path file, Map<String, String> metadata) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        everything().forEach((name, array) -> tensors.put(name, Tensor.of(array)));
        Safetensors.write(file, tensors, metadata);
    }

    /** Goes on from a file that {@link #save} wrote. */
    void load(Path file) {
        Map<String, Tensor> tensors = Safetensors.read(file);
        everything().forEach((name, array) -> {
            Tensor tensor = tensors.get(name);
            if (tensor == null || !new Shape(tensor.shape()).equals(array.getShape())) {
                throw new IllegalArgumentException(file + " has " + name + " as " + tensor + ", expected "
                        + array.getShape() + "; it belongs to another program: remove it to begin anew");
            }
            array.set(tensor.floats());
        });
    }

    private Map<String, NDArray> everything() {
        Map<String, NDArray> all = new LinkedHashMap<>(weights);
        all.putAll(statistics);
        all.putAll(moments);
        all.put("count", steps);
        return all;
    }

    /** The convolutions alone under torchvision's names, batch normalisation worked into weights and biases. */
    Map<String, float[]> folded() {
        Map<String, float[]> folded = new LinkedHashMap<>();
        for (Convolution layer : Convolution.values()) {
            String name = layer.tensor();
            float[] weight = weights.get(name).toFloatArray();
            float[] gain = weights.get(name + ".gain").toFloatArray();
            float[] bias = weights.get(name + ".shift").toFloatArray();
            float[] mean = statistics.get(name + ".mean").toFloatArray();
            float[] variance = statistics.get(name + ".variance").toFloatArray();
            int length = weight.length / bias.length;
            for (int i = 0; i < bias.length; i++) {
                float factor = (float) (gain[i] / Math.sqrt(variance[i] + EPSILON));
                bias[i] -= mean[i] * factor;
                for (int j = i * length; j < (i + 1) * length; j++) {
                    weight[j] *= factor;
                }
            }
            folded.put(name + ".weight", weight);
            folded.put(name + ".bias", bias);
        }
        return folded;
    }

    @Override
    public void close() {
        script.close();
        manager.close();
    }
}
