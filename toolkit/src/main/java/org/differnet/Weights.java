package org.differnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.differnet.engine.Precision;
import org.differnet.features.AlexNet;
import org.differnet.fetch.Fetch;
import org.differnet.fetch.Fetched;
import org.differnet.store.Safetensors;
import org.differnet.store.Tensor;
import org.differnet.store.TorchCheckpoint;
import org.differnet.work.ProgressListener;

/** Finds the network's weights: home, mirrors, download, and where all fail a stand-in that says what it is. */
final class Weights {

    private static final long STAND_IN_SEED = 0;

    // A search that failed is not repeated for each model: without a network it costs seconds.
    private static final AtomicBoolean ABSENT = new AtomicBoolean();

    private Weights() {}

    static AlexNet alexNet(NDManager manager, Precision precision, ProgressListener listener) {
        if (!ABSENT.get()) {
            Fetched found = Fetch.alexNet();
            if (found.file().isPresent()) {
                Path file = found.path();
                return read(manager, file, precision);
            }
            ABSENT.set(true);
            listener.warn(
                    "These are not the ImageNet weights of the paper: an untrained AlexNet stands in. It shows the"
                            + " machinery; its scores and maps mean little on photographs. " + found.message());
        }
        return AlexNet.untrained(manager, STAND_IN_SEED, precision);
    }

    private static AlexNet read(NDManager manager, Path file, Precision precision) {
        String name = file.getFileName().toString();
        Map<String, Tensor> tensors = name.endsWith(".pth")
                ? TorchCheckpoint.read(file, key -> key.startsWith("features."))
                : Safetensors.read(file);
        try (NDManager scratch = manager.newSubManager()) {
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            tensors.forEach((key, tensor) -> arrays.put(key, tensor.toNDArray(scratch)));
            return AlexNet.of(manager, arrays, precision, "ImageNet weights (" + name + ")");
        }
    }
}
