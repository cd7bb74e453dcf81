package org.differnet.parity;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.differnet.flow.Flow;
import org.differnet.store.Safetensors;
import org.differnet.store.Tensor;
import org.differnet.store.TorchCheckpoint;

/** What the reference code computed, in a folder. */
final class GoldenValues {

    private final Path folder;
    private final JsonObject summary;
    private final Map<String, Tensor> values;

    GoldenValues(Path folder) throws IOException {
        this.folder = folder;
        this.summary = JsonParser.parseString(Files.readString(folder.resolve("golden.json")))
                .getAsJsonObject();
        this.values = Safetensors.read(folder.resolve("values.safetensors"));
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** The names of the images. */
    List<String> images() {
        return StreamSupport.stream(summary.getAsJsonArray("images").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .map(image -> image.get("id").getAsString())
                .toList();
    }

    double summary(String key) {
        return summary.get(key).getAsDouble();
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    long[] longs(String key) {
        return values.get(key).longs();
    }

    double[] doubles(String key) {
        float[] floats = values.get(key).floats();
        return IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray();
    }

    NDArray array(String key, NDManager owner) {
        Tensor tensor = values.get(key);
        if (tensor == null) {
            throw new IllegalArgumentException(folder.resolve("values.safetensors") + " has no " + key);
        }
        return tensor.toNDArray(owner);
    }

    /** The tensors of a file, safetensors or .pth. */
    static Map<String, NDArray> arrays(Path file, NDManager manager) {
        Map<String, Tensor> tensors =
                file.toString().endsWith(".pth") ? TorchCheckpoint.read(file) : Safetensors.read(file);
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> arrays.put(name, tensor.toNDArray(manager)));
        return arrays;
    }

    Flow flow(String file, NDManager manager) {
        return Flow.of(arrays(folder.resolve(file), manager), summary("clamp"), summary("clamp_factor"), Device.cpu());
    }
}
