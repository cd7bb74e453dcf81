package org.differnet.flow;

import java.util.Objects;

/**
 * What keeps the log scales e(h) of an affine transform within bounds.
 *
 * @param kind the formula
 * @param bound a, over 0, to 10; of no effect with NONE
 * @param factor before the arctan of {@link Kind#SOFT}, over 0, to 1; of no effect otherwise
 */
public record Clamp(Kind kind, double bound, double factor) {

    /** The formula of e(h). */
    public enum Kind {
        /** e = factor a arctan(h/a), the paper's with factor 2/pi (eq. 2). */
        SOFT,
        /** e = a tanh(h/a), as in the code of Real NVP. */
        TANH,
        /** e = h. */
        NONE
    }

    public Clamp {
        Objects.requireNonNull(kind, "kind");
        check("bound", bound, 10);
        check("factor", factor, 1);
    }

    /** The paper's soft clamp, 2a/pi arctan(h/a). */
    public static Clamp soft(double bound) {
        return new Clamp(Kind.SOFT, bound, FlowOptions.TWO_OVER_PI);
    }

    /** a tanh(h/a). */
    public static Clamp tanh(double bound) {
        return new Clamp(Kind.TANH, bound, 1);
    }

    /** No bounds. */
    public static Clamp none() {
        return new Clamp(Kind.NONE, 1, 1);
    }

    /** In short, such as "clamp 3.0", "tanh 2.0", "no clamp". */
    @Override
    public String toString() {
        return switch (kind) {
            case SOFT -> "clamp " + bound;
            case TANH -> "tanh " + bound;
            case NONE -> "no clamp";
        };
    }

    private static void check(String name, double value, double most) {
        if (!(value > 0 && value <= most)) {
            throw new IllegalArgumentException(
                    name + " of the clamp is " + value + "; allowed is more than 0 and at most " + most);
        }
    }
}
