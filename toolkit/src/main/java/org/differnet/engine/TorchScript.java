package org.differnet.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Functions written in TorchScript and run by the engine: whatever DJL's arrays lack (gathering, bfloat16, channels
 * last, fused optimisers).
 *
 * <p>The source is a resource, named {@code .torchscript}, with the methods of one class {@code M}. It is not Python but
 * the serialised form of TorchScript, as {@code torch.jit.save} writes it into the folder {@code code} of a module: every
 * operation by its full name, every argument given, types as numbers (6 is float32, 7 float64, 3 int32, 15 bfloat16).
 * {@code torch.jit.script} of a Python module prints it as {@code module.code}. It is packed as PyTorch packs a module (a
 * zip of source and a small pickle) and handed to the engine. Methods are stateless: weights come in as arguments.
 */
public final class TorchScript implements AutoCloseable {

    private static final String HEADER = """
            class M(Module):
              __parameters__ = []
              __buffers__ = []
              training : bool
            """;

    private final String source;
    private final PtSymbolBlock module;
    private final NDManager scratch;

    private TorchScript(String source, PtSymbolBlock module, NDManager scratch) {
        this.source = source;
        this.module = module;
        this.scratch = scratch;
    }

    /**
     * Loads the methods in resources beside a class.
     *
     * @param manager decides the device
     * @param owner the class beside which the resources lie
     * @param resources their file names, such as "alexnet.torchscript"; together they make one class
     */
    public static TorchScript load(NDManager manager, Class<?> owner, String... resources) {
        String source = HEADER + text(owner, resources);
        NDManager scratch = manager.newSubManager();
        try (InputStream zip = new ByteArrayInputStream(pack(source))) {
            return new TorchScript(source, JniUtils.loadModule((PtNDManager) scratch, zip, true, false), scratch);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of resources beside a class, one after the other: methods to make a class of. */
    public static String text(Class<?> owner, String... resources) {
        return Arrays.stream(resources).map(name -> read(owner, name)).collect(Collectors.joining());
    }

    private static String read(Class<?> owner, String resource) {
        try (InputStream in = owner.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("resource " + resource + " is missing beside " + owner.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The methods as they were read: numbers that were kept for later belong to the text that computed them. */
    public String source() {
        return source;
    }

    /** The methods alone of what {@link #source} gave, to make another class of them. */
    public static String methods(String source) {
        if (!source.startsWith(HEADER)) {
            throw new IllegalArgumentException("this is not the source of a TorchScript of this library");
        }
        return source.substring(HEADER.length());
    }

    /**
     * Calls a method in inference mode.
     *
     * <p>The engine refuses to record gradients on the result; a {@link NDArray#duplicate} of it is free of that.
     *
     * @param manager owns the result
     * @param arguments {@link NDArray}, {@code List<NDArray>}, {@code List<List<NDArray>>}, {@code Long}, {@code Double},
     *     {@code double[]} or {@code Boolean}
     */
    public NDArray call(NDManager manager, String method, Object... arguments) {
        IValue[] values = Arrays.stream(arguments).map(TorchScript::value).toArray(IValue[]::new);
        try (IValue result = IValueUtils.runMethod(module, method, values)) {
            return result.toTensor((PtNDManager) manager);
        } finally {
            for (IValue value : values) {
                value.close();
            }
        }
    }

    /**
     * Calls a method whose arguments are arrays alone, and records gradients when a collector is open.
     *
     * @param arguments unnamed arrays: DJL gives names a meaning of its own here
     * @return the result, attached to the first argument's manager
     */
    public NDArray callWithGradient(String method, NDArray... arguments) {
        NDList inputs = new NDList(arguments);
        try (NDArray selector = scratch.create(0f)) {
            selector.setName("module_method:" + method);
            inputs.add(selector);
            return IValueUtils.forward(module, inputs, true).singletonOrThrow();
        }
    }

    /**
     * As {@link #callWithGradient}, operation by operation as they are written. The engine puts operations together once a
     * method was called a few times, which rounds otherwise: what is gone on with in another process would not have the same
     * bits.
     */
    public NDArray callAsWritten(String method, NDArray... arguments) {
        JniUtils.setGraphExecutorOptimize(false);
        try {
            return callWithGradient(method, arguments);
        } finally {
            JniUtils.setGraphExecutorOptimize(true);
        }
    }

    @Override
    public void close() {
        module.close();
        scratch.close();
    }

    private static IValue value(Object argument) {
        if (argument instanceof NDArray array) {
            return IValue.from((PtNDArray) array);
        } else if (argument instanceof double[] numbers) {
            return IValue.listFrom(numbers);
        } else if (argument instanceof List<?> list) {
            return list.get(0) instanceof List<?> ? listOfLists(list) : IValue.listFrom(list.toArray(PtNDArray[]::new));
        } else if (argument instanceof Long number) {
            return IValue.from(number);
        } else if (argument instanceof Double number) {
            return IValue.from(number);
        } else if (argument instanceof Boolean flag) {
            return IValue.from(flag);
        }
        throw new IllegalArgumentException("TorchScript takes arrays, lists of arrays and numbers, not " + argument);
    }

    /** The list keeps what it is made of, so that lists that stay open would hold the arrays in them for ever. */
    private static IValue listOfLists(List<?> lists) {
        IValue[] values = lists.stream().map(TorchScript::value).toArray(IValue[]::new);
        try {
            return IValue.listFrom(values);
        } finally {
            for (IValue value : values) {
                value.close();
            }
        }
    }

    private static byte[] pack(String source) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.setMethod(ZipOutputStream.STORED);
            put(zip, "m/version", "3\n".getBytes(StandardCharsets.US_ASCII));
            // An object of class __torch__.M with the state {'training': False}.
            put(
                    zip,
                    "m/data.pkl",
                    "\u0080\u0002c__torch__\nM\n)\u0081}(X\u0008\u0000\u0000\u0000training\u0089ub."
                            .getBytes(StandardCharsets.ISO_8859_1));
            put(zip, "m/code/__torch__.py", source.getBytes(StandardCharsets.UTF_8));
            put(zip, "m/constants.pkl", "\u0080\u0002).".getBytes(StandardCharsets.ISO_8859_1));
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }
}
