package org.differnet.features.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.differnet.Options;
import org.differnet.engine.Precision;
import org.differnet.features.Backbone;
import org.differnet.features.Backbone.Network;
import org.differnet.features.FeatureExtractor;
import org.differnet.fetch.Fetch;
import org.differnet.fetch.Fetched;
import org.differnet.flow.Flow;
import org.differnet.flow.FlowOptions;
import org.differnet.store.Safetensors;
import org.differnet.store.Tensor;
import org.differnet.store.TorchCheckpoint;
import org.differnet.work.ProgressListener;

/** Trained weights from files: the network's, or where there are none a stand-in that says what it is, and flows'. */
public final class Weights {

    private static final long STAND_IN_SEED = 0;
    private static final String REFERENCE_NETWORK = "feature_extractor.";
    private static final String REFERENCE_FLOW = "nf.";

    // A search that failed is not repeated for each model: without a network it costs seconds.
    private static final AtomicBoolean ABSENT = new AtomicBoolean();

    private Weights() {}

    /**
     * The network that options ask for.
     *
     * @throws UncheckedIOException if the file of its weights is missing or damaged; AlexNet alone has a stand-in
     */
    public static FeatureExtractor network(NDManager manager, Options options, ProgressListener listener) {
        Backbone backbone = options.backbone();
        FeatureExtractor network =
                backbone.network() == Network.ALEXNET && backbone.weights().isEmpty()
                        ? alexNet(manager, options.precision(), listener)
                        : fromFile(manager, backbone, options.precision(), listener);
        return scaled(network, backbone);
    }

    private static FeatureExtractor scaled(FeatureExtractor network, Backbone backbone) {
        return backbone.scales() == 1 ? new LargestScale(network) : network;
    }

    static AlexNet alexNet(NDManager manager, Precision precision, ProgressListener listener) {
        if (!ABSENT.get()) {
            Fetched found = Fetch.alexNet(new FetchProgress(listener));
            if (found.file().isPresent()) {
                return (AlexNet) load(manager, found.path(), Backbone.alexNet(), precision, "ImageNet weights");
            }
            ABSENT.set(true);
            listener.warn(
                    "These are not the ImageNet weights of the paper: an untrained AlexNet stands in. It shows the"
                            + " machinery; its scores and maps mean little on photographs. " + found.message());
        }
        return AlexNet.untrained(manager, STAND_IN_SEED, precision);
    }

    /** The network of those who have no weights. */
    public static FeatureExtractor standIn(NDManager manager, Options options) {
        return scaled(AlexNet.untrained(manager, STAND_IN_SEED, options.precision()), options.backbone());
    }

    private static FeatureExtractor fromFile(
            NDManager manager, Backbone backbone, Precision precision, ProgressListener listener) {
        if (!backbone.weights().isEmpty()) {
            return load(manager, Path.of(backbone.weights()), backbone, precision, "weights");
        }
        FetchProgress progress = new FetchProgress(listener);
        Fetched found = backbone.network() == Network.VGG16 ? Fetch.vgg16(progress) : Fetch.resNet18(progress);
        return load(manager, found.path(), backbone, precision, "ImageNet weights");
    }

    /** A flow from a state dict of the authors' code; its size is read off the shapes. */
    public static Flow referenceFlow(NDManager manager, Path file) {
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

    private static FeatureExtractor load(
            NDManager manager, Path file, Backbone backbone, Precision precision, String what) {
        try (NDManager scratch = manager.newSubManager()) {
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            read(file, name -> !name.startsWith("classifier.") && !name.endsWith(".num_batches_tracked"))
                    .forEach((name, tensor) -> arrays.put(name, tensor.toNDArray(scratch)));
            String origin = what + " (" + file.getFileName() + ")";
            return switch (backbone.network()) {
                case ALEXNET -> AlexNet.of(manager, arrays, precision, origin);
                case RESNET18 -> ResNet18.of(manager, arrays, backbone.layer(), precision, origin);
                case VGG16 -> Vgg16.of(manager, arrays, backbone.layer(), precision, origin);
            };
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
