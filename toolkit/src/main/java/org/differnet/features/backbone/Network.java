package org.differnet.features.backbone;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.features.Backbone;
import org.differnet.features.FeatureExtractor;
import org.differnet.fetch.Fetched;
import org.differnet.fetch.TransferListener;
import org.differnet.work.ProgressListener;

/**
 * A convolutional network to one of its layers, whose maps are averaged over positions; the averages are the features.
 *
 * <p>It is a description, equal to any other with the same layer, scales and source of weights, until it is opened.
 *
 * @param <N> the network itself, so that what is changed stays one
 */
public abstract sealed class Network<N extends Network<N>> implements Backbone
        permits AlexNet, MobileNetV2, ResNet18, Vgg16 {

    private final Kind kind;
    private final int layer;
    private final List<Integer> scales;
    private final Source source;

    /**
     * What all networks of an architecture share.
     *
     * @param name for results
     * @param part what its layers are called
     * @param firstLayer that can be chosen
     * @param lastLayer that can be chosen
     * @param smallest side of a view that leaves a position in the last maps, in pixels
     */
    record Kind(String name, String part, int firstLayer, int lastLayer, int smallest) {}

    Network(Kind kind, int layer, List<Integer> scales, Source source) {
        if (layer < kind.firstLayer || layer > kind.lastLayer) {
            throw new IllegalArgumentException("layer of " + kind.name + " is " + layer + "; allowed are "
                    + kind.firstLayer + " to " + kind.lastLayer + ", the last is usual");
        }
        this.kind = kind;
        this.layer = layer;
        this.scales = Scales.checked(
                kind.smallest, scales.stream().mapToInt(Integer::intValue).toArray());
        this.source = Objects.requireNonNull(source, "source");
    }

    /** The same architecture with another layer, scales or source. */
    abstract N with(int layer, List<Integer> scales, Source source);

    /** The tensors that are needed, by torchvision's names. */
    abstract Layout layout();

    /** The tensors as the scripts count them, made of those of the layout. */
    abstract List<NDArray> ordered(Map<String, NDArray> tensors, Fold fold);

    /** The files with the method {@code maps} and those for what lies between. */
    abstract List<String> scripts();

    /** The centre of the first position and the stride of the outputs of each depth, the views first. */
    abstract List<Depth> depths();

    /** The centre of the first of the last positions and their stride. */
    abstract Depth last();

    /** Positions of the last maps in a row, of a view of this side. */
    abstract int positions(int side);

    /** Looks for the weights that its authors or others have published. */
    abstract Fetched published(TransferListener listener);

    /** The precision of its convolutions where another one was asked for. */
    Precision precision(Precision asked) {
        return asked;
    }

    /**
     * Where outputs lie in a view.
     *
     * @param first pixel that the first one is centred on, from 0
     * @param stride from one to the next in pixels
     */
    record Depth(double first, int stride) {}

    /** Calls a method of the scripts on tensors. */
    interface Fold {
        NDArray call(String method, NDArray... tensors);
    }

    @Override
    public final String name() {
        return kind.name;
    }

    /** After which layer the maps are taken. */
    public final int layer() {
        return layer;
    }

    @Override
    public final List<Integer> scales() {
        return scales;
    }

    /** Where the weights come from. */
    public final Source source() {
        return source;
    }

    /**
     * To another layer.
     *
     * @throws IllegalArgumentException if there is no such layer; the message has the range
     */
    public final N withLayer(int chosen) {
        return with(chosen, scales, source);
    }

    @Override
    public final N withScales(int... sides) {
        return with(layer, Scales.checked(sides), source);
    }

    /** With weights from a file in torchvision's layout, .pth or .safetensors. */
    public final N withWeights(Path file) {
        return withWeights(new Source.Named(file.toString()));
    }

    /** With weights from another source. */
    public final N withWeights(Source chosen) {
        return with(layer, scales, chosen);
    }

    @Override
    public final FeatureExtractor open(NDManager parent, Precision precision, ProgressListener listener) {
        Weights found = Weights.find(this, listener);
        try (NDManager scratch = parent.newSubManager()) {
            return new PooledNetwork(parent, found.network(), found.arrays(scratch), precision, found);
        }
    }

    /**
     * Opens it with weights that are at hand, whatever its source.
     *
     * @param parent decides the device
     * @param tensors by torchvision's names; others than the layer needs are left aside
     * @param origin where they come from, for messages
     * @throws IllegalArgumentException if a tensor is missing, has another shape or is not finite
     */
    public final FeatureExtractor open(
            NDManager parent, Map<String, NDArray> tensors, Precision precision, String origin) {
        Weights given = Weights.given(this, origin);
        return new PooledNetwork(parent, given.network(), tensors, precision, given);
    }

    /** Finds and reads the weights for it; a fit does so once, see {@link #open}. */
    @Override
    public final String weightsHash() {
        try (NDManager manager = Torch.newManager(Device.cpu());
                FeatureExtractor network = open(manager, Precision.FLOAT32, ProgressListener.getDefault())) {
            return network.weightsHash();
        }
    }

    /** In float32, of views of any side; finds and reads the weights each time, see {@link #open}. */
    @Override
    public final NDArray forward(NDArray views) {
        int side = (int) views.getShape().get(2);
        N single = with(layer, List.of(side), source);
        try (FeatureExtractor network =
                single.open(views.getManager(), Precision.FLOAT32, ProgressListener.getDefault())) {
            return network.extract(views);
        }
    }

    /** Its name and, where there is a choice, the layer. */
    final String title() {
        return kind.firstLayer == kind.lastLayer ? kind.name : kind.name + " to " + kind.part + " " + layer;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof Network<?> that
                && kind.equals(that.kind)
                && layer == that.layer
                && scales.equals(that.scales)
                && source.equals(that.source);
    }

    @Override
    public final int hashCode() {
        return Objects.hash(kind, layer, scales, source);
    }

    /** Such as "ResNet-18 to layer 4 at [448, 224, 112], weights ImageNet". */
    @Override
    public final String toString() {
        return title() + " at " + scales + ", weights " + source;
    }
}
