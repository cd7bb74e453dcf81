package org.differnet.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The precision of matrix products and convolutions. */
public enum Precision {
    FLOAT32,
    /** Eight bits of mantissa and half the memory traffic: faster where the processor has instructions for it. */
    BFLOAT16;

    /** {@link #BFLOAT16} where the processor says that it has instructions for it (Linux on x86), else {@link #FLOAT32}. */
    public static Precision fastest() {
        try {
            String cpu = Files.readString(Path.of("/proc/cpuinfo"));
            return cpu.contains("avx512_bf16") || cpu.contains("amx_bf16") ? BFLOAT16 : FLOAT32;
        } catch (IOException e) {
            return FLOAT32;
        }
    }
}
