package org.differnet.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

/** The precision of matrix products and convolutions. */
public enum Precision {
    FLOAT32,
    /** Eight bits of mantissa and half the memory traffic: faster where the processor has instructions for it. */
    BFLOAT16;

    private static final long SIZE = 384;
    private static final long PRODUCTS = 8;

    /** How much faster bfloat16 has to be to be worth its rounding. */
    private static final double WORTHWHILE = 1.5;

    private static Precision fastest;

    /**
     * {@link #BFLOAT16} where matrix products are clearly faster in it, else {@link #FLOAT32}: measured once, within some
     * ten milliseconds, on the CPU.
     */
    public static synchronized Precision fastest() {
        if (fastest == null) {
            try (NDManager manager = Torch.newManager(Device.cpu());
                    TorchScript script = TorchScript.load(manager, Precision.class, "precision.torchscript")) {
                long exact = Long.MAX_VALUE;
                long rounded = Long.MAX_VALUE;
                for (int round = 0; round < 4; round++) {
                    exact = Math.min(exact, nanos(manager, script, FLOAT32));
                    rounded = Math.min(rounded, nanos(manager, script, BFLOAT16));
                }
                fastest = exact > WORTHWHILE * rounded ? BFLOAT16 : FLOAT32;
            }
        }
        return fastest;
    }

    private static long nanos(NDManager manager, TorchScript script, Precision precision) {
        long start = System.nanoTime();
        try (NDArray result = script.call(manager, "products", SIZE, PRODUCTS, precision == BFLOAT16)) {
            result.getFloat();
        }
        return System.nanoTime() - start;
    }
}
