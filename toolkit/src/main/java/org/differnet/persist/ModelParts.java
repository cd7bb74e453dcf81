package org.differnet.persist;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.differnet.Options;
import org.differnet.Provenance;
import org.differnet.engine.Torch;
import org.differnet.features.FeatureExtractor;
import org.differnet.features.TrainedOn;
import org.differnet.store.JsonCodec;
import org.differnet.store.RecordJson;
import org.differnet.work.ProgressListener;

/** What model files of all kinds have in common: a version, records as JSON, a network that is named, and how they are refused. */
public final class ModelParts {

    private ModelParts() {}

    /**
     * The version of a file's format, which is not newer than this library.
     *
     * @param format that it has to have
     * @param newest that is read
     * @param other what is said of a file of another format
     */
    public static int version(Path file, Map<String, String> metadata, String format, int newest, String other) {
        if (!format.equals(metadata.get("format"))) {
            throw refused(file, other);
        }
        String version = metadata.get("version");
        if (version == null || !version.matches("[1-9][0-9]{0,5}")) {
            throw damaged(file, "its format has no version");
        }
        if (Integer.parseInt(version) > newest) {
            throw refused(
                    file,
                    "its format has version " + version + " and this library reads up to " + newest
                            + ": take a newer version of the library");
        }
        return Integer.parseInt(version);
    }

    /** A record that stands in the metadata as JSON. */
    public static <T extends Record> T part(
            Path file, Map<String, String> metadata, String name, Class<T> type, JsonCodec<?>... codecs) {
        String json = metadata.get(name);
        if (json == null) {
            throw damaged(file, "it has no " + name);
        }
        try {
            return RecordJson.read(json, type, codecs);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    file + " cannot be read as a model: its " + name + " cannot be used: " + e.getMessage(), e);
        }
    }

    /** A record that may stand in the metadata as JSON. */
    public static <T extends Record> Optional<T> partIfAny(
            Path file, Map<String, String> metadata, String name, Class<T> type) {
        return metadata.containsKey(name) ? Optional.of(part(file, metadata, name, type)) : Optional.empty();
    }

    /** The device that a model was fitted on, or where that is not here the one that is. */
    public static Device device(String fittedOn, ProgressListener listener) {
        try {
            return Torch.device(fittedOn);
        } catch (IllegalArgumentException e) {
            listener.warn("The model was fitted on another device: " + e.getMessage() + ". It computes on "
                    + Torch.defaultDevice() + " here, and scores may differ in the last digits");
            return Torch.defaultDevice();
        }
    }

    /** The network that a model was fitted on, with the same weights. */
    public static FeatureExtractor network(
            Path file, NDManager manager, Options options, Provenance provenance, ProgressListener listener) {
        FeatureExtractor network = options.backbone().open(manager, options.precision(), listener);
        if (!network.weightsHash().equals(provenance.weightsHash())) {
            String remedy = network.trainedOn() == TrainedOn.DRAWN_PICTURES
                    ? ". These weights are part of the library: fit the model anew, or load it with the library that"
                            + " fitted it, " + provenance.library()
                    : ". Put the file of those weights into home or a mirror";
            network.close();
            throw refused(
                    file,
                    "it was fitted on " + provenance.network() + " with SHA-256 " + provenance.weightsHash()
                            + ", but here is " + network.describe() + " with " + network.weightsHash()
                            + remedy);
        }
        return network;
    }

    /** What is thrown of a file that is not as it was written. */
    public static UncheckedIOException damaged(Path file, String reason) {
        return refused(file, reason + ": it was altered or damaged. Get it anew");
    }

    /** What is thrown of a file that is no model that can be read. */
    public static UncheckedIOException refused(Path file, String reason) {
        String message = file + " cannot be read as a model: " + reason;
        return new UncheckedIOException(message, new IOException(message));
    }
}
