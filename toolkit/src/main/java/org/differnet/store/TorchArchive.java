package org.differnet.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes files that PyTorch reads: a state dict, as {@code torch.load} takes it, and a TorchScript module, as {@code
 * torch.jit.load} does. Both are zips of a small pickle and the numbers of each tensor.
 */
public final class TorchArchive {

    private static final int CHUNK = 1 << 16;

    private static final String ROOT = "archive/";
    private static final String VERSION = "3\n";

    private final Pickle pickle = new Pickle();
    private final List<Tensor> tensors = new ArrayList<>();

    private TorchArchive() {}

    /**
     * Writes tensors by name, in whole or not at all.
     *
     * @throws UncheckedIOException if the folder cannot be written to or the disk is full
     */
    public static void writeStateDict(Path file, Map<String, Tensor> stateDict) {
        TorchArchive archive = new TorchArchive();
        archive.pickle
                .global("collections", "OrderedDict")
                .emptyTuple()
                .reduce()
                .mark();
        stateDict.forEach((name, tensor) -> {
            archive.pickle.text(name);
            archive.tensor(tensor);
        });
        archive.pickle.setItems().stop();
        Replacement.write(file, out -> archive.write(out, null));
    }

    /**
     * Writes a module, in whole or not at all.
     *
     * @param methods of its class M, as TorchScript is serialised
     * @param attributes of the module by name: {@link Tensor}, {@link Long}, {@link Double} or {@link Boolean}
     * @throws UncheckedIOException if the folder cannot be written to or the disk is full
     */
    public static void writeModule(Path file, String methods, Map<String, Object> attributes) {
        TorchArchive archive = new TorchArchive();
        archive.pickle
                .global("__torch__", "M")
                .emptyTuple()
                .newObject()
                .emptyDict()
                .mark();
        archive.pickle.text("training").bool(false);
        attributes.forEach((name, value) -> {
            archive.pickle.text(name);
            archive.value(value);
        });
        archive.pickle.setItems().build().stop();
        Replacement.write(file, out -> archive.write(out, header(attributes) + methods));
    }

    private static String header(Map<String, Object> attributes) {
        StringBuilder header = new StringBuilder("class M(Module):\n  __parameters__ = []\n  __buffers__ = [");
        attributes.forEach((name, value) -> header.append(value instanceof Tensor ? '"' + name + "\", " : ""));
        header.append("]\n  training : bool\n");
        attributes.forEach((name, value) -> header.append("  ")
                .append(name)
                .append(" : ")
                .append(typeOf(value))
                .append('\n'));
        return header.append('\n').toString();
    }

    private static String typeOf(Object value) {
        if (value instanceof Tensor) {
            return "Tensor";
        }
        return value instanceof Long ? "int" : value instanceof Double ? "float" : "bool";
    }

    private void value(Object value) {
        if (value instanceof Tensor tensor) {
            tensor(tensor);
        } else if (value instanceof Long number) {
            pickle.whole(number);
        } else if (value instanceof Double number) {
            pickle.real(number);
        } else if (value instanceof Boolean flag) {
            pickle.bool(flag);
        } else {
            throw new IllegalArgumentException(
                    "an attribute is " + value + "; allowed are tensors, whole and real numbers, true and false");
        }
    }

    private void tensor(Tensor tensor) {
        pickle.global("torch._utils", "_rebuild_tensor_v2").mark();
        pickle.mark().text("storage").global("torch", storage(tensor.type()));
        pickle.text(Integer.toString(tensors.size())).text("cpu").whole(tensor.size());
        pickle.tuple().persistent().whole(0);
        long[] shape = tensor.shape();
        pickle.mark();
        for (long length : shape) {
            pickle.whole(length);
        }
        pickle.tuple().mark();
        for (long stride : strides(shape)) {
            pickle.whole(stride);
        }
        pickle.tuple().bool(false);
        pickle.global("collections", "OrderedDict").emptyTuple().reduce();
        pickle.tuple().reduce();
        tensors.add(tensor);
    }

    private static long[] strides(long... shape) {
        long[] strides = new long[shape.length];
        long stride = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape[i];
        }
        return strides;
    }

    private static String storage(Tensor.Type type) {
        return switch (type) {
            case F64 -> "DoubleStorage";
            case F32 -> "FloatStorage";
            case F16 -> "HalfStorage";
            case BF16 -> "BFloat16Storage";
            case I64 -> "LongStorage";
            case I32 -> "IntStorage";
            case I16 -> "ShortStorage";
            case I8 -> "CharStorage";
            case U8 -> "ByteStorage";
            case BOOL -> "BoolStorage";
        };
    }

    /** @param code of a module; null for a state dict */
    private void write(OutputStream out, String code) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setMethod(ZipOutputStream.STORED);
        put(zip, "data.pkl", ByteBuffer.wrap(pickle.bytes()));
        put(zip, "version", ascii(VERSION));
        if (code != null) {
            put(zip, "code/__torch__.py", ByteBuffer.wrap(code.getBytes(StandardCharsets.UTF_8)));
            put(
                    zip,
                    "constants.pkl",
                    ByteBuffer.wrap(new Pickle().emptyTuple().stop().bytes()));
        }
        for (int i = 0; i < tensors.size(); i++) {
            put(zip, "data/" + i, tensors.get(i).data());
        }
        zip.finish();
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void put(ZipOutputStream zip, String name, ByteBuffer content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content.duplicate());
        ZipEntry entry = new ZipEntry(ROOT + name);
        entry.setSize(content.remaining());
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        // Not a channel, which an interrupt closes.
        ByteBuffer rest = content.duplicate();
        byte[] some = new byte[Math.min(CHUNK, rest.remaining())];
        while (rest.hasRemaining()) {
            int length = Math.min(CHUNK, rest.remaining());
            rest.get(some, 0, length);
            zip.write(some, 0, length);
        }
        zip.closeEntry();
    }

    /** A pickle of protocol 2 as it grows; methods are named after what they push or do. */
    private static final class Pickle {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Pickle() {
            bytes.write(0x80);
            bytes.write(2);
        }

        Pickle global(String module, String name) {
            return raw("c" + module + "\n" + name + "\n");
        }

        Pickle text(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            raw("X").littleEndian(utf8.length, 4);
            bytes.writeBytes(utf8);
            return this;
        }

        Pickle whole(long number) {
            return (int) number == number
                    ? raw("J").littleEndian(number, 4)
                    : raw("\u008a\u0008").littleEndian(number, 8);
        }

        Pickle real(double number) {
            return raw("G").littleEndian(Long.reverseBytes(Double.doubleToLongBits(number)), 8);
        }

        Pickle bool(boolean flag) {
            return raw(flag ? "\u0088" : "\u0089");
        }

        Pickle mark() {
            return raw("(");
        }

        Pickle tuple() {
            return raw("t");
        }

        Pickle emptyTuple() {
            return raw(")");
        }

        Pickle emptyDict() {
            return raw("}");
        }

        Pickle reduce() {
            return raw("R");
        }

        Pickle newObject() {
            return raw("\u0081");
        }

        Pickle setItems() {
            return raw("u");
        }

        Pickle build() {
            return raw("b");
        }

        Pickle persistent() {
            return raw("Q");
        }

        Pickle stop() {
            return raw(".");
        }

        byte[] bytes() {
            return bytes.toByteArray();
        }

        private Pickle raw(String latin) {
            bytes.writeBytes(latin.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        }

        private Pickle littleEndian(long number, int length) {
            for (int i = 0; i < length; i++) {
                bytes.write((int) (number >> 8 * i));
            }
            return this;
        }
    }
}
