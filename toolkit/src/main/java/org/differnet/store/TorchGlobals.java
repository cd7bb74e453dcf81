package org.differnet.store;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The names that a pickle may call or point to: those that rebuild tensors, and no others. */
enum TorchGlobals {
    ORDERED_DICT("collections.OrderedDict", 0, 0),
    SIZE("torch.Size", 1, 1),
    REBUILD_TENSOR("torch._utils._rebuild_tensor", 4, 4),
    REBUILD_TENSOR_V2("torch._utils._rebuild_tensor_v2", 6, 7),
    REBUILD_PARAMETER("torch._utils._rebuild_parameter", 3, 3);

    private static final Map<String, Tensor.Type> STORAGES = Map.of(
            "torch.DoubleStorage", Tensor.Type.F64,
            "torch.FloatStorage", Tensor.Type.F32,
            "torch.HalfStorage", Tensor.Type.F16,
            "torch.BFloat16Storage", Tensor.Type.BF16,
            "torch.LongStorage", Tensor.Type.I64,
            "torch.IntStorage", Tensor.Type.I32,
            "torch.ShortStorage", Tensor.Type.I16,
            "torch.CharStorage", Tensor.Type.I8,
            "torch.ByteStorage", Tensor.Type.U8,
            "torch.BoolStorage", Tensor.Type.BOOL);

    private final String name;
    private final int fewestArguments;
    private final int mostArguments;

    TorchGlobals(String name, int fewestArguments, int mostArguments) {
        this.name = name;
        this.fewestArguments = fewestArguments;
        this.mostArguments = mostArguments;
    }

    /** A function of this enum, or the {@link Tensor.Type} of a storage class. */
    static Object named(String module, String name) throws IOException {
        String full = module + "." + name;
        if (STORAGES.containsKey(full)) {
            return STORAGES.get(full);
        }
        for (TorchGlobals global : values()) {
            if (global.name.equals(full)) {
                return global;
            }
        }
        throw new IOException("its pickle asks for '" + Limits.shown(full)
                + "', which weights do not need and which is not run" + Unpickler.REMEDY);
    }

    /** What the function builds from its arguments. */
    Object call(Object[] arguments) throws IOException {
        if (arguments.length < fewestArguments || arguments.length > mostArguments) {
            throw unexpected();
        }
        return switch (this) {
            case ORDERED_DICT -> new LinkedHashMap<>();
            case SIZE -> {
                longs(arguments[0]);
                yield arguments[0];
            }
            case REBUILD_TENSOR, REBUILD_TENSOR_V2 -> {
                if (!(arguments[0] instanceof TorchView.Storage storage) || !(arguments[1] instanceof Long offset)) {
                    throw unexpected();
                }
                yield TorchView.of(storage, offset, longs(arguments[2]), longs(arguments[3]));
            }
            case REBUILD_PARAMETER -> {
                if (!(arguments[0] instanceof TorchView)) {
                    throw unexpected();
                }
                yield arguments[0];
            }
        };
    }

    /** The storage that a persistent id, ('storage', class, key, device, elements), stands for. */
    static TorchView.Storage storage(Object id) throws IOException {
        if (id instanceof Object[] parts
                && (parts.length == 5 || parts.length == 6 && parts[5] == null)
                && "storage".equals(parts[0])
                && parts[1] instanceof Tensor.Type type
                && parts[2] instanceof String key
                && parts[4] instanceof Long elements) {
            if (elements < 0 || elements > Integer.MAX_VALUE / type.bytes()) {
                throw new IOException("its storage '" + Limits.shown(key) + "' claims " + elements
                        + " numbers, where 0 to 2 GiB are possible" + Unpickler.REMEDY);
            }
            return new TorchView.Storage(key, type, elements);
        }
        throw new IOException("its pickle points to something that is not a storage of numbers" + Unpickler.REMEDY);
    }

    private long[] longs(Object tuple) throws IOException {
        if (!(tuple instanceof Object[] items) || items.length > Tensor.MAX_DIMENSIONS) {
            throw unexpected();
        }
        long[] numbers = new long[items.length];
        for (int i = 0; i < items.length; i++) {
            if (!(items[i] instanceof Long number)) {
                throw unexpected();
            }
            numbers[i] = number;
        }
        return numbers;
    }

    private IOException unexpected() {
        return new IOException(
                "its pickle calls " + name + " with other arguments than PyTorch does" + Unpickler.REMEDY);
    }
}
