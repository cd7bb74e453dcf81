package org.differnet.persist;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.differnet.Checkpoint;
import org.differnet.Options;
import org.differnet.flow.Checkpoints;
import org.differnet.flow.History;
import org.differnet.flow.TrainingState;
import org.differnet.store.Checksum;
import org.differnet.store.RecordJson;
import org.differnet.store.Replacement;
import org.differnet.store.Safetensors;
import org.differnet.store.Tensor;

/** A {@link Checkpoint} as a safetensors file. It is short-lived: other versions of the library need not read it. */
public final class CheckpointFile implements Checkpoints {

    private static final String FORMAT = "differnet-checkpoint-1";
    private static final String WEIGHTS = "flow.";
    private static final String OPTIMISER = "optimiser.";

    private final Checkpoint checkpoint;
    private final Supplier<Key> key;
    private long written = System.nanoTime();

    /** @param key asked for when training begins */
    public CheckpointFile(Checkpoint checkpoint, Supplier<Key> key) {
        this.checkpoint = checkpoint;
        this.key = key;
    }

    /**
     * What has to be the same for a training to go on.
     *
     * @param contentHash of the good images
     * @param weightsHash of the network, with all else that decides the training
     */
    public record Key(Options options, String contentHash, String weightsHash) {}

    @Override
    public Optional<TrainingState> last(NDManager owner) {
        Path file = checkpoint.file();
        prepare(file.toAbsolutePath());
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Map<String, String> metadata = Safetensors.metadata(file);
        String expected = metadata.remove("checksum");
        if (!FORMAT.equals(metadata.get("format"))) {
            throw refused(file, "it is no checkpoint of this version of the library");
        }
        if (!RecordJson.write(key.get()).equals(metadata.get("key"))) {
            throw refused(file, "it belongs to a training with other options, images or network weights");
        }
        return Optional.of(state(file, owner, metadata, expected));
    }

    /** Only one tensor at a time is in Java's memory: of the paper's size all of them take 2 GB. */
    private static TrainingState state(
            Path file, NDManager owner, Map<String, String> metadata, String expectedChecksum) {
        Map<String, NDArray> weights = new LinkedHashMap<>();
        List<NDArray> optimiser = new ArrayList<>();
        Checksum checksum = new Checksum(metadata);
        Safetensors.forEach(file, (name, tensor) -> {
            checksum.add(name, tensor);
            NDArray array = tensor.toNDArray(owner);
            if (name.startsWith(WEIGHTS)) {
                weights.put(name.substring(WEIGHTS.length()), array);
            } else {
                optimiser.add(array);
            }
        });
        if (!checksum.hex().equals(expectedChecksum)) {
            throw refused(file, "it is damaged");
        }
        try {
            History history = RecordJson.read(metadata.get("history"), History.class);
            return new TrainingState(history.epochs(), weights, optimiser);
        } catch (IOException e) {
            throw refused(file, e.getMessage());
        }
    }

    @Override
    public void epochDone(TrainingState state) {
        long now = System.nanoTime();
        if (Duration.ofNanos(now - written).compareTo(checkpoint.interval()) < 0) {
            return;
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        state.weights().forEach((name, array) -> tensors.put(WEIGHTS + name, Tensor.borrowed(array)));
        for (int i = 0; i < state.optimiser().size(); i++) {
            tensors.put(OPTIMISER + i, Tensor.borrowed(state.optimiser().get(i)));
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("key", RecordJson.write(key.get()));
        metadata.put("history", RecordJson.write(new History(state.epochs(), false)));
        metadata.put("checksum", Checksum.of(metadata, tensors));
        Safetensors.write(checkpoint.file(), tensors, metadata);
        written = now;
    }

    /** Fails before hours of training, not after, and clears away what a killed process left half written. */
    private static void prepare(Path file) {
        Path folder = file.getParent();
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            String message = file + " cannot be written: " + folder + " is not a folder that can be written to;"
                    + " name another file";
            throw new UncheckedIOException(message, new IOException(message));
        }
        Replacement.sweep(file);
        Replacement.sweepAllOf(file);
    }

    private static UncheckedIOException refused(Path file, String reason) {
        String message =
                file + " cannot be gone on from: " + reason + ". Name another file, or delete this one to begin anew";
        return new UncheckedIOException(message, new IOException(message));
    }
}
