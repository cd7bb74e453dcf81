package org.differnet.features.backbone;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.differnet.features.Backbone;
import org.differnet.features.TrainedOn;
import org.differnet.fetch.Fetched;
import org.differnet.store.Safetensors;
import org.differnet.store.Tensor;
import org.differnet.store.TorchCheckpoint;
import org.differnet.work.ProgressListener;

/**
 * The weights of a network as they were found.
 *
 * @param tensors by torchvision's names
 * @param origin for messages and results
 * @param trainedOn what they have learnt from
 * @param network that they belong to, with the source from which they come again
 */
record Weights(Map<String, Tensor> tensors, String origin, TrainedOn trainedOn, Network<?> network) {

    private static final String DRAWN_FILE = "drawn.safetensors";

    /** Weights that somebody has at hand. */
    static Weights given(Network<?> network, String origin) {
        return new Weights(Map.of(), origin, TrainedOn.OWN, network.withWeights(new Source.Named(origin)));
    }

    /**
     * Looks for the weights of a network, each time anew.
     *
     * @throws UncheckedIOException if they cannot be had or read; the message says where they were looked for
     */
    static Weights find(Network<?> network, ProgressListener listener) {
        Source source = network.source();
        if (source instanceof Source.Untrained untrained) {
            String origin = "untrained weights (seed " + untrained.seed() + ")";
            return new Weights(network.layout().random(untrained.seed()), origin, TrainedOn.NOTHING, network);
        } else if (source instanceof Source.Drawn) {
            return drawn(network)
                    .orElseThrow(() -> missing("this build of the library has no weights trained on drawn pictures: "
                            + "org/differnet/features/" + DRAWN_FILE
                            + " is not in its jar. Take another build, or a backbone"
                            + " with ImageNet's weights such as Backbone.alexNet()"));
        } else if (source instanceof Source.Named named) {
            Path file = Path.of(named.file());
            return new Weights(read(file), "weights (" + file.getFileName() + ")", TrainedOn.OWN, network);
        }
        if (source instanceof Source.Coco != network instanceof MobileNetV2) {
            throw new IllegalArgumentException(network.name() + " has no weights trained on " + source
                    + "; name a file of them, as in withWeights(path)");
        }
        Fetched found = network.published(new FetchProgress(listener));
        if (found.file().isPresent()) {
            return published(network, found.path());
        }
        if (!(network instanceof AlexNet)) {
            throw missing(found.message());
        }
        return instead(network, found.message(), listener);
    }

    private static Weights instead(Network<?> asked, String whyNot, ProgressListener listener) {
        Weights drawn = drawn(asked).orElseThrow(() -> missing(whyNot));
        listener.warn("The ImageNet weights of the paper cannot be had: " + drawn.origin
                + " take their place, and every result says so. " + whyNot);
        return drawn;
    }

    private static Weights published(Network<?> network, Path file) {
        TrainedOn photographs = network instanceof MobileNetV2 ? TrainedOn.COCO : TrainedOn.IMAGENET;
        String origin = network.source() + " weights (" + file.getFileName() + ")";
        return new Weights(read(file), origin, photographs, network);
    }

    /** AlexNet's that are part of this library. */
    private static Optional<Weights> drawn(Network<?> network) {
        try (InputStream in = Backbone.class.getResourceAsStream(DRAWN_FILE)) {
            return in == null
                    ? Optional.empty()
                    : Optional.of(new Weights(
                            read(in),
                            "features trained on drawn pictures",
                            TrainedOn.DRAWN_PICTURES,
                            network.withWeights(new Source.Drawn())));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    DRAWN_FILE + " in the library's jar cannot be read by a copy in the temporary folder "
                            + System.getProperty("java.io.tmpdir") + ": " + e
                            + "; set -Djava.io.tmpdir=FOLDER to one that is writable and has 5 MB free",
                    e);
        }
    }

    /** The tensors of a safetensors file that lies in a jar. */
    static Map<String, Tensor> read(InputStream in) throws IOException {
        Path copy = Files.createTempFile("differnet", ".safetensors");
        try {
            // Not a channel, which an interrupt closes.
            try (OutputStream out = new FileOutputStream(copy.toFile())) {
                in.transferTo(out);
            }
            return Safetensors.read(copy);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static Map<String, Tensor> read(Path file) {
        Predicate<String> wanted = name -> !name.startsWith("classifier.") && !name.endsWith(".num_batches_tracked");
        if (!file.toString().endsWith(".safetensors")) {
            return TorchCheckpoint.read(file, wanted);
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>(Safetensors.read(file));
        tensors.keySet().removeIf(wanted.negate());
        return tensors;
    }

    private static UncheckedIOException missing(String message) {
        return new UncheckedIOException(new FileNotFoundException(message));
    }

    /** The tensors on the device of their owner, in float32. */
    Map<String, NDArray> arrays(NDManager owner) {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> arrays.put(name, tensor.toNDArray(owner)));
        return arrays;
    }
}
