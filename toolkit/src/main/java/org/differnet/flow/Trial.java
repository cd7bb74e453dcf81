package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

/** Sends a few rows through the transforms of a flow and names the first that does not keep to its contract. */
final class Trial {

    private static final int ROWS = 5;
    private static final double TOLERANCE = 1e-3;

    private Trial() {}

    /** @throws IllegalArgumentException if a transform does not keep to its contract; names it and its place */
    static void run(Flow flow) {
        Workspace.plain(() -> {
            tried(flow);
            return null;
        });
    }

    private static void tried(Flow flow) {
        try (NDManager manager = flow.manager().newSubManager()) {
            NDArray rows = Base.standardNormal().sample(ROWS, flow.dimension(), 0, manager);
            NDArray context =
                    flow.context() == 0 ? null : Base.standardNormal().sample(ROWS, flow.context(), 1, manager);
            List<Transform> transforms = flow.transforms();
            for (int i = 0; i < transforms.size(); i++) {
                NDArray before = rows;
                rows = passed(transforms.get(i), place(i, transforms), rows, context);
                MovedTrial.run(transforms.get(i), place(i, transforms), before, context);
            }
        }
    }

    /** Such as "transform 3 of 5, Scale,". */
    static String place(int index, List<Transform> transforms) {
        return "transform " + (index + 1) + " of " + transforms.size() + ", " + name(transforms.get(index)) + ",";
    }

    /** The name of its class; of a class without one, that of what it extends. */
    static String name(Transform transform) {
        Class<?> type = transform.getClass();
        if (type.isAnonymousClass()) {
            type = type.getSuperclass() == Object.class ? Transform.class : type.getSuperclass();
        }
        return type.getSimpleName();
    }

    private static NDArray passed(Transform transform, String place, NDArray y, NDArray context) {
        Transformed there = called(
                () -> context == null ? transform.forward(y) : transform.forward(y, context), place, "forward", y);
        checkShapes(there, place, y.getShape());
        finite(there.z(), place + " gave latents");
        finite(there.logDet(), place + " gave log dets");
        NDArray z = there.z();
        NDArray back = called(
                () -> context == null ? transform.inverse(z) : transform.inverse(z, context), place, "inverse", z);
        checkType(back, place + " inverts to rows");
        if (!back.getShape().equals(y.getShape())) {
            throw new IllegalArgumentException(
                    place + " inverts to shape " + back.getShape() + ", expected " + y.getShape());
        }
        float[] expected = y.toFloatArray();
        float[] found = back.toFloatArray();
        double most = 0;
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs(expected[i] - found[i]);
            most = Double.isNaN(difference) ? Double.NaN : Math.max(most, difference);
        }
        if (!(most <= TOLERANCE)) {
            throw new IllegalArgumentException(place + " does not come back: inverse(forward(y)) differs from y by "
                    + most + ", allowed is " + TOLERANCE + "; check that inverse undoes forward");
        }
        return there.z();
    }

    private static <T> T called(Supplier<T> method, String place, String name, NDArray rows) {
        T result;
        try {
            result = method.get();
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    place + " failed in " + name + " on rows of shape " + rows.getShape() + ": " + e
                            + "; check its formula, and the length of the rows that it is made for",
                    e);
        }
        if (result == null) {
            throw new IllegalArgumentException(place + " gave nothing in " + name + "; return a result, not null");
        }
        return result;
    }

    private static void checkType(NDArray array, String what) {
        if (array.getDataType() != DataType.FLOAT32) {
            throw new IllegalArgumentException(
                    what + " of type " + array.getDataType() + ", expected float32; convert them with toType");
        }
    }

    /**
     * @throws IllegalArgumentException if latents or log det are missing, are not float32, or have another shape than rows of
     *     this shape need
     */
    static void checkShapes(Transformed result, String place, Shape rows) {
        if (result.z() == null || result.logDet() == null) {
            throw new IllegalArgumentException(
                    place + " gave a result whose " + (result.z() == null ? "z" : "log det") + " is null; give both");
        }
        checkType(result.z(), place + " gave latents");
        checkType(result.logDet(), place + " gave a log det");
        if (!result.z().getShape().equals(rows)) {
            throw new IllegalArgumentException(place + " gave latents of shape "
                    + result.z().getShape() + ", expected " + rows + "; a transform keeps the shape of its rows");
        }
        Shape logDet = new Shape(rows.get(0));
        if (!result.logDet().getShape().equals(logDet)) {
            throw new IllegalArgumentException(place + " gave a log det of shape "
                    + result.logDet().getShape() + ", expected " + logDet
                    + "; give one number a row, such as y.getManager().zeros(new Shape(n)).add(s.sum())");
        }
    }

    private static void finite(NDArray array, String what) {
        if (!isFinite(array)) {
            throw new IllegalArgumentException(what + " that are not finite, for ordinary rows; check its formula");
        }
    }

    static boolean isFinite(NDArray array) {
        for (float value : array.toFloatArray()) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
