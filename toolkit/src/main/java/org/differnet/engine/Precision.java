package org.differnet.engine;

/** The precision of matrix products and convolutions. */
public enum Precision {
    FLOAT32,
    /** Eight bits of mantissa, half the memory traffic, faster where the processor has instructions for it. */
    BFLOAT16
}
