package org.differnet.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;

/** What every transform has to hold. */
final class FlowAsserts {

    private FlowAsserts() {}

    /** The largest difference, over the largest expected value, is within the tolerance. */
    static void assertClose(NDArray expected, NDArray actual, double tolerance) {
        assertEquals(expected.getShape(), actual.getShape());
        float[] e = expected.toFloatArray();
        float[] a = actual.toFloatArray();
        double difference = 0;
        double size = 0;
        for (int i = 0; i < e.length; i++) {
            assertTrue(Float.isFinite(a[i]), "value " + i + " is " + a[i]);
            difference = Math.max(difference, Math.abs(e[i] - a[i]));
            size = Math.max(size, Math.abs(e[i]));
        }
        assertTrue(
                difference <= tolerance * size,
                "differs by " + difference + " where values reach " + size + ", tolerance " + tolerance);
    }

    static void assertShapesAreKept(Transform transform, NDArray y) {
        Transformed result = transform.forward(y);
        assertEquals(y.getShape(), result.z().getShape());
        assertEquals(new Shape(y.getShape().get(0)), result.logDet().getShape());
        assertEquals(y.getShape(), transform.inverse(y).getShape());
    }

    static void assertInverseUndoesForward(Transform transform, NDArray y) {
        assertClose(y, transform.inverse(transform.forward(y).z()), 1e-4);
    }

    /** log det is log abs det of the Jacobian that differentiation of z gives, row by row. */
    static void assertLogDetIsThatOfTheJacobian(Transform transform, NDArray y) {
        float[] logDet = transform.forward(y).logDet().toFloatArray();
        for (int row = 0; row < logDet.length; row++) {
            double expected = Math.log(Math.abs(determinant(jacobian(transform, y.get(row + ":" + (row + 1))))));
            assertEquals(expected, logDet[row], 1e-4 * Math.max(1, Math.abs(expected)));
        }
    }

    static void assertEachRowStandsAlone(Transform transform, NDArray y) {
        NDArray all = transform.forward(y).z();
        NDArray one = transform.forward(y.get("1:2")).z();
        assertClose(all.get("1:2"), one, 1e-5);
    }

    static void assertGradientReachesEveryParameter(Transform transform, NDArray y) {
        NDArray weights =
                FlowContract.rows((int) y.getShape().get(0), (int) y.getShape().get(1), y.getManager());
        // The likelihood alone does not change with what keeps the length of z.
        gradients(
                        transform,
                        y,
                        () -> {},
                        (input, loss) -> loss.add(
                                transform.forward(input).z().mul(weights).sum()))
                .forEach((name, gradient) -> {
                    double most = 0;
                    for (float g : gradient) {
                        assertTrue(Float.isFinite(g), name + " has gradient " + g);
                        most = Math.max(most, Math.abs(g));
                    }
                    assertTrue(most > 1e-5, "no gradient reaches " + name + " (at most " + most + ")");
                });
    }

    /** Gradients stay the same when Java collects garbage, and reuses what it collected, before the backward pass. */
    static void assertGradientsOutliveGarbageCollection(Transform transform, NDArray y) {
        Map<String, float[]> calm = gradients(transform, y, () -> {});
        Map<String, float[]> pressed = gradients(transform, y, FlowAsserts::collectGarbage);
        assertEquals(calm.keySet(), pressed.keySet());
        calm.forEach((name, gradient) -> {
            NDManager manager = y.getManager();
            assertClose(manager.create(gradient), manager.create(pressed.get(name)), 1e-6);
        });
    }

    /** Forward, inverse and loss leave only their results behind, and those with the data. */
    static void assertNothingIsLeftBehind(Transform transform, NDArray y, NDManager owner) {
        int owned = owner.getManagedArrays().size();
        int beside = y.getManager().getManagedArrays().size();
        transform.forward(y).loss();
        transform.inverse(y);
        assertEquals(owned, owner.getManagedArrays().size(), "the transform's own arrays");
        assertEquals(beside + 4, y.getManager().getManagedArrays().size(), "z, log det, loss and inverse");
    }

    /** The gradient of the loss with respect to each parameter, by name, and to y, by "y". */
    static Map<String, float[]> gradients(Transform transform, NDArray y, Runnable beforeBackward) {
        return gradients(transform, y, beforeBackward, (input, loss) -> loss);
    }

    private static Map<String, float[]> gradients(
            Transform transform, NDArray y, Runnable beforeBackward, BinaryOperator<NDArray> lossOf) {
        Map<String, NDArray> leaves = new HashMap<>(transform.parameters());
        Map<String, float[]> gradients = new HashMap<>();
        try (NDManager manager = y.getManager().newSubManager()) {
            NDArray input = manager.create(y.toFloatArray(), y.getShape());
            leaves.put("y", input);
            leaves.values().forEach(leaf -> leaf.setRequiresGradient(true));
            try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                NDArray likelihood = transform instanceof Flow flow
                        ? TrainingRows.loss(flow, input)
                        : transform.forward(input).loss();
                NDArray loss = lossOf.apply(input, likelihood);
                beforeBackward.run();
                collector.backward(loss);
            }
            leaves.forEach((name, leaf) -> {
                try (NDArray gradient = leaf.getGradient()) {
                    gradients.put(name, gradient.toFloatArray());
                    gradient.subi(gradient);
                }
            });
        } finally {
            transform.parameters().values().forEach(leaf -> leaf.setRequiresGradient(false));
        }
        return gradients;
    }

    private static void collectGarbage() {
        List<ByteBuffer> reused = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            System.gc();
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            for (int j = 0; j < 20_000; j++) {
                reused.add(ByteBuffer.allocateDirect(8).putLong(0, 0x7f7f7f7f7f7f7f7fL));
            }
        }
        assertEquals(60_000, reused.size());
    }

    private static double[][] jacobian(Transform transform, NDArray row) {
        int d = (int) row.getShape().get(1);
        double[][] rows = new double[d][d];
        try (NDManager manager = row.getManager().newSubManager()) {
            for (int i = 0; i < d; i++) {
                NDArray input = manager.create(row.toFloatArray(), row.getShape());
                input.setRequiresGradient(true);
                try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
                    collector.backward(transform.forward(input).z().get(0, i));
                }
                float[] gradient = input.getGradient().toFloatArray();
                for (int j = 0; j < d; j++) {
                    rows[i][j] = gradient[j];
                }
            }
        }
        return rows;
    }

    /** By elimination with pivots; changes m. */
    private static double determinant(double[][] m) {
        double product = 1;
        for (int k = 0; k < m.length; k++) {
            int pivot = k;
            for (int i = k + 1; i < m.length; i++) {
                if (Math.abs(m[i][k]) > Math.abs(m[pivot][k])) {
                    pivot = i;
                }
            }
            double[] row = m[k];
            m[k] = m[pivot];
            m[pivot] = row;
            product *= pivot == k ? m[k][k] : -m[k][k];
            for (int i = k + 1; i < m.length; i++) {
                double f = m[i][k] / m[k][k];
                for (int j = k; j < m.length; j++) {
                    m[i][j] -= f * m[k][j];
                }
            }
        }
        return product;
    }
}
