package org.differnet.baseline.deep;

/** How a convolution goes over its input. */
public enum Convolution {

    /** Stride 1, no padding. */
    VALID("conv"),

    /** Stride 1, padding 1: of 3 x 3 the size stays. */
    PADDED("conv_padded"),

    /** Stride 2, padding 1: of 3 x 3 and 4 x 4 the size is halved. */
    HALVING("conv_halving"),

    /** Stride 2, no padding: of 1 x 1 the size is halved. */
    EVERY_SECOND("conv_every_second"),

    /** Transposed, of one place, which becomes a kernel. */
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
