package org.differnet.store;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.TypeAdapter;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;

/**
 * Records as JSON and back, component by component, by name. Numbers that are not finite are written as "NaN",
 * "Infinity" and "-Infinity"; values of an open type as its {@link JsonCodec} says, which it names with {@link Coded}.
 *
 * <p>Reading is strict: every component must be there once, unless it is marked with {@link IfAbsent}, and nothing else;
 * and each record checks its own values.
 *
 * <p>Notebook kernels bring a Gson of their own, as old as 2.8.5, which knows no records: nothing younger is used here.
 */
public final class RecordJson {

    private static final Gson GSON = gson(List.of());

    /** What is written here has less than ten. */
    private static final int MOST_LEVELS = 100;

    private RecordJson() {}

    // Of two factories for a type Gson asks the one that came last.
    private static Gson gson(List<JsonCodec<?>> instead) {
        return new GsonBuilder()
                .disableHtmlEscaping()
                .registerTypeAdapterFactory(RecordAdapter.FACTORY)
                .registerTypeAdapterFactory(CodecAdapter.factory(instead))
                .registerTypeAdapter(double.class, new AnyDouble())
                .registerTypeAdapter(Double.class, new AnyDouble())
                .create();
    }

    /** One line of JSON. */
    public static String write(Record value) {
        return GSON.toJson(value);
    }

    /**
     * The record of this JSON.
     *
     * @param instead codecs that take the place of those which their types name, such as one that knows a user's classes
     * @throws IOException if it is not such a record as {@link #write} writes it, or a value is not allowed
     */
    public static <T extends Record> T read(String json, Class<T> type, JsonCodec<?>... instead) throws IOException {
        checkDepth(json);
        Gson gson = instead.length == 0 ? GSON : gson(List.of(instead));
        try (JsonReader reader = new JsonReader(new StringReader(json))) {
            T value = gson.getAdapter(type).read(reader);
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IOException("something follows");
            }
            return value;
        } catch (RefusedValue e) {
            throw new IOException(e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            throw new IOException("it is not the JSON expected here: " + e.getMessage(), e);
        }
    }

    /** Old versions of Gson call themselves once for each level. */
    private static void checkDepth(String json) throws IOException {
        int depth = 0;
        boolean text = false;
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '"') {
                text = !text;
            } else if (!text && (c == '{' || c == '[')) {
                depth++;
            } else if (!text && (c == '}' || c == ']')) {
                depth--;
            }
            if (depth > MOST_LEVELS) {
                throw new IOException("it is JSON in more than " + MOST_LEVELS + " levels");
            }
        }
    }

    /** What a record said when it was given values that it does not allow. */
    static final class RefusedValue extends RuntimeException {

        private static final long serialVersionUID = 1;

        RefusedValue(Throwable refusal) {
            super(refusal.getMessage(), refusal);
        }
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
