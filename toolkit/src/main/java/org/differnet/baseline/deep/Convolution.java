package org.differnet.baseline.deep;

/**
 * How a convolution goes over its input.
 *
 * <p>{@link #WHOLE} and {@link #SPREADING} are matrix products: as convolutions, on processors with AVX-512, the engine
 * (PyTorch 2.7.1, through oneDNN) reads memory that it never wrote, and what others left there, NaN among it, is in the
 * result.
 */
public enum Convolution {

    /** Stride 1, no padding. */
    VALID("conv"),

    /** A kernel as large as the image: one place is left. */
    WHOLE("conv_whole"),

    /** Stride 1, padding 1: of 3 x 3 the size stays. */
    PADDED("conv_padded"),

    /** Stride 2, padding 1: of 3 x 3 and 4 x 4 the size is halved. */
    HALVING("conv_halving"),

    /** Stride 2, no padding: of 1 x 1 the size is halved. */
    EVERY_SECOND("conv_every_second"),

    /** Transposed, of one place alone, which becomes a kernel. */
    SPREADING("spread"),

    /** Transposed, stride 2, padding 1: of 4 x 4 the size is doubled. */
    DOUBLING("transposed_doubling");

    private final String operation;

    Convolution(String operation) {
        this.operation = operation;
    }

    String operation() {
        return operation;
    }

    boolean transposed() {
        return this == SPREADING || this == DOUBLING;
    }
}
