package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.differnet.work.ProgressListener;

/** What a flow refuses, and what it warns of. */
final class RowCheck {

    /** From so many passes of nets on, one after the other, a call is worth a warning. */
    private static final int MANY_PASSES = 100;

    private RowCheck() {}

    static void shape(NDArray rows, String what, int length) {
        Shape shape = rows.getShape();
        if (shape.dimension() != 2 || shape.get(1) != length || rows.getDataType() != DataType.FLOAT32) {
            throw new IllegalArgumentException(what + " have shape " + shape + " and type " + rows.getDataType()
                    + ", expected (n, " + length + ") and float32");
        }
    }

    /** @param length of each context; 0 where none is taken */
    static void context(NDArray given, NDArray rows, int length) {
        if (length == 0 && given == null) {
            return;
        }
        if (length == 0 || given == null) {
            throw new IllegalArgumentException(
                    length == 0
                            ? "this flow takes no context; build it with Flow.on(d).given(c)"
                            : "this flow is conditional; give its context of shape (n, " + length + ")");
        }
        shape(given, "contexts", length);
        if (given.getShape().get(0) != rows.getShape().get(0)) {
            throw new IllegalArgumentException(given.getShape().get(0) + " contexts for "
                    + rows.getShape().get(0) + " rows; give one for each row");
        }
    }

    /** How many rows these numbers are. */
    static int numbers(float[] values, int length) {
        if (values.length == 0 || values.length % length != 0) {
            throw new IllegalArgumentException(
                    values.length + " numbers are no rows of " + length + "; give " + length + " for each row");
        }
        return values.length / length;
    }

    /** @throws IllegalArgumentException if a number is not finite; names it and its row, both from 0 */
    static void finite(float[] values, int length) {
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException("number " + i % length + " of row " + i / length + " is " + values[i]
                        + "; rows have to be finite, leave out those that are not");
            }
        }
    }

    static void count(int n) {
        if (n < 1) {
            throw new IllegalArgumentException(n + " samples are not possible; ask for 1 or more");
        }
    }

    /** Warns of a call that runs nets so often, one after the other, that it takes its time. */
    static void passes(int passes, String what, ProgressListener listener) {
        if (passes >= MANY_PASSES) {
            listener.warn(what + " with this flow takes " + passes
                    + " passes of its nets, one after the other: masked autoregressive transforms are fast in density and"
                    + " slow in sampling, inverse ones the other way round");
        }
    }
}
