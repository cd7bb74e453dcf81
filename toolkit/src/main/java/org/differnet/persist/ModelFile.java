package org.differnet.persist;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.differnet.DifferNet;
import org.differnet.Options;
import org.differnet.Provenance;
import org.differnet.engine.Torch;
import org.differnet.features.Backbone;
import org.differnet.features.BackboneCodec;
import org.differnet.features.FeatureExtractor;
import org.differnet.features.ViewFeatures;
import org.differnet.features.backbone.AlexNet;
import org.differnet.features.backbone.Source;
import org.differnet.flow.Flow;
import org.differnet.flow.FlowOptions;
import org.differnet.flow.History;
import org.differnet.localize.HeatmapOptions;
import org.differnet.localize.MapScale;
import org.differnet.score.GoodScores;
import org.differnet.score.MeanLatents;
import org.differnet.score.Scoring;
import org.differnet.score.Threshold;
import org.differnet.store.JsonCodec;
import org.differnet.store.RecordJson;
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
    static final int VERSION = 4;

    private static final String FORMAT = "differnet-model";
    private static final String FLOW = "flow.";
    private static final String MAP = "maps.typical";
    private static final String TRAINED = "scoring.trained";

    /** Until then consensus maps were others, whose scale says nothing of those of today. */
    private static final int CONSENSUS_SINCE = 3;

    private ModelFile() {}

    /** The views of the test, which are kept in the file so that no later version of Java can draw others. */
    record Views(List<View> views) {}

    /**
     * What was learnt from good images beside the flow.
     *
     * @param mapScale the scale of heat maps; null where that of the file is of other maps than those of today
     */
    public record Calibration(Threshold threshold, GoodScores goodScores, MapScale mapScale) {

        Calibration withoutMaps() {
            return new Calibration(threshold, goodScores, null);
        }
    }

    /** What stands of it in JSON; the map of the scale is a tensor. */
    record Numbers(Threshold threshold, GoodScores goodScores, double mapLevel) {}

    /**
     * All that a file has.
     *
     * @param trained null where the scoring does not need them
     * @param tensors the flow's
     */
    record Content(
            Options options,
            Views views,
            Calibration calibration,
            History history,
            Provenance provenance,
            MeanLatents trained,
            Map<String, Tensor> tensors) {}

    public static void write(Path file, DifferNet model) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        model.flow().stateDict().forEach((name, array) -> tensors.put(FLOW + name, Tensor.of(array)));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("version", Integer.toString(VERSION));
        metadata.put("options", RecordJson.write(model.options()));
        metadata.put("views", RecordJson.write(new Views(model.testViews())));
        MeanLatents trained = model.trained();
        if (trained != null) {
            tensors.put(TRAINED, Tensor.of(trained.values(), trained.images(), trained.dimension()));
        }
        MapScale scale = model.mapScale();
        tensors.put(MAP, Tensor.of(scale.typical(), scale.typical().length));
        metadata.put(
                "calibration", RecordJson.write(new Numbers(model.threshold(), model.goodScores(), scale.level())));
        metadata.put("history", RecordJson.write(model.history()));
        metadata.put("provenance", RecordJson.write(model.provenance()));
        metadata.put("checksum", checksum(metadata, tensors));
        Safetensors.write(file, tensors, metadata);
    }

    /** @param given the backbone of a user's own that the model was fitted on; null if there is none */
    public static DifferNet read(Path file, ProgressListener listener, Backbone given) {
        Content content = parse(file, given);
        NDManager manager = Torch.newManager(Torch.defaultDevice());
        try {
            FeatureExtractor network = network(file, manager, content, listener);
            Flow flow = flow(file, content, network.dimension(), manager);
            checkTrained(file, content, network.dimension());
            DifferNet model = new DifferNet(
                    manager,
                    content.options,
                    listener,
                    new ViewFeatures(manager, network, content.options.views().framing()),
                    flow,
                    content.history,
                    content.views.views);
            model.remember(content.trained);
            model.restore(content.calibration, content.provenance);
            return model;
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** Reads and checks all that can be checked without the network. */
    public static Content parse(Path file, Backbone given) {
        Map<String, String> metadata = Safetensors.metadata(file);
        checkFormat(file, metadata);
        Map<String, Tensor> tensors = Safetensors.read(file);
        String expected = metadata.remove("checksum");
        if (!checksum(metadata, tensors).equals(expected)) {
            throw refused(file, "its checksum does not fit its content: it was altered or damaged. Get it anew");
        }
        Tensor typical = tensors.remove(MAP);
        if (typical == null) {
            throw refused(file, "it has no " + MAP + ": it was altered or damaged. Get it anew");
        }
        int version = Integer.parseInt(metadata.get("version"));
        Provenance provenance = part(file, metadata, "provenance", Provenance.class);
        Options options = withWeightsOf(
                provenance, part(file, metadata, "options", Options.class, new BackboneCodec(given)));
        boolean otherMaps = options.heatmap().method() == HeatmapOptions.Method.CONSENSUS && version < CONSENSUS_SINCE;
        Calibration calibration = calibration(file, part(file, metadata, "calibration", Numbers.class), typical);
        Content content = new Content(
                options,
                part(file, metadata, "views", Views.class),
                otherMaps ? calibration.withoutMaps() : calibration,
                part(file, metadata, "history", History.class),
                provenance,
                options.scoring() == Scoring.NEAREST ? trained(file, tensors.remove(TRAINED)) : null,
                tensors);
        if (content.views.views.size() != content.options.testViews()) {
            throw refused(
                    file,
                    "it has " + content.views.views.size() + " views, its options say " + content.options.testViews());
        }
        return content;
    }

    private static MeanLatents trained(Path file, Tensor tensor) {
        if (tensor == null || tensor.shape().length != 2) {
            throw refused(file, "it lacks the latents that its scoring needs: it was altered or damaged. Get it anew");
        }
        try {
            return new MeanLatents(tensor.floats(), Math.toIntExact(tensor.shape()[1]));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw refused(file, e.getMessage());
        }
    }

    private static void checkTrained(Path file, Content content, int dimension) {
        if (content.trained != null && content.trained.dimension() != dimension) {
            throw refused(file, content.trained + " are none of a network with " + dimension + " features");
        }
    }

    private static Calibration calibration(Path file, Numbers numbers, Tensor typical) {
        try {
            MapScale scale = new MapScale(typical.floats(), numbers.mapLevel);
            return new Calibration(numbers.threshold, numbers.goodScores, scale);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw refused(file, e.getMessage());
        }
    }

    private static void checkFormat(Path file, Map<String, String> metadata) {
        if (!FORMAT.equals(metadata.get("format"))) {
            throw refused(
                    file,
                    "it is no model of this library but some other safetensors file. Weights of the authors' code are"
                            + " read by DifferNet.fromReferenceCode");
        }
        String version = metadata.get("version");
        if (version == null || !version.matches("[1-9][0-9]{0,5}")) {
            throw refused(file, "its format has no version: it was altered or damaged. Get it anew");
        }
        if (Integer.parseInt(version) > VERSION) {
            throw refused(
                    file,
                    "its format has version " + version + " and this library reads up to " + VERSION
                            + ": take a newer version of the library");
        }
    }

    /** Files before version 5 do not say in their options that an untrained network stood in for a missing one. */
    private static Options withWeightsOf(Provenance provenance, Options options) {
        return !provenance.pretrained()
                        && options.backbone() instanceof AlexNet network
                        && network.source() instanceof Source.ImageNet
                ? options.withBackbone(network.untrained(0))
                : options;
    }

    private static <T extends Record> T part(
            Path file, Map<String, String> metadata, String name, Class<T> type, JsonCodec<?>... codecs) {
        String json = metadata.get(name);
        if (json == null) {
            throw refused(file, "it has no " + name + ": it was altered or damaged. Get it anew");
        }
        try {
            return RecordJson.read(json, type, codecs);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    file + " cannot be read as a model: its " + name + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static FeatureExtractor network(Path file, NDManager manager, Content content, ProgressListener listener) {
        Provenance provenance = content.provenance;
        FeatureExtractor network =
                content.options.backbone().open(manager, content.options.precision(), listener);
        if (!network.weightsHash().equals(provenance.weightsHash())) {
            network.close();
            throw refused(
                    file,
                    "it was fitted on " + provenance.network() + " with SHA-256 " + provenance.weightsHash()
                            + ", but here is " + network.describe() + " with " + network.weightsHash()
                            + ". Put the file of those weights into home or a mirror");
        }
        return network;
    }

    /** Whatever the options claim, no more memory is taken than the file has weights. */
    private static Flow flow(Path file, Content content, int dimension, NDManager manager) {
        FlowOptions options = content.options.flow();
        long numbers = content.tensors.values().stream().mapToLong(Tensor::size).sum();
        long expected = options.parameterCount(dimension);
        if (numbers != expected) {
            throw refused(file, "it has " + numbers + " weights, its options need " + expected);
        }
        Flow flow = Flow.create(options, dimension, 0, manager.getDevice());
        try (NDManager scratch = manager.newSubManager()) {
            Map<String, NDArray> stateDict = new LinkedHashMap<>();
            content.tensors.forEach((name, tensor) -> stateDict.put(
                    name.startsWith(FLOW) ? name.substring(FLOW.length()) : name, tensor.toNDArray(scratch)));
            flow.load(stateDict);
            return flow;
        } catch (IllegalArgumentException e) {
            flow.close();
            throw refused(file, e.getMessage());
        }
    }

    /** SHA-256 of all metadata and the bytes of all tensors with their names. */
    public static String checksum(Map<String, String> metadata, Map<String, Tensor> tensors) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            metadata.forEach((name, text) -> sha.update((name + "=" + text + "\n").getBytes(StandardCharsets.UTF_8)));
            tensors.forEach((name, tensor) -> {
                sha.update((name + " " + tensor + "\n").getBytes(StandardCharsets.UTF_8));
                sha.update(tensor.data());
            });
            return HexFormat.of().formatHex(sha.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    private static UncheckedIOException refused(Path file, String reason) {
        String message = file + " cannot be read as a model: " + reason;
        return new UncheckedIOException(message, new IOException(message));
    }
}
