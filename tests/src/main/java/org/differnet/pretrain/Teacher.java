package org.differnet.pretrain;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.engine.TorchScript;
import org.differnet.features.FeatureExtractor;
import org.differnet.features.backbone.MobileNetV2;
import org.differnet.work.ProgressListener;

/**
 * What a network that was trained on photographs says of drawn pictures: the maps of MobileNetV2 after the expansions of
 * block 6, early, and of blocks 10 and 13, late, each with mean 0 and standard deviation 1 over places of drawn pictures.
 *
 * <p>Its places are those of AlexNet's second and of its last three convolutions, where a side is a multiple of 32, but for
 * one more row and column that are left out.
 */
final class Teacher implements AutoCloseable {

    /** Early maps, at the places of AlexNet's second convolution. */
    static final int EARLY = 192;

    /** Late maps, at the places of AlexNet's last convolution: 384 of block 10 and 576 of block 13. */
    static final int LATE = 960;

    private static final int MAPS = EARLY + LATE;
    private static final int BLOCK = 13;
    private static final int PRODUCTS = 12;
    private static final int SIDE = 128;
    private static final long SEED = 78;

    /** Deviations below this share of the median one are taken for it. */
    private static final float LEAST = 0.1f;

    private final NDManager manager = Torch.newManager(Device.cpu());
    private final TorchScript script;
    private final List<NDArray> weights;
    private final NDArray means = manager.zeros(new Shape(MAPS));
    private final NDArray deviations = manager.ones(new Shape(MAPS));
    private final float[] ratios = new float[LATE];

    /**
     * Gets to know the spread of the maps.
     *
     * @param rounds of 48 drawn pictures to see for it
     * @throws java.io.UncheckedIOException if there are no weights; the message says how to get them
     */
    Teacher(MobileNetV2 network, int rounds) {
        try (FeatureExtractor open =
                network.withLayer(BLOCK).open(manager, Precision.FLOAT32, ProgressListener.getDefault())) {
            weights = open.scripted().orElseThrow().weights().stream()
                    .map(tensor -> tensor.toNDArray(manager))
                    .toList();
        }
        script = TorchScript.load(
                manager, MobileNetV2.class, "mobilenetv2.torchscript", "/org/differnet/pretrain/teacher.torchscript");
        measure(rounds);
    }

    private void measure(int rounds) {
        double[] sums = new double[3 * MAPS];
        Studio studio = new Studio(List.of(Texture.values()), PRODUCTS, SEED);
        for (int round = 0; round < rounds; round++) {
            float[] spread = call("spread", studio.draw(round, SIDE), SIDE, weights);
            for (int i = 0; i < sums.length; i++) {
                sums[i] += spread[i] / rounds;
            }
        }
        float[] mean = new float[MAPS];
        float[] deviation = new float[MAPS];
        float[] within = new float[MAPS];
        for (int i = 0; i < MAPS; i++) {
            mean[i] = (float) sums[i];
            deviation[i] = (float) Math.sqrt(Math.max(0, sums[MAPS + i] - sums[i] * sums[i]));
            within[i] = (float) Math.sqrt(sums[2 * MAPS + i]);
        }
        raised(deviation);
        raised(within);
        for (int i = 0; i < LATE; i++) {
            ratios[i] = deviation[EARLY + i] / within[EARLY + i];
        }
        means.set(mean);
        deviations.set(deviation);
    }

    private static void raised(float[] deviations) {
        float[] sorted = deviations.clone();
        Arrays.sort(sorted);
        float least = LEAST * sorted[sorted.length / 2];
        for (int i = 0; i < deviations.length; i++) {
            deviations[i] = Math.max(least, deviations[i]);
        }
    }

    /**
     * By how much larger the deviation over places is than that of the means of a product's pictures, for each of the late
     * maps.
     */
    float[] ratios() {
        return ratios.clone();
    }

    /**
     * Its maps of pictures.
     *
     * @param pictures as {@link Studio#draw} gives them
     * @return picture by picture: place by place the {@link #EARLY} maps, then likewise the {@link #LATE} ones
     */
    float[] answers(float[] pictures, int side) {
        return call("answers", pictures, side, weights, means, deviations);
    }

    private float[] call(String method, float[] pictures, int side, Object... more) {
        try (NDManager scratch = manager.newSubManager()) {
            Object[] arguments = new Object[1 + more.length];
            arguments[0] = scratch.create(pictures, new Shape(pictures.length / (3L * side * side), 3, side, side));
            System.arraycopy(more, 0, arguments, 1, more.length);
            return script.call(scratch, method, arguments).toFloatArray();
        }
    }

    @Override
    public void close() {
        script.close();
        manager.close();
    }
}
