package org.differnet.store;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;

/**
 * Records as JSON and back, component by component, by name. Numbers that are not finite are written as "NaN",
 * "Infinity" and "-Infinity".
 *
 * <p>Reading is strict: every component must be there, in the form in which it is written, and nothing else; and each
 * record checks its own values.
 */
public final class RecordJson {

    private static final Gson GSON = new GsonBuilder()
            .setStrictness(Strictness.STRICT)
            .disableHtmlEscaping()
            .registerTypeAdapter(double.class, new AnyDouble())
            .registerTypeAdapter(Double.class, new AnyDouble())
            .create();

    private static final Gson WITH_NULLS = GSON.newBuilder().serializeNulls().create();

    private RecordJson() {}

    /** One line of JSON. */
    public static String write(Record value) {
        return GSON.toJson(value);
    }

    /**
     * The record of this JSON.
     *
     * @throws IOException if it is not what {@link #write} gives for such a record, or a value is not allowed
     */
    public static <T extends Record> T read(String json, Class<T> type) throws IOException {
        JsonElement found;
        T value;
        try (JsonReader reader = new JsonReader(new StringReader(json))) {
            reader.setStrictness(Strictness.STRICT);
            found = JsonParser.parseReader(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IOException("something follows the JSON");
            }
            value = GSON.fromJson(found, type);
        } catch (RuntimeException e) {
            throw new IOException(reason(e), e);
        }
        // A component that is missing or null shows in one of the two.
        if (value == null || !found.equals(GSON.toJsonTree(value)) || !found.equals(WITH_NULLS.toJsonTree(value))) {
            throw new IOException(
                    "it has other components than " + type.getSimpleName() + " in this version: " + found);
        }
        return value;
    }

    /** What the record itself said, where it refused a value. */
    private static String reason(RuntimeException e) {
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof IllegalArgumentException)) {
            cause = cause.getCause();
        }
        return cause instanceof JsonParseException
                ? "it is not the JSON expected here: " + cause.getMessage()
                : "" + cause.getMessage();
    }

    private static final class AnyDouble extends TypeAdapter<Double> {

        @Override
        public void write(JsonWriter out, Double value) throws IOException {
            if (Double.isFinite(value)) {
                out.value(value);
            } else {
                out.value(value.toString());
            }
        }

        @Override
        public Double read(JsonReader in) throws IOException {
            return Double.valueOf(in.nextString());
        }
    }
}
