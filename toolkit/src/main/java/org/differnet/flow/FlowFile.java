package org.differnet.flow;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.differnet.engine.Torch;
import org.differnet.store.Checksum;
import org.differnet.store.Replacement;
import org.differnet.store.Safetensors;
import org.differnet.store.Tensor;

/** A flow as one safetensors file: its weights, and beside them as JSON what it is composed of. */
final class FlowFile {

    private static final String FORMAT = "differnet-flow";
    private static final String VERSION = "1";

    private FlowFile() {}

    static void write(Flow flow, Path file) {
        Composition composition = flow.composition()
                .orElseThrow(
                        () -> new IllegalStateException("a flow that was put together of transforms cannot be saved,"
                                + " since nobody could make them again: compose it of layers, as in Flow.on("
                                + flow.dimension() + ").add(Layer.own(...))"));
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        flow.stateDict().forEach((name, array) -> tensors.put(name, Tensor.borrowed(array)));
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("format", FORMAT);
        metadata.put("version", VERSION);
        metadata.put("composition", new CompositionCodec().write(composition));
        metadata.put("checksum", Checksum.of(metadata, tensors));
        Replacement.sweep(file);
        Safetensors.write(file, tensors, metadata);
    }

    static Flow read(Path file, Device device, List<Layer> own) {
        Map<String, String> metadata = new LinkedHashMap<>(Safetensors.metadata(file));
        if (!FORMAT.equals(metadata.get("format"))) {
            throw refused(file, "is no flow but some other safetensors file; a whole model is read by DifferNet.load");
        }
        if (!VERSION.equals(metadata.get("version"))) {
            throw refused(
                    file,
                    "is a flow of version " + metadata.get("version") + ", and version " + VERSION
                            + " can be read: take the toolkit that has written it, or a newer one");
        }
        Map<String, Tensor> tensors = Safetensors.read(file);
        String expected = metadata.remove("checksum");
        if (!Checksum.of(metadata, tensors).equals(expected)) {
            throw refused(file, "is damaged: its content has not the checksum that stands in it; save it anew");
        }
        Flow flow = composition(file, metadata, tensors, own).build(0, device);
        try (NDManager scratch = Torch.newManager(device)) {
            Map<String, NDArray> stateDict = new LinkedHashMap<>();
            tensors.forEach((name, tensor) -> stateDict.put(name, tensor.toNDArray(scratch)));
            flow.load(stateDict);
            return flow;
        } catch (IllegalArgumentException e) {
            flow.close();
            throw refused(file, "does not fit what it says that it is composed of: " + e.getMessage());
        } catch (RuntimeException | Error e) {
            flow.close();
            throw e;
        }
    }

    /** Refuses one that learns another count of numbers before it is built, which may take any memory. */
    private static Composition composition(
            Path file, Map<String, String> metadata, Map<String, Tensor> tensors, List<Layer> own) {
        Composition composition;
        try {
            composition = new CompositionCodec(own).read(metadata.getOrDefault("composition", "{}"));
        } catch (IOException | IllegalArgumentException e) {
            throw refused(file, "cannot be read as a flow: " + e.getMessage());
        }
        long needed = composition.parameterCount(composition.dimension());
        long found = tensors.values().stream()
                .mapToLong(tensor -> tensor.floats().length)
                .sum();
        if (needed >= 0 && needed != found) {
            throw refused(file, "holds " + found + " weights, and a flow of " + composition + " has " + needed);
        }
        return composition;
    }

    private static UncheckedIOException refused(Path file, String reason) {
        String message = file + " " + reason;
        return new UncheckedIOException(message, new IOException(message));
    }
}
