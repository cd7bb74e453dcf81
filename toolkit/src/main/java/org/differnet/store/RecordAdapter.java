package org.differnet.store;

import com.google.gson.Gson;
import com.google.gson.TypeAdapter;
import com.google.gson.TypeAdapterFactory;
import com.google.gson.reflect.TypeToken;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.differnet.store.RecordJson.RefusedValue;

/** Writes a record as an object with its components, and reads it with exactly those, absent ones as they say. */
final class RecordAdapter<T> extends TypeAdapter<T> {

    /** Makes an adapter for whatever is a record. */
    static final TypeAdapterFactory FACTORY = new TypeAdapterFactory() {
        @Override
        @SuppressWarnings("unchecked") // The raw class of a TypeToken<T> makes T.
        public <T> TypeAdapter<T> create(Gson gson, TypeToken<T> type) {
            return type.getRawType().isRecord() ? new RecordAdapter<>((Class<T>) type.getRawType(), gson) : null;
        }
    };

    private final Class<T> type;
    private final List<RecordComponent> components;
    private final Map<String, TypeAdapter<Object>> adapters = new LinkedHashMap<>();

    @SuppressWarnings("unchecked") // Of the values of its component alone.
    private RecordAdapter(Class<T> type, Gson gson) {
        this.type = type;
        components = List.of(type.getRecordComponents());
        for (RecordComponent component : components) {
            adapters.put(component.getName(), (TypeAdapter<Object>)
                    gson.getAdapter(TypeToken.get(component.getGenericType())));
        }
    }

    @Override
    public void write(JsonWriter out, T value) throws IOException {
        out.beginObject();
        for (RecordComponent component : components) {
            out.name(component.getName());
            adapters.get(component.getName()).write(out, Records.value((Record) value, component));
        }
        out.endObject();
    }

    @Override
    public T read(JsonReader in) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        in.beginObject();
        while (in.hasNext()) {
            String name = in.nextName();
            TypeAdapter<Object> adapter = adapters.get(name);
            if (adapter == null || values.containsKey(name)) {
                throw new IOException(type.getSimpleName() + " has no '" + name + "', or not twice");
            }
            values.put(name, adapter.read(in));
        }
        in.endObject();
        Object[] arguments = new Object[components.size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = values.containsKey(components.get(i).getName())
                    ? values.get(components.get(i).getName())
                    : absent(components.get(i));
            if (arguments[i] == null) {
                // An enum has null for a word that it does not know.
                throw new IOException(type.getSimpleName() + " lacks its '"
                        + components.get(i).getName() + "', or this version does not know its value");
            }
        }
        try {
            return Records.make(type, arguments);
        } catch (RuntimeException e) {
            throw new RefusedValue(e);
        }
    }

    // Gson's other name for a lenient reader is missing in 2.8.5, which IJava has.
    @SuppressWarnings("deprecation")
    private Object absent(RecordComponent component) throws IOException {
        IfAbsent meant = component.getAnnotation(IfAbsent.class);
        if (meant == null) {
            return null;
        }
        JsonReader json = new JsonReader(new StringReader(meant.value()));
        json.setLenient(true);
        return adapters.get(component.getName()).read(json);
    }
}
