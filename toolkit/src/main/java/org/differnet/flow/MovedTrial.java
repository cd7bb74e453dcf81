package org.differnet.flow;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.security.CodeSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.differnet.engine.Gradients;

/**
 * Tries a transform of a user's own with its parameters moved a little: one that begins as the identity looks right however
 * wrong its inverse and log det are. The parameters are as before in the end.
 */
final class MovedTrial {

    private static final double STEP = 0.1;
    private static final double TOLERANCE = 0.01;

    /** With more dimensions the Jacobian of each transform would cost more than building the flow. */
    private static final int MOST_DIMENSIONS = 8;

    private final Transform transform;
    private final String place;
    private final NDArray y;
    private final NDArray context;

    private MovedTrial(Transform transform, String place, NDArray y, NDArray context) {
        this.transform = transform;
        this.place = place;
        this.y = y;
        this.context = context;
    }

    /**
     * @param place such as "transform 3 of 5, Scale,"
     * @param y a few rows that it takes
     * @param context of these rows; null for none
     * @throws IllegalArgumentException if the inverse does not undo it, or its log det is not that of its Jacobian
     */
    static void run(Transform transform, String place, NDArray y, NDArray context) {
        if (Objects.equals(source(transform.getClass()), source(MovedTrial.class))) {
            return;
        }
        Map<NDArray, float[]> before = new LinkedHashMap<>();
        transform.parameters().values().forEach(parameter -> before.put(parameter, parameter.toFloatArray()));
        MersenneTwister random = new MersenneTwister(1);
        try {
            before.forEach((parameter, values) -> parameter.set(moved(parameter.getShape(), values, random)));
            new MovedTrial(transform, place, y, context).tried();
        } finally {
            before.forEach((parameter, values) -> parameter.set(values));
        }
    }

    private static CodeSource source(Class<?> type) {
        return type.getProtectionDomain().getCodeSource();
    }

    /** By about a tenth; of a matrix by less, so that it moves rows by a tenth. */
    private static float[] moved(Shape shape, float[] values, MersenneTwister random) {
        double step = shape.dimension() < 2 ? STEP : STEP / Math.sqrt(shape.get(shape.dimension() - 1));
        float[] moved = values.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += (float) (step * random.nextNormal());
        }
        return moved;
    }

    private void tried() {
        Transformed there = forward(y);
        if (!Trial.isFinite(there.z()) || !Trial.isFinite(there.logDet())) {
            return;
        }
        NDArray back = context == null ? transform.inverse(there.z()) : transform.inverse(there.z(), context);
        double most = back.sub(y).abs().max().getFloat();
        if (!(most <= TOLERANCE)) {
            throw new IllegalArgumentException(
                    place + " does not come back once its parameters have moved by about " + STEP
                            + ": inverse(forward(y)) differs from y by " + most + ", allowed is " + TOLERANCE
                            + "; check that inverse undoes forward for any values of "
                            + transform.parameters().keySet());
        }
        if (y.getShape().get(1) <= MOST_DIMENSIONS) {
            checkLogDet(there.logDet().toFloatArray()[0]);
        }
    }

    private Transformed forward(NDArray rows) {
        return context == null
                ? transform.forward(rows)
                : transform.forward(rows, context.get("0:" + rows.getShape().get(0)));
    }

    private void checkLogDet(double given) {
        double expected;
        try (NDManager manager = y.getManager().newSubManager();
                NDArray row = manager.create(
                        y.get("0:1").toFloatArray(), new Shape(1, y.getShape().get(1)))) {
            row.setRequiresGradient(true);
            expected = Math.log(Math.abs(new LUDecomposition(jacobian(row)).getDeterminant()));
        } catch (CancellationException e) {
            throw e;
        } catch (IllegalStateException | EngineException e) {
            return; // It computes outside of the engine, which then cannot differentiate it.
        }
        if (!(Math.abs(given - expected) <= TOLERANCE * (1 + Math.abs(expected)))) {
            throw new IllegalArgumentException(
                    place + " gives a log det of " + given + " for a row whose Jacobian has one of "
                            + expected + ", once its parameters have moved by about " + STEP
                            + "; give the logarithm of |det dz/dy|, its sign included");
        }
    }

    /** Row i, column k: how z_i changes with y_k. */
    private RealMatrix jacobian(NDArray row) {
        int d = (int) row.getShape().get(1);
        RealMatrix jacobian = MatrixUtils.createRealMatrix(d, d);
        for (int i = 0; i < d; i++) {
            try (Gradients recording = Gradients.record()) {
                recording.backward(forward(row).z().get("0," + i));
            }
            try (NDArray gradient = Gradients.of(row, "y")) {
                float[] values = gradient.toFloatArray();
                for (int k = 0; k < d; k++) {
                    jacobian.setEntry(i, k, values[k]);
                }
            }
            Gradients.clear(row);
        }
        return jacobian;
    }
}
