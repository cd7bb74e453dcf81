package org.differnet.engine;

import ai.djl.Device;
import java.util.Optional;

/** The precision of matrix products and convolutions. */
public enum Precision {
    FLOAT32,
    /** Eight bits of mantissa and half the memory traffic: faster where the processor has instructions for it. */
    BFLOAT16;

    /**
     * What to know of a model of this precision on a processor whose fastest one is another; empty if nothing.
     *
     * @param fastest as {@link #fastest()} says
     */
    public Optional<String> noteWhere(Precision fastest) {
        return this == BFLOAT16 && fastest == FLOAT32
                ? Optional.of("the model computes in bfloat16, for which this processor has no instructions: it is slow"
                        + " here, and scores may differ in the last digits from those of the machine that made it."
                        + " DifferNet.load(file, Precision.FLOAT32) computes in float32")
                : Optional.empty();
    }

    /**
     * {@link #BFLOAT16} on a processor with instructions for it that the engine may use, else {@link #FLOAT32}: see {@link
     * Processor}. On the same machine always the same.
     */
    public static Precision fastest() {
        return Processor.thisOne().hasBfloat16() ? BFLOAT16 : FLOAT32;
    }

    /** {@link #fastest()} on the CPU; {@link #FLOAT32} on a CUDA device, of which the processor says nothing. */
    public static Precision on(Device device) {
        return device.isGpu() ? FLOAT32 : fastest();
    }
}
