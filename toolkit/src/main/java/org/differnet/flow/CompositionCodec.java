package org.differnet.flow;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.differnet.store.JsonCodec;
import org.differnet.store.RecordJson;

/**
 * Compositions in model files: the library's layers by name and settings, a user's own by its name, for which the layer
 * itself is given at reading.
 */
public final class CompositionCodec implements JsonCodec<Composition> {

    private final List<Layer> given;

    /** For layers of this library alone. */
    public CompositionCodec() {
        this(List.of());
    }

    /** @param given the user's own layers that a file may name */
    public CompositionCodec(List<Layer> given) {
        this.given = List.copyOf(given);
    }

    @Override
    public Class<Composition> type() {
        return Composition.class;
    }

    @Override
    public String write(Composition composition) {
        JsonObject json = new JsonObject();
        json.addProperty("dimension", composition.dimension());
        json.addProperty("context", composition.context());
        json.addProperty("mixture", composition.mixture());
        JsonArray layers = new JsonArray();
        for (Layer layer : composition.layers()) {
            JsonObject entry = new JsonObject();
            if (layer instanceof Record settings && Layers.NAMES.containsKey(layer.name())) {
                entry.add(layer.name(), new Gson().fromJson(RecordJson.write(settings), JsonObject.class));
            } else {
                entry.addProperty("own", layer.name());
            }
            layers.add(entry);
        }
        json.add("layers", layers);
        return json.toString();
    }

    @Override
    public Composition read(String json) throws IOException {
        try {
            JsonObject fields = new Gson().fromJson(json, JsonObject.class);
            if (fields.size() == 0) {
                return Composition.empty();
            }
            List<Layer> layers = new ArrayList<>();
            for (JsonElement each : fields.getAsJsonArray("layers")) {
                layers.add(layer(each.getAsJsonObject()));
            }
            return new Composition(
                    fields.get("dimension").getAsInt(),
                    fields.get("context").getAsInt(),
                    fields.get("mixture").getAsInt(),
                    layers);
        } catch (JsonParseException
                | ClassCastException
                | IllegalStateException
                | NullPointerException
                | NoSuchElementException
                | UnsupportedOperationException
                | NumberFormatException e) {
            throw new IOException("its flow is not written as compositions are: " + json, e);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Layer layer(JsonObject entry) throws IOException {
        String kind = entry.entrySet().iterator().next().getKey();
        if (kind.equals("own")) {
            return own(entry.get(kind).getAsString());
        }
        Class<? extends Record> type = Layers.NAMES.get(kind);
        if (type == null) {
            throw new IOException("its flow has a layer '" + kind + "', which is none of " + Layers.NAMES.keySet()
                    + ": take a newer version of the library");
        }
        return (Layer) RecordJson.read(entry.get(kind).toString(), type);
    }

    private Layer own(String name) throws IOException {
        return given.stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IOException("its flow has a transform '" + name
                        + "' of its author's own, which no file holds: give it, as in DifferNet.load(file, Layer.own(\""
                        + name + "\", " + name + "::new))"));
    }
}
