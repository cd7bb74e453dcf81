package org.differnet.features.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.differnet.chart.Picture;
import org.differnet.engine.Precision;
import org.differnet.engine.TorchScript;
import org.differnet.features.Activation;
import org.differnet.features.Activations;
import org.differnet.features.Backbone;
import org.differnet.features.FeatureExtractor;
import org.differnet.features.PositionGrid;
import org.differnet.features.ScriptedNetwork;
import org.differnet.features.TrainedOn;
import org.differnet.store.Tensor;

/** A {@link Network} with its weights. */
final class PooledNetwork implements FeatureExtractor {

    private final Network<?> network;
    private final String description;
    private final TrainedOn trainedOn;
    private final String weightsHash;
    private final NDManager manager;
    private final TorchScript script;
    private final Scales scales;
    private final NDArray sides;
    private final NDArray[] weights;

    /** @throws IllegalArgumentException if a tensor is missing, has another shape or is not finite */
    PooledNetwork(NDManager parent, Network<?> network, Map<String, NDArray> tensors, Precision asked, Weights from) {
        Precision precision = network.precision(asked);
        Layout layout = network.layout();
        layout.check(tensors, from.origin());
        this.network = network;
        this.description = network.title() + ", " + from.origin() + ", "
                + precision.name().toLowerCase(Locale.ROOT) + scalesOf(network);
        this.trainedOn = from.trainedOn();
        this.weightsHash = Fingerprint.of(layout.names(), tensors);
        this.manager = parent.newSubManager();
        String[] resources = Stream.concat(
                        network.scripts().stream(),
                        Stream.of("pooled.torchscript", Scales.SCRIPT, "weights.torchscript"))
                .toArray(String[]::new);
        this.script = TorchScript.load(manager, PooledNetwork.class, resources);
        this.scales = new Scales(manager, network.scales());
        this.sides = Scales.array(manager, network.scales());
        this.weights = prepared(tensors, precision);
    }

    private static String scalesOf(Network<?> network) {
        List<Integer> scales = network.scales();
        if (scales.equals(Backbone.alexNet().scales())) {
            return "";
        }
        return scales.size() == 1 ? ", scale " + scales.get(0) + " alone" : ", scales " + scales;
    }

    private NDArray[] prepared(Map<String, NDArray> tensors, Precision precision) {
        try (NDManager scratch = manager.newSubManager()) {
            return network
                    .ordered(tensors, (method, arguments) -> script.call(scratch, method, (Object[]) arguments))
                    .stream()
                    .map(tensor -> script.call(scratch, "prepare", tensor, precision == Precision.BFLOAT16))
                    .map(this::kept)
                    .toArray(NDArray[]::new);
        }
    }

    private NDArray kept(NDArray prepared) {
        NDArray weight = prepared.duplicate();
        weight.attach(manager);
        // All of one name: the engine hands them over as one list.
        weight.setName("weights[]");
        return weight;
    }

    @Override
    public Backbone backbone() {
        return network;
    }

    @Override
    public String describe() {
        return description;
    }

    @Override
    public String weightsHash() {
        return weightsHash;
    }

    @Override
    public TrainedOn trainedOn() {
        return trainedOn;
    }

    @Override
    public String code() {
        return script.source();
    }

    @Override
    public Optional<ScriptedNetwork> scripted() {
        try (NDManager scratch = manager.newSubManager()) {
            List<Tensor> exact = Arrays.stream(weights)
                    .map(weight -> Tensor.of(script.call(scratch, "exact", weight)))
                    .toList();
            boolean half = weights[0].getDataType() != DataType.FLOAT32;
            return Optional.of(new ScriptedNetwork(TorchScript.methods(script.source()), exact, half));
        }
    }

    @Override
    public NDArray extract(NDArray views) {
        Scales.check(views, viewSize());
        return withWeights("features", views, sides);
    }

    @Override
    public NDArray positions(NDArray views) {
        Scales.check(views, viewSize());
        return script.call(views.getManager(), "positions", views, sides, List.of(weights));
    }

    @Override
    public Activations activations(NDArray views) {
        Scales.check(views, viewSize());
        List<Network.Depth> depths = network.depths();
        List<Activation> layers = new ArrayList<>();
        NDList features = new NDList();
        for (int scale : network.scales()) {
            NDArray y = scales.at(views, scale);
            for (int depth = 0; depth < depths.size(); depth++) {
                if (depth > 0) {
                    y = withWeights("depth" + depth, y);
                }
                Network.Depth at = depths.get(depth);
                int side = (int) y.getShape().get(2);
                Activation layer =
                        Activation.of(Scales.grid(viewSize(), scale, at.first(), at.stride(), side), depth, y);
                layers.add(layer);
                y = layer.passed();
            }
            features.add(script.callWithGradient("means", y));
        }
        return new Activations(Scales.joined(features), layers, depths.size());
    }

    @Override
    public List<PositionGrid> grids() {
        Network.Depth last = network.last();
        return network.scales().stream()
                .map(scale -> Scales.grid(viewSize(), scale, last.first(), last.stride(), network.positions(scale)))
                .toList();
    }

    @Override
    public List<Picture> firstFilters() {
        try (NDManager step = manager.newSubManager();
                NDArray filters = script.call(step, "exact", weights[0])) {
            float[] all = filters.toFloatArray();
            int count = (int) filters.getShape().get(0);
            int length = all.length / count;
            return IntStream.range(0, count)
                    .<Picture>mapToObj(i -> new Filter(Arrays.copyOfRange(all, i * length, (i + 1) * length)))
                    .toList();
        }
    }

    private NDArray withWeights(String method, NDArray... inputs) {
        NDArray[] arguments = Arrays.copyOf(inputs, inputs.length + weights.length);
        System.arraycopy(weights, 0, arguments, inputs.length, weights.length);
        return script.callWithGradient(method, arguments);
    }

    @Override
    public void close() {
        script.close();
        scales.close();
        Arrays.stream(weights).forEach(NDArray::close);
        manager.close();
    }
}
