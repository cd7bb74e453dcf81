package org.differnet.persist;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.differnet.fuzz.Damage;
import org.differnet.fuzz.Target;
import org.differnet.store.Checksum;
import org.differnet.store.Safetensors;
import org.differnet.store.Tensor;

/** The reader of model files; generated ones are damaged and then signed anew, so that the checksum does not hide them. */
public final class ModelTarget {

    private ModelTarget() {}

    public static Target get() {
        byte[] good;
        Map<String, Tensor> tensors;
        try {
            Path file = Path.of(
                    ModelTarget.class.getResource("model-v1.safetensors").toURI());
            good = Files.readAllBytes(file);
            tensors = Safetensors.read(file);
        } catch (IOException | URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        return new Target(
                "model",
                List.of(good),
                random -> signedAnew(good, tensors, random),
                file -> ModelFile.parse(file, null, List.of()),
                length -> 4_000_000L + 100L * length);
    }

    private static byte[] signedAnew(byte[] good, Map<String, Tensor> tensors, Random random) {
        int length = (int) ByteBuffer.wrap(good).order(ByteOrder.LITTLE_ENDIAN).getLong();
        JsonObject header =
                JsonParser.parseString(new String(good, 8, length, UTF_8)).getAsJsonObject();
        JsonObject texts = header.getAsJsonObject("__metadata__");
        texts.remove("checksum");
        List<String> names = List.copyOf(texts.keySet());
        String name = names.get(random.nextInt(names.size()));
        texts.addProperty(
                name, new String(Damage.to(texts.get(name).getAsString().getBytes(UTF_8), random), UTF_8));
        Map<String, String> metadata = new LinkedHashMap<>();
        texts.entrySet()
                .forEach(text -> metadata.put(text.getKey(), text.getValue().getAsString()));
        texts.addProperty("checksum", Checksum.of(metadata, tensors));
        byte[] text = header.toString().getBytes(UTF_8);
        int data = good.length - 8 - length;
        return ByteBuffer.allocate(8 + text.length + data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(text.length)
                .put(text)
                .put(good, 8 + length, data)
                .array();
    }
}
