package org.differnet.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.EnumMap;
import java.util.Map;
import org.differnet.engine.Cores;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.engine.TorchScript;

/**
 * What the machine can do at best: the floor of every other time.
 *
 * @param device engine, device and threads
 * @param operations a second, of large matrix products in each precision, one on each core
 * @param bandwidth bytes a second, read and written, of a pass over memory
 */
record Machine(String device, Map<Precision, Double> operations, double bandwidth) {

    private static final int CORES = Runtime.getRuntime().availableProcessors();
    private static final long SIZE = 1536;
    private static final long PRODUCTS = 4;
    private static final long FLOATS = 64L << 20;

    static Machine measure(NDManager manager) {
        Map<Precision, Double> rates = new EnumMap<>(Precision.class);
        try (TorchScript script = TorchScript.load(manager, Machine.class, "products.torchscript");
                NDArray floats = manager.ones(new Shape(FLOATS))) {
            for (Precision precision : Precision.values()) {
                double seconds = Clock.median(
                        7,
                        () -> Cores.forEach(
                                CORES,
                                core -> {
                                    try (NDArray result = script.call(
                                            manager, "products", SIZE, PRODUCTS, precision == Precision.BFLOAT16)) {
                                        result.getFloat();
                                    }
                                },
                                done -> {}));
                rates.put(precision, CORES * PRODUCTS * 2.0 * SIZE * SIZE * SIZE / seconds);
            }
            double pass = Clock.median(7, () -> {
                floats.addi(1);
                floats.get(0).close();
            });
            return new Machine(Torch.describe(manager.getDevice()), rates, 2.0 * 4 * FLOATS / pass);
        }
    }

    /** Seconds that so many multiplications and additions take at least. */
    double operations(double count, Precision precision) {
        return count / operations.get(precision);
    }

    /** Seconds that reading and writing so many bytes takes at least. */
    double bytes(double count) {
        return count / bandwidth;
    }

    void print(Table table) {
        table.title(
                "%s: matrix product %.0f GFLOP/s in fp32, %.0f in bf16; memory %.0f GB/s",
                device,
                operations.get(Precision.FLOAT32) / 1e9,
                operations.get(Precision.BFLOAT16) / 1e9,
                bandwidth / 1e9);
    }
}
