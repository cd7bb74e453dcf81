package org.differnet.features.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.differnet.chart.Picture;
import org.differnet.engine.Precision;
import org.differnet.engine.TorchScript;
import org.differnet.features.Activation;
import org.differnet.features.Activations;
import org.differnet.features.FeatureExtractor;
import org.differnet.features.PositionGrid;

/**
 * The convolutional part of AlexNet in torchvision's layout, at three scales.
 *
 * <p>A view of 448 x 448 pixels is taken as it is, at every second and at every fourth pixel; at each scale the last 256
 * maps (13 x 13, 6 x 6 and 2 x 2 positions) are averaged over positions. The 3 x 256 means are the features, the scale
 * 448 first.
 *
 * <p>References: Krizhevsky, One weird trick for parallelizing convolutional neural networks, 2014; Rudolph, Wandt,
 * Rosenhahn, Same Same But DifferNet, WACV 2021, section 3.1.
 */
public final class AlexNet implements FeatureExtractor {

    private static final int VIEW_SIZE = 448;
    private static final int DIMENSION = 768;
    private static final int FILTERS = 64;
    private static final Layout LAYOUT = layout();

    /** Strides multiply to 32 and the first window is centred on pixel 31, of every pixel, every second, every fourth. */
    private static final List<PositionGrid> GRIDS =
            List.of(new PositionGrid(13, 31.5, 32), new PositionGrid(6, 62.5, 64), new PositionGrid(2, 124.5, 128));

    /** The views, the first, the second and the fifth convolution: strides, and the pixel that the first window is centred on. */
    private static final int[] STRIDES = {1, 4, 8, 16};

    private static final int[] CENTRES = {0, 3, 7, 15};

    /** The weights between them. */
    private static final int[] FIRST_WEIGHT = {0, 0, 2, 4, 10};

    private final NDManager manager;
    private final TorchScript script;
    private final NDArray[] weights;
    private final Precision precision;
    private final String origin;
    private final boolean pretrained;
    private final String weightsHash;

    private AlexNet(
            NDManager parent, Map<String, NDArray> tensors, Precision precision, String origin, boolean pretrained) {
        this.manager = parent.newSubManager();
        this.script = TorchScript.load(manager, AlexNet.class, "alexnet.torchscript", "weights.torchscript");
        this.precision = precision;
        this.origin = origin;
        this.pretrained = pretrained;
        this.weightsHash = Fingerprint.of(LAYOUT.names(), tensors);
        this.weights =
                LAYOUT.names().stream().map(name -> prepare(tensors.get(name))).toArray(NDArray[]::new);
    }

    private NDArray prepare(NDArray tensor) {
        try (NDArray prepared = script.call(manager, "prepare", tensor, precision == Precision.BFLOAT16)) {
            return prepared.duplicate();
        }
    }

    /**
     * AlexNet with given weights.
     *
     * @param parent decides the device
     * @param tensors torchvision's names: features.0.weight (64, 3, 11, 11), features.0.bias (64) and so on for layers 3,
     *     6, 8 and 10; others, such as the classifier's, are left aside
     * @param origin where they come from, for messages
     * @throws IllegalArgumentException if a tensor is missing, has another shape or is not finite
     */
    public static AlexNet of(NDManager parent, Map<String, NDArray> tensors, Precision precision, String origin) {
        LAYOUT.check(tensors, origin);
        return new AlexNet(parent, tensors, precision, origin, true);
    }

    /**
     * AlexNet with random weights (He initialisation): shows the machinery where there are no ImageNet weights.
     *
     * <p>On the magnetic tiles the nearest neighbour in these features reaches an AUROC near 61, with ImageNet's weights
     * near 82.
     */
    public static AlexNet untrained(NDManager parent, long seed, Precision precision) {
        try (NDManager scratch = parent.newSubManager()) {
            return new AlexNet(
                    parent, LAYOUT.random(scratch, seed), precision, "untrained weights (seed " + seed + ")", false);
        }
    }

    @Override
    public int dimension() {
        return DIMENSION;
    }

    @Override
    public int viewSize() {
        return VIEW_SIZE;
    }

    @Override
    public int smallestScale() {
        return VIEW_SIZE / 4;
    }

    @Override
    public boolean pretrained() {
        return pretrained;
    }

    @Override
    public String describe() {
        return "AlexNet, " + origin + ", " + precision.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String weightsHash() {
        return weightsHash;
    }

    @Override
    public NDArray extract(NDArray views) {
        check(views);
        return script.callWithGradient("features", with(views, weights));
    }

    @Override
    public NDArray positions(NDArray views) {
        check(views);
        return script.call(views.getManager(), "positions", (Object[]) with(views, weights));
    }

    /** The views and the answers of the first, second and fifth convolutions. */
    @Override
    public Activations activations(NDArray views) {
        check(views);
        List<Activation> layers = new ArrayList<>();
        NDList features = new NDList();
        for (int every = 1; every <= 4; every *= 2) {
            NDArray y = views.get(new NDIndex(":, :, ::" + every + ", ::" + every));
            for (int depth = 0; depth < STRIDES.length; depth++) {
                if (depth > 0) {
                    NDArray[] own = Arrays.copyOfRange(weights, FIRST_WEIGHT[depth], FIRST_WEIGHT[depth + 1]);
                    y = script.callWithGradient("depth" + depth, with(y, own));
                }
                int side = (int) y.getShape().get(2);
                PositionGrid grid = new PositionGrid(side, every * CENTRES[depth] + 0.5, every * STRIDES[depth]);
                Activation layer = Activation.of(grid, depth, y);
                layers.add(layer);
                y = layer.passed();
            }
            features.add(script.callWithGradient("means", y));
        }
        return new Activations(NDArrays.concat(features, 1), layers, STRIDES.length);
    }

    @Override
    public List<PositionGrid> grids() {
        return GRIDS;
    }

    /**
     * The 64 filters of the first convolution as pictures of 11 x 11 squares: grey where a weight is 0, lighter above and
     * darker below, red, green and blue for the three channels, each filter on a scale of its own.
     */
    public List<Picture> firstFilters() {
        try (NDManager step = manager.newSubManager();
                NDArray filters = script.call(step, "exact", weights[0])) {
            float[] all = filters.toFloatArray();
            int length = all.length / FILTERS;
            return IntStream.range(0, FILTERS)
                    .<Picture>mapToObj(i -> new Filter(Arrays.copyOfRange(all, i * length, (i + 1) * length)))
                    .toList();
        }
    }

    private static void check(NDArray views) {
        Shape shape = views.getShape();
        if (shape.dimension() != 4 || shape.get(1) != 3 || shape.get(2) != VIEW_SIZE || shape.get(3) != VIEW_SIZE) {
            throw new IllegalArgumentException("views have shape " + shape + ", expected (n, 3, 448, 448)");
        }
    }

    private static NDArray[] with(NDArray input, NDArray[] weights) {
        NDArray[] arguments = new NDArray[weights.length + 1];
        arguments[0] = input;
        System.arraycopy(weights, 0, arguments, 1, weights.length);
        return arguments;
    }

    @Override
    public void close() {
        script.close();
        Arrays.stream(weights).forEach(NDArray::close);
        manager.close();
    }

    private static Layout layout() {
        int[] layers = {0, 3, 6, 8, 10};
        int[][] sizes = {{64, 3, 11, 11}, {192, 64, 5, 5}, {384, 192, 3, 3}, {256, 384, 3, 3}, {256, 256, 3, 3}};
        Layout layout = new Layout("AlexNet");
        for (int i = 0; i < layers.length; i++) {
            int[] s = sizes[i];
            layout.with("features." + layers[i] + ".weight", s[0], s[1], s[2], s[3]);
            layout.with("features." + layers[i] + ".bias", s[0]);
        }
        return layout;
    }
}
