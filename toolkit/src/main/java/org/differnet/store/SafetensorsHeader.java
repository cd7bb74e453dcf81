package org.differnet.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The JSON text at the head of a safetensors file.
 *
 * @param entries the tensors in the order of their data, which they fill without gap or overlap
 * @param metadata free text by name
 * @param dataStart where in the file the data begins
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata, long dataStart) {

    private static final String METADATA = "__metadata__";
    private static final int MAX_LENGTH = 100_000_000;
    private static final int MOST_SHOWN = 32;

    /** A tensor and where its data lies, counted from the start of all data. */
    record Entry(String name, Tensor.Type type, long[] shape, long begin, long end) {}

    /** Reads and checks everything but the data itself. */
    static SafetensorsHeader read(FileChannel file) throws IOException {
        long size = file.size();
        if (size < 8) {
            throw new IOException("it has " + size + " bytes, too few for a header: name another file, or get it anew");
        }
        long length = Bytes.read(file, 0, 8).getLong();
        if (length < 2 || length > Math.min(MAX_LENGTH, size - 8)) {
            ByteBuffer begin = Bytes.read(file, 0, (int) Math.min(size, MOST_SHOWN));
            throw new IOException("its header claims " + Long.toUnsignedString(length) + " bytes, where 2 to "
                    + Math.min(MAX_LENGTH, size - 8) + " are possible; it begins with '"
                    + Limits.shown(US_ASCII.decode(begin).toString())
                    + "' and is another kind of file or damaged: name another one, or get it anew");
        }
        ByteBuffer text = Bytes.read(file, 8, (int) length);
        List<Entry> entries = new ArrayList<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        try (JsonReader json =
                new JsonReader(new InputStreamReader(new ByteArrayInputStream(text.array()), UTF_8.newDecoder()))) {
            parse(json, entries, metadata);
        }
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparing(Entry::end));
        checkLayout(entries, size - 8 - length);
        return new SafetensorsHeader(entries, metadata, 8 + length);
    }

    private static void parse(JsonReader json, List<Entry> entries, Map<String, String> metadata) throws IOException {
        Set<String> names = new HashSet<>();
        begin(json, JsonToken.BEGIN_OBJECT);
        while (json.hasNext()) {
            String name = json.nextName();
            if (!names.add(name)) {
                throw new IOException("its header names '" + Limits.shown(name) + "' twice");
            }
            begin(json, JsonToken.BEGIN_OBJECT);
            if (name.equals(METADATA)) {
                parseMetadata(json, metadata);
            } else {
                entries.add(parseEntry(json, name));
                Limits.tensors(entries.size());
            }
            json.endObject();
        }
        json.endObject();
        expect(json, JsonToken.END_DOCUMENT);
    }

    private static void parseMetadata(JsonReader json, Map<String, String> metadata) throws IOException {
        while (json.hasNext()) {
            String name = json.nextName();
            if (metadata.put(name, text(json)) != null) {
                throw new IOException("its metadata names '" + Limits.shown(name) + "' twice");
            }
        }
    }

    private static Entry parseEntry(JsonReader json, String name) throws IOException {
        Tensor.Type type = null;
        long[] shape = null;
        long[] offsets = null;
        while (json.hasNext()) {
            String key = json.nextName();
            if (key.equals("dtype") && type == null) {
                type = type(name, text(json));
            } else if (key.equals("shape") && shape == null) {
                shape = numbers(json);
            } else if (key.equals("data_offsets") && offsets == null) {
                offsets = numbers(json);
            } else {
                throw new IOException(
                        "tensor '" + Limits.shown(name) + "' has a key '" + Limits.shown(key) + "' too many");
            }
        }
        if (type == null || shape == null || offsets == null || offsets.length != 2) {
            throw new IOException("tensor '" + Limits.shown(name) + "' lacks one of dtype, shape and two data_offsets");
        }
        long bytes = offsets[1] - offsets[0];
        try {
            if (offsets[0] < 0 || offsets[1] < offsets[0] || bytes != Tensor.bytesOf(type, shape)) {
                throw new IOException("tensor '" + Limits.shown(name) + "', " + type + Arrays.toString(shape)
                        + ", does not fill its data_offsets " + Arrays.toString(offsets));
            }
        } catch (IllegalArgumentException e) {
            throw new IOException("tensor '" + Limits.shown(name) + "' has " + e.getMessage(), e);
        }
        return new Entry(name, type, shape, offsets[0], offsets[1]);
    }

    private static Tensor.Type type(String name, String dtype) throws IOException {
        try {
            return Tensor.Type.valueOf(dtype);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "tensor '" + Limits.shown(name) + "' has dtype '" + Limits.shown(dtype) + "', not one of "
                            + Arrays.toString(Tensor.Type.values()) + ": convert it",
                    e);
        }
    }

    private static long[] numbers(JsonReader json) throws IOException {
        List<Long> numbers = new ArrayList<>();
        begin(json, JsonToken.BEGIN_ARRAY);
        while (json.hasNext()) {
            if (numbers.size() == Tensor.MAX_DIMENSIONS) {
                throw new IOException("its header has a shape of more than " + Tensor.MAX_DIMENSIONS + " dimensions");
            }
            expect(json, JsonToken.NUMBER);
            String digits = json.nextString();
            try {
                numbers.add(Long.parseLong(digits));
            } catch (NumberFormatException e) {
                throw new IOException("its header has " + Limits.shown(digits) + " where a whole number belongs", e);
            }
        }
        json.endArray();
        return numbers.stream().mapToLong(Long::longValue).toArray();
    }

    private static String text(JsonReader json) throws IOException {
        expect(json, JsonToken.STRING);
        return json.nextString();
    }

    private static void begin(JsonReader json, JsonToken token) throws IOException {
        expect(json, token);
        if (token == JsonToken.BEGIN_OBJECT) {
            json.beginObject();
        } else {
            json.beginArray();
        }
    }

    private static void expect(JsonReader json, JsonToken token) throws IOException {
        if (json.peek() != token) {
            throw new IOException("its header has " + json.peek() + " where " + token + " belongs, at "
                    + Limits.shown(json.getPath()));
        }
    }

    private static void checkLayout(List<Entry> entries, long dataLength) throws IOException {
        long end = 0;
        for (Entry entry : entries) {
            if (entry.begin != end) {
                throw new IOException("the data of tensor '" + Limits.shown(entry.name) + "' begins at byte "
                        + entry.begin + " of the data, where " + end + " belongs");
            }
            end = entry.end;
        }
        if (end != dataLength) {
            throw new IOException("its tensors take " + end + " bytes of data, but it has " + dataLength);
        }
    }

    /** The header of a new file: tensors of longer numbers first, so that each number lies at a multiple of its size. */
    static SafetensorsHeader of(Map<String, Tensor> tensors, Map<String, String> metadata) {
        if (tensors.containsKey(METADATA)) {
            throw new IllegalArgumentException("a tensor cannot be named " + METADATA + ": rename it");
        }
        List<String> names = new ArrayList<>(tensors.keySet());
        names.sort(Comparator.comparingInt(name -> -tensors.get(name).type().bytes()));
        if (names.size() > Limits.MOST_TENSORS) {
            throw new IllegalArgumentException(names.size() + " tensors are too many for a file, where at most "
                    + Limits.MOST_TENSORS + " are allowed: write several files");
        }
        List<Entry> entries = new ArrayList<>();
        long position = 0;
        for (String name : names) {
            Tensor tensor = tensors.get(name);
            long end = position + tensor.data().remaining();
            entries.add(new Entry(name, tensor.type(), tensor.shape(), position, end));
            position = end;
        }
        return new SafetensorsHeader(entries, metadata, 0);
    }

    /** The header as it stands in a file: its length, then JSON padded with spaces to a multiple of 8. */
    byte[] toBytes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(new byte[8]);
        try (Writer writer = new OutputStreamWriter(out, UTF_8);
                JsonWriter json = new JsonWriter(writer)) {
            json.beginObject();
            if (!metadata.isEmpty()) {
                json.name(METADATA).beginObject();
                for (Map.Entry<String, String> line : metadata.entrySet()) {
                    json.name(line.getKey()).value(Objects.requireNonNull(line.getValue(), line.getKey()));
                }
                json.endObject();
            }
            for (Entry entry : entries) {
                json.name(entry.name).beginObject();
                json.name("dtype").value(entry.type.name());
                json.name("shape").beginArray();
                for (long length : entry.shape) {
                    json.value(length);
                }
                json.endArray().name("data_offsets").beginArray();
                json.value(entry.begin).value(entry.end).endArray().endObject();
            }
            json.endObject();
        }
        while (out.size() % 8 != 0) {
            out.write(' ');
        }
        byte[] bytes = out.toByteArray();
        if (bytes.length - 8 > MAX_LENGTH) {
            throw new IllegalArgumentException("names and metadata take " + (bytes.length - 8)
                    + " bytes, where at most " + MAX_LENGTH + " are allowed: write less metadata");
        }
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, bytes.length - 8L);
        return bytes;
    }
}
