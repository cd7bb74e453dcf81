package org.differnet.features.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.differnet.engine.Precision;
import org.differnet.engine.TorchScript;
import org.differnet.features.Activation;
import org.differnet.features.Activations;
import org.differnet.features.FeatureExtractor;
import org.differnet.features.PositionGrid;

/**
 * A network with given weights, whose maps are averaged over positions at three scales.
 *
 * <p>A view of 448 x 448 pixels is taken as it is, at every second and at every fourth pixel; the features are the means
 * of the scale 448 first. Two views at a time go through the network, which bounds the memory.
 */
abstract sealed class DeepNetwork implements FeatureExtractor permits ResNet18, Vgg16 {

    private static final int VIEW_SIZE = 448;
    private static final int SCALES = 3;

    private final String description;
    private final int maps;
    private final List<PositionGrid> grids;
    private final String weightsHash;
    private final NDManager manager;
    private final TorchScript script;
    private NDArray[] weights;

    /**
     * @param resource the file with the method {@code maps}
     * @param maps how many maps it gives
     * @param grids where their positions lie, see {@link #centred} and {@link #pooled}
     */
    DeepNetwork(
            NDManager parent,
            String resource,
            String name,
            int maps,
            List<PositionGrid> grids,
            Precision precision,
            String origin,
            String weightsHash) {
        this.description = name + ", " + origin + ", " + precision.name().toLowerCase(Locale.ROOT);
        this.maps = maps;
        this.grids = grids;
        this.weightsHash = weightsHash;
        this.manager = parent.newSubManager();
        this.script =
                TorchScript.load(manager, DeepNetwork.class, resource, "scales.torchscript", "weights.torchscript");
    }

    /** Takes the weights, in the order in which {@code maps} counts them. */
    final void take(List<NDArray> tensors, Precision precision) {
        weights = new NDArray[tensors.size()];
        for (int i = 0; i < weights.length; i++) {
            try (NDArray prepared = script.call(manager, "prepare", tensors.get(i), precision == Precision.BFLOAT16)) {
                weights[i] = prepared.duplicate();
                // All of one name: the engine hands them over as one list.
                weights[i].setName("weights[]");
            }
        }
    }

    final NDArray call(NDManager owner, String method, Object... arguments) {
        return script.call(owner, method, arguments);
    }

    static void checkLayer(String network, int layer, int layers) {
        if (layer < 1 || layer > layers) {
            throw new IllegalArgumentException(
                    "layer of " + network + " is " + layer + "; allowed are 1 to " + layers + ", the last is usual");
        }
    }

    /** The positions of convolutions with padding: the first is centred on the first pixel. */
    static List<PositionGrid> centred(int stride) {
        return IntStream.of(1, 2, 4)
                .mapToObj(every ->
                        new PositionGrid((VIEW_SIZE / every + stride - 1) / stride, 0.5, (double) every * stride))
                .toList();
    }

    /** The positions of poolings of windows side by side: the first is centred in the first window. */
    static List<PositionGrid> pooled(int stride) {
        return IntStream.of(1, 2, 4)
                .mapToObj(every -> new PositionGrid(
                        VIEW_SIZE / every / stride, 0.5 + every * (stride - 1) / 2.0, (double) every * stride))
                .toList();
    }

    @Override
    public final List<PositionGrid> grids() {
        return grids;
    }

    @Override
    public final int dimension() {
        return SCALES * maps;
    }

    @Override
    public final int viewSize() {
        return VIEW_SIZE;
    }

    @Override
    public final int smallestScale() {
        return VIEW_SIZE / 4;
    }

    @Override
    public final boolean pretrained() {
        return true;
    }

    @Override
    public final String describe() {
        return description;
    }

    @Override
    public final String weightsHash() {
        return weightsHash;
    }

    @Override
    public final NDArray positions(NDArray views) {
        check(views);
        return script.call(views.getManager(), "positions", views, List.of(weights));
    }

    @Override
    public final NDArray extract(NDArray views) {
        check(views);
        return withWeights("features", views);
    }

    /** The views and the last maps. */
    @Override
    public final Activations activations(NDArray views) {
        check(views);
        List<Activation> layers = new ArrayList<>();
        NDList features = new NDList();
        for (int scale = 0; scale < SCALES; scale++) {
            int every = 1 << scale;
            NDArray part = views.get(new NDIndex(":, :, ::" + every + ", ::" + every));
            Activation pixels = Activation.of(new PositionGrid(VIEW_SIZE / every, 0.5, every), 0, part);
            Activation last = Activation.of(grids.get(scale), 1, withWeights("last", pixels.passed()));
            layers.addAll(List.of(pixels, last));
            features.add(last.passed().mean(new int[] {3}).mean(new int[] {2}));
        }
        return new Activations(NDArrays.concat(features, 1), layers, 2);
    }

    private NDArray withWeights(String method, NDArray input) {
        NDArray[] arguments = new NDArray[weights.length + 1];
        arguments[0] = input;
        System.arraycopy(weights, 0, arguments, 1, weights.length);
        return script.callWithGradient(method, arguments);
    }

    private static void check(NDArray views) {
        Shape shape = views.getShape();
        if (shape.dimension() != 4 || shape.get(1) != 3 || shape.get(2) != VIEW_SIZE || shape.get(3) != VIEW_SIZE) {
            throw new IllegalArgumentException("views have shape " + shape + ", expected (n, 3, 448, 448)");
        }
    }

    @Override
    public final void close() {
        script.close();
        manager.close();
    }
}
