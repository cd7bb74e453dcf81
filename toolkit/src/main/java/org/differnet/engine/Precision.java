package org.differnet.engine;

/** The precision of matrix products and convolutions. */
public enum Precision {
    FLOAT32,
    /** Eight bits of mantissa and half the memory traffic: faster where the processor has instructions for it. */
    BFLOAT16;

    /**
     * {@link #BFLOAT16} on a processor with instructions for it that the engine may use, else {@link #FLOAT32}: see {@link
     * Processor}. On the same machine always the same.
     */
    public static Precision fastest() {
        return Processor.thisOne().hasBfloat16() ? BFLOAT16 : FLOAT32;
    }
}
