package org.differnet.features;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.util.List;
import java.util.stream.StreamSupport;
import org.differnet.features.backbone.Network;
import org.differnet.features.backbone.Pixels;
import org.differnet.features.backbone.Source;
import org.differnet.store.JsonCodec;

/**
 * Backbones in model files: the networks of this library by name, layer, scales and source of weights; pixels by
 * their side; one of a user's own
 * by its name, class, dimension and scales, which tell whether what is given for it at reading is the same.
 */
public final class BackboneCodec implements JsonCodec<Backbone> {

    private static final List<Network<?>> KNOWN = List.of(
            Backbone.alexNet(),
            Backbone.alexNet().withFourth(),
            Backbone.resNet18(),
            Backbone.vgg16(),
            Backbone.mobileNetV2());

    private final Backbone given;

    /** For backbones of this library alone. */
    public BackboneCodec() {
        this(null);
    }

    /** @param given stands for the one of the user's own that a file names; null if there is none */
    public BackboneCodec(Backbone given) {
        this.given = given;
    }

    @Override
    public Class<Backbone> type() {
        return Backbone.class;
    }

    @Override
    public String write(Backbone backbone) {
        JsonObject json = new JsonObject();
        if (backbone instanceof Network<?> network) {
            json.addProperty("network", network.name());
            json.addProperty("layer", network.layer());
            json.add("scales", scales(network));
            json.addProperty("weights", network.source().toString());
        } else if (backbone instanceof Pixels pixels) {
            json.addProperty("pixels", pixels.side());
            json.addProperty("colour", pixels.colour());
        } else {
            Backbone original = backbone instanceof Rescaled rescaled ? rescaled.original() : backbone;
            json.addProperty("own", backbone.name());
            json.addProperty("class", original.getClass().getName());
            json.addProperty("dimension", backbone.dimension());
            json.add("scales", scales(backbone));
        }
        return json.toString();
    }

    private static JsonArray scales(Backbone backbone) {
        JsonArray sides = new JsonArray();
        backbone.scales().forEach(sides::add);
        return sides;
    }

    @Override
    public Backbone read(String json) throws IOException {
        try {
            JsonObject fields = new Gson().fromJson(json, JsonObject.class);
            if (fields.has("pixels")) {
                return new Pixels(
                        fields.get("pixels").getAsInt(), fields.get("colour").getAsBoolean());
            }
            return fields.has("own") ? own(fields) : network(fields);
        } catch (JsonParseException
                | ClassCastException
                | IllegalStateException
                | NullPointerException
                | UnsupportedOperationException
                | NumberFormatException e) {
            throw new IOException("its backbone is not written as backbones are: " + json, e);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Backbone own(JsonObject fields) throws IOException {
        String name = fields.get("own").getAsString();
        String type = fields.get("class").getAsString();
        if (given == null) {
            throw new IOException("its backbone '" + name + "' (class " + type
                    + ") is one of its author's own, which no" + " file holds: give it, as in DifferNet.load(file, new "
                    + type.replaceFirst(".*[.$]", "") + "())");
        }
        Backbone scaled = given.withScales(sides(fields));
        int dimension = fields.get("dimension").getAsInt();
        if (!scaled.name().equals(name) || scaled.dimension() != dimension) {
            throw new IOException("it was fitted on the backbone '" + name + "' (class " + type + ") with " + dimension
                    + " features a scale; given is '" + scaled.name() + "' with " + scaled.dimension());
        }
        return given.scales().equals(scaled.scales()) ? given : scaled;
    }

    private static Backbone network(JsonObject fields) throws IOException {
        String name = fields.get("network").getAsString();
        Network<?> known = KNOWN.stream()
                .filter(each ->
                        each.name().equals(name) || each.name().replace("-", "").equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IOException("its network '" + name + "' is not one of "
                        + KNOWN.stream().map(Backbone::name).toList()
                        + ": take a newer version of the library"));
        String weights = fields.get("weights").getAsString();
        boolean earlier = !fields.get("scales").isJsonArray();
        Source source = earlier ? earlier(weights) : Source.of(weights);
        return known.withLayer(fields.get("layer").getAsInt())
                .withScales(earlier ? earlier(fields.get("scales").getAsInt()) : sides(fields))
                .withWeights(source);
    }

    private static int[] sides(JsonObject fields) {
        return StreamSupport.stream(fields.getAsJsonArray("scales").spliterator(), false)
                .mapToInt(JsonElement::getAsInt)
                .toArray();
    }

    /** Earlier files give the number of scales. */
    private static int[] earlier(int count) throws IOException {
        return switch (count) {
            case 1 -> new int[] {448};
            case 3 -> new int[] {448, 224, 112};
            default -> throw new IOException("scales is " + count + "; files of this form have 1 or 3");
        };
    }

    /** Earlier files give a file of weights, or nothing for ImageNet's. */
    private static Source earlier(String weights) {
        return weights.isEmpty() ? new Source.ImageNet() : new Source.Named(weights);
    }
}
