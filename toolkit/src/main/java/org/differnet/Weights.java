package org.differnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.differnet.engine.Precision;
import org.differnet.features.AlexNet;
import org.differnet.fetch.Fetch;
import org.differnet.fetch.Fetched;
import org.differnet.flow.Flow;
import org.differnet.flow.FlowOptions;
import org.differnet.store.Safetensors;
import org.differnet.store.Tensor;
import org.differnet.store.TorchCheckpoint;
import org.differnet.work.ProgressListener;

/** Trained weights from files: the network's, or where there are none a stand-in that says what it is, and flows'. */
final class Weights {

    private static final long STAND_IN_SEED = 0;
    private static final String REFERENCE_NETWORK = "feature_extractor.";
    private static final String REFERENCE_FLOW = "nf.";

    // A search that failed is not repeated for each model: without a network it costs seconds.
    private static final AtomicBoolean ABSENT = new AtomicBoolean();

    private Weights() {}

    static AlexNet alexNet(NDManager manager, Precision precision, ProgressListener listener) {
        if (!ABSENT.get()) {
            Fetched found = Fetch.alexNet();
            if (found.file().isPresent()) {
                return network(manager, found.path(), precision);
            }
            ABSENT.set(true);
            listener.warn(
                    "These are not the ImageNet weights of the paper: an untrained AlexNet stands in. It shows the"
                            + " machinery; its scores and maps mean little on photographs. " + found.message());
        }
        return standIn(manager, precision);
    }

    /** The network of those who have no weights. */
    static AlexNet standIn(NDManager manager, Precision precision) {
        return AlexNet.untrained(manager, STAND_IN_SEED, precision);
    }

    /** A flow from a state dict of the authors' code; its size is read off the shapes. */
    static Flow referenceFlow(NDManager manager, Path file) {
        try (NDManager scratch = manager.newSubManager()) {
            Map<String, NDArray> stateDict = new LinkedHashMap<>();
            read(file, name -> !name.startsWith(REFERENCE_NETWORK))
                    .forEach((name, tensor) -> stateDict.put(
                            name.startsWith(REFERENCE_FLOW) ? name.substring(REFERENCE_FLOW.length()) : name,
                            tensor.toNDArray(scratch)));
            return Flow.of(
                    stateDict, FlowOptions.paper().clamp(), FlowOptions.REFERENCE_CODE_FACTOR, manager.getDevice());
        }
    }

    private static AlexNet network(NDManager manager, Path file, Precision precision) {
        try (NDManager scratch = manager.newSubManager()) {
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            read(file, name -> name.startsWith("features."))
                    .forEach((name, tensor) -> arrays.put(name, tensor.toNDArray(scratch)));
            return AlexNet.of(manager, arrays, precision, "ImageNet weights (" + file.getFileName() + ")");
        }
    }

    private static Map<String, Tensor> read(Path file, Predicate<String> wanted) {
        if (!file.toString().endsWith(".safetensors")) {
            return TorchCheckpoint.read(file, wanted);
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>(Safetensors.read(file));
        tensors.keySet().removeIf(wanted.negate());
        return tensors;
    }
}
