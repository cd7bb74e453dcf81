package org.differnet.persist;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.differnet.Options;
import org.differnet.Provenance;
import org.differnet.data.image.ValueRange;
import org.differnet.engine.NativeMemory;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.features.Backbone;
import org.differnet.features.BackboneCodec;
import org.differnet.features.FeatureExtractor;
import org.differnet.features.ViewFeatures;
import org.differnet.features.backbone.AlexNet;
import org.differnet.features.backbone.Source;
import org.differnet.fit.Fitted;
import org.differnet.fit.ProductViews;
import org.differnet.flow.Composition;
import org.differnet.flow.CompositionCodec;
import org.differnet.flow.Flow;
import org.differnet.flow.History;
import org.differnet.flow.Layer;
import org.differnet.localize.HeatmapOptions;
import org.differnet.localize.MapScale;
import org.differnet.score.GoodScores;
import org.differnet.score.MeanLatents;
import org.differnet.score.Patience;
import org.differnet.score.Scoring;
import org.differnet.score.Threshold;
import org.differnet.store.Checksum;
import org.differnet.store.RecordJson;
import org.differnet.store.Records;
import org.differnet.store.Replacement;
import org.differnet.store.Safetensors;
import org.differnet.store.Tensor;
import org.differnet.view.View;
import org.differnet.work.ProgressListener;

/**
 * A model as one safetensors file: the flow's weights by the names of its state dict, and beside them as JSON everything
 * else but the network's weights, of which only the hash is kept.
 *
 * <p>A later version of the format raises {@link #VERSION} and goes on reading the earlier ones.
 */
public final class ModelFile {

    /** The format that is written; all up to it are read. */
    static final int VERSION = 6;

    private static final String FORMAT = "differnet-model";
    private static final String OTHER =
            "it is no model of this library but some other safetensors file. Weights of the authors' code are read by"
                    + " DifferNet.fromReferenceCode, methods on pixels by Baseline.load";

    private static final String FLOW = "flow.";
    private static final String MAP = "maps.typical";
    private static final String TRAINED = "scoring.trained";

    /** Until then consensus maps were others, whose scale says nothing of those of today. */
    private static final int CONSENSUS_SINCE = 3;

    /** Until then every file had a scale of heat maps. */
    private static final int WITHOUT_SCALE_SINCE = 5;

    private ModelFile() {}

    /** The views of the test, which are kept in the file so that no later version of Java can draw others. */
    record Views(List<View> views) {}

    /**
     * What was learnt from good images beside the flow; the map of the scale is a tensor.
     *
     * @param mapLevel of the scale of heat maps; NaN where there is none
     */
    record Numbers(Threshold threshold, GoodScores goodScores, double mapLevel) {}

    /**
     * All that a file has but the flow.
     *
     * @param range empty where all values of the type are used, and before version 5
     * @param productViews empty where views were told, and in files that were written without it
     * @param patience empty where all views are looked at, and before version 6
     * @param mapScale empty where there is none, or the file's is of other maps than those of today
     * @param trained empty where the scoring does not need them
     * @param weights numbers of the flow
     */
    record Content(
            Options options,
            Views views,
            Optional<ValueRange> range,
            Optional<ProductViews> productViews,
            Numbers numbers,
            Optional<Patience> patience,
            Optional<MapScale> mapScale,
            History history,
            Provenance provenance,
            Optional<MeanLatents> trained,
            long weights) {

        Content with(Precision precision) {
            return Records.with(this, "options", options.withPrecision(precision));
        }
    }

    /** Writes a model, in whole or not at all, and clears away what killed processes left half written beside it. */
    public static void write(Path file, Fitted model) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        model.flow().stateDict().forEach((name, array) -> tensors.put(FLOW + name, Tensor.borrowed(array)));
        model.compared()
                .ifPresent(latents ->
                        tensors.put(TRAINED, Tensor.of(latents.values(), latents.images(), latents.dimension())));
        model.mapScale().ifPresent(scale -> tensors.put(MAP, Tensor.of(scale.typical(), scale.typical().length)));
        double level = model.mapScale().map(MapScale::level).orElse(Double.NaN);
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("version", Integer.toString(VERSION));
        metadata.put("options", RecordJson.write(model.options()));
        metadata.put("views", RecordJson.write(new Views(model.testViews())));
        metadata.put("calibration", RecordJson.write(new Numbers(model.threshold(), model.goodScores(), level)));
        model.productViews().ifPresent(found -> metadata.put("product views", RecordJson.write(found)));
        model.patience().ifPresent(patience -> metadata.put("patience", RecordJson.write(patience)));
        model.range().ifPresent(range -> metadata.put("range", RecordJson.write(range)));
        metadata.put("history", RecordJson.write(model.history()));
        metadata.put("provenance", RecordJson.write(model.provenance()));
        metadata.put("checksum", Checksum.of(metadata, tensors));
        Replacement.sweep(file);
        Safetensors.write(file, tensors, metadata);
    }

    /**
     * Reads a model.
     *
     * @param given the backbone of a user's own that it was fitted on; null if there is none
     * @param layers the transforms of a user's own that its flow may have
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static Fitted read(Path file, Backbone given, List<Layer> layers, ProgressListener listener) {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(listener, "listener");
        Content content = parse(file, given, layers);
        content.options.precision().noteWhere(Precision.fastest()).ifPresent(listener::warn);
        return read(file, content, listener);
    }

    /**
     * Reads a model that computes its features in another precision than it was fitted with.
     *
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static Fitted readIn(Precision precision, Path file, ProgressListener listener) {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(listener, "listener");
        return read(file, parse(file, null, List.of()).with(precision), listener);
    }

    /**
     * Refuses what {@link #read} would refuse, as far as that is known without the network and the native library.
     *
     * @throws java.io.UncheckedIOException if the file is missing, damaged, altered, of a newer version or no model
     */
    public static void check(Path file) {
        Objects.requireNonNull(file, "file");
        parse(file, null, List.of());
    }

    private static Fitted read(Path file, Content content, ProgressListener listener) {
        NativeMemory.freeForgotten();
        NDManager manager = Torch.newManager(ModelParts.device(content.options.device(), listener));
        try {
            FeatureExtractor network = ModelParts.network(file, manager, content.options, content.provenance, listener);
            Flow flow = flow(file, content, network.dimension(), manager);
            try {
                return fitted(content, manager, network, flow);
            } catch (IllegalArgumentException e) {
                flow.close();
                throw ModelParts.refused(file, e.getMessage());
            }
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    private static Fitted fitted(Content content, NDManager manager, FeatureExtractor network, Flow flow) {
        return new Fitted(
                manager,
                content.options,
                new ViewFeatures(manager, network, content.options.views().framing()),
                flow,
                content.range,
                content.views.views,
                content.productViews,
                content.trained,
                content.numbers.goodScores,
                content.numbers.threshold,
                content.patience,
                content.mapScale,
                List.of(),
                content.history,
                content.provenance);
    }

    /** Reads and checks all that can be checked without the network. */
    static Content parse(Path file, Backbone given, List<Layer> layers) {
        Map<String, String> metadata = Safetensors.metadata(file);
        int version = ModelParts.version(file, metadata, FORMAT, VERSION, OTHER);
        Map<String, Tensor> beside = new LinkedHashMap<>();
        long weights = checked(file, metadata, beside);
        Provenance provenance = ModelParts.part(file, metadata, "provenance", Provenance.class);
        Options options = withWeightsOf(
                provenance,
                ModelParts.part(
                        file,
                        metadata,
                        "options",
                        Options.class,
                        new BackboneCodec(given),
                        new CompositionCodec(layers)));
        Numbers numbers = ModelParts.part(file, metadata, "calibration", Numbers.class);
        History history = ModelParts.part(file, metadata, "history", History.class);
        Optional<MapScale> scale = mapScale(file, version, numbers.mapLevel, beside.get(MAP));
        boolean otherMaps = options.heatmap().method() == HeatmapOptions.Method.CONSENSUS && version < CONSENSUS_SINCE;
        return new Content(
                options,
                ModelParts.part(file, metadata, "views", Views.class),
                ModelParts.partIfAny(file, metadata, "range", ValueRange.class),
                ModelParts.partIfAny(file, metadata, "product views", ProductViews.class),
                numbers,
                ModelParts.partIfAny(file, metadata, "patience", Patience.class),
                otherMaps ? Optional.empty() : scale,
                history,
                provenance,
                trained(file, options, history, beside.get(TRAINED)),
                weights);
    }

    /**
     * Checks every tensor, one at a time.
     *
     * @param beside takes those that are not the flow's
     * @return how many numbers the flow has
     */
    private static long checked(Path file, Map<String, String> metadata, Map<String, Tensor> beside) {
        String expected = metadata.remove("checksum");
        Checksum checksum = new Checksum(metadata);
        long[] weights = new long[1];
        Safetensors.forEach(file, (name, tensor) -> {
            checksum.add(name, tensor);
            if (!tensor.isFinite()) {
                throw ModelParts.refused(
                        file, "its " + name + " has numbers that are infinite or NaN: get it anew, or fit anew");
            }
            if (isWeight(name)) {
                weights[0] += tensor.size();
            } else {
                beside.put(name, tensor);
            }
        });
        if (!checksum.hex().equals(expected)) {
            throw ModelParts.damaged(file, "its checksum does not fit its content");
        }
        return weights[0];
    }

    private static boolean isWeight(String name) {
        return !name.equals(MAP) && !name.equals(TRAINED);
    }

    private static Optional<MapScale> mapScale(Path file, int version, double level, Tensor typical) {
        if (typical == null && Double.isNaN(level) && version >= WITHOUT_SCALE_SINCE) {
            return Optional.empty();
        }
        if (typical == null) {
            throw ModelParts.damaged(file, "it has no " + MAP);
        }
        try {
            return Optional.of(new MapScale(typical.floats(), level));
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw ModelParts.refused(file, e.getMessage());
        }
    }

    private static Optional<MeanLatents> trained(Path file, Options options, History history, Tensor tensor) {
        if (options.scoring() != Scoring.NEAREST || tensor == null && history.stopped()) {
            return Optional.empty();
        }
        if (tensor == null || tensor.shape().length != 2) {
            throw ModelParts.damaged(file, "it lacks the latents that its scoring needs");
        }
        try {
            return Optional.of(new MeanLatents(tensor.floats(), Math.toIntExact(tensor.shape()[1])));
        } catch (IllegalArgumentException | IllegalStateException | ArithmeticException e) {
            throw ModelParts.refused(file, e.getMessage());
        }
    }

    /** Earlier files do not say in their options that an untrained network stood in for a missing one. */
    private static Options withWeightsOf(Provenance provenance, Options options) {
        return !provenance.pretrained()
                        && options.backbone() instanceof AlexNet network
                        && network.source() instanceof Source.ImageNet
                ? options.withBackbone(network.untrained(0))
                : options;
    }

    /** Whatever the options claim, no more memory is taken than the file has weights. */
    private static Flow flow(Path file, Content content, int dimension, NDManager manager) {
        Composition layers = content.options.layers();
        long expected = layers.parameterCount(dimension);
        if (expected >= 0 && content.weights != expected) {
            throw ModelParts.refused(file, "it has " + content.weights + " weights, its options need " + expected);
        }
        Flow flow;
        try {
            flow = layers.onFeatures(dimension).build(0, manager.getDevice());
        } catch (IllegalArgumentException e) {
            throw ModelParts.refused(file, e.getMessage());
        }
        try (NDManager scratch = manager.newSubManager()) {
            Map<String, NDArray> stateDict = new LinkedHashMap<>();
            Safetensors.forEach(file, (name, tensor) -> {
                if (isWeight(name)) {
                    stateDict.put(
                            name.startsWith(FLOW) ? name.substring(FLOW.length()) : name, tensor.toNDArray(scratch));
                }
            });
            flow.load(stateDict);
            return flow;
        } catch (IllegalArgumentException e) {
            flow.close();
            throw ModelParts.refused(file, e.getMessage());
        } catch (RuntimeException | Error e) {
            flow.close();
            throw e;
        }
    }
}
