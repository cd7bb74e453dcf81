package org.differnet.store;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.util.List;
import org.differnet.store.RecordJson.RefusedValue;

/** Writes and reads a value of an open type by its codec. */
final class CodecAdapter<T> extends TypeAdapter<T> {

    private final JsonCodec<T> codec;
    private final TypeAdapter<JsonElement> elements;

    private CodecAdapter(JsonCodec<T> codec, TypeAdapter<JsonElement> elements) {
        this.codec = codec;
        this.elements = elements;
    }

    /**
     * Makes adapters for whatever has a codec.
     *
     * @param instead of the codecs that the types name
     */
    static TypeAdapterFactory factory(List<JsonCodec<?>> instead) {
        return new TypeAdapterFactory() {
            @Override
            @SuppressWarnings("unchecked") // A codec for the type of a TypeToken<T>.
            public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
                JsonCodec<?> codec = codec(type.getRawType());
                return codec == null
                        ? null
                        : new CodecAdapter<>((JsonCodec<T>) codec, gson.getAdapter(JsonElement.class));
            }

            private JsonCodec<?> codec(Class<?> type) {
                for (JsonCodec<?> given : instead) {
                    if (given.type() == type) {
                        return given;
                    }
                }
                Coded named = type.getAnnotation(Coded.class);
                return named == null ? null : start(named.value());
            }
        };
    }

    private static JsonCodec<?> start(Class<? extends JsonCodec<?>> type) {
        try {
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void write(JsonWriter out, T value) throws IOException {
        out.jsonValue(codec.write(value));
    }

    @Override
    public T read(JsonReader in) throws IOException {
        String json = elements.read(in).toString();
        try {
            return codec.read(json);
        } catch (IOException e) {
            throw new RefusedValue(e);
        }
    }
}
