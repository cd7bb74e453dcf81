package org.differnet.persist;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.differnet.flow.Flow;
import org.differnet.flow.FlowOptions;
import org.differnet.store.Safetensors;
import org.differnet.store.Tensor;
import org.differnet.store.TorchArchive;
import org.differnet.store.TorchCheckpoint;

/** Flows that were trained with the authors' PyTorch code. */
public final class ReferenceCode {

    private static final String NETWORK = "feature_extractor.";
    private static final String FLOW = "nf.";

    private ReferenceCode() {}

    /**
     * The flow of a state dict, of the whole model or of the flow alone; its size is read off the shapes.
     *
     * @param manager decides the device
     * @param file .pth or .safetensors
     * @throws UncheckedIOException if the file cannot be read
     * @throws IllegalArgumentException if its tensors are not those of such a flow
     */
    public static Flow flow(NDManager manager, Path file) {
        try (NDManager scratch = manager.newSubManager()) {
            Map<String, NDArray> stateDict = new LinkedHashMap<>();
            tensors(file).forEach((name, tensor) -> {
                if (!name.startsWith(NETWORK)) {
                    String own = name.startsWith(FLOW) ? name.substring(FLOW.length()) : name;
                    stateDict.put(own, tensor.toNDArray(scratch));
                }
            });
            return Flow.of(
                    stateDict, FlowOptions.paper().clamp(), FlowOptions.REFERENCE_CODE_FACTOR, manager.getDevice());
        }
    }

    /**
     * Writes the weights of a flow as that code names them.
     *
     * @param file .safetensors for that format, else PyTorch's
     * @throws UncheckedIOException if the file cannot be written
     * @throws IllegalArgumentException if the clamp is another than that code's
     */
    public static void write(Path file, Flow flow) {
        double clamp = flow.options().clamp();
        double factor = flow.options().clampFactor();
        if (clamp != FlowOptions.paper().clamp() || factor != FlowOptions.REFERENCE_CODE_FACTOR) {
            throw new IllegalArgumentException("the flow clamps with " + clamp + " and the factor " + factor
                    + ", the reference code with " + FlowOptions.paper().clamp() + " and "
                    + FlowOptions.REFERENCE_CODE_FACTOR + ", so that scores would differ there; fit with"
                    + " options.withFlow(flow.withClamp(3, FlowOptions.REFERENCE_CODE_FACTOR))");
        }
        Map<String, Tensor> stateDict = new LinkedHashMap<>();
        flow.stateDict().forEach((name, array) -> stateDict.put(name, Tensor.of(array)));
        if (file.toString().endsWith(".safetensors")) {
            Safetensors.write(file, stateDict, Map.of());
        } else {
            TorchArchive.writeStateDict(file, stateDict);
        }
    }

    private static Map<String, Tensor> tensors(Path file) {
        return file.toString().endsWith(".safetensors")
                ? Safetensors.read(file)
                : TorchCheckpoint.read(file, name -> !name.startsWith(NETWORK));
    }
}
