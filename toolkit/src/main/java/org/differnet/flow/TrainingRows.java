package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;

/**
 * Rows as a trainer has them, taken apart.
 *
 * @param y (n, d)
 * @param context (n, c), which stands behind y in each row; null in a flow without
 */
record TrainingRows(NDArray y, NDArray context) {

    /** @throws IllegalArgumentException if they are not float32 (n, d + c) */
    static NDArray checked(Flow flow, NDArray rows) {
        RowCheck.shape(rows, "features", flow.dimension() + flow.context());
        return rows;
    }

    private static TrainingRows of(Flow flow, NDArray rows) {
        return flow.context() == 0
                ? new TrainingRows(rows, null)
                : new TrainingRows(
                        rows.get(new NDIndex(":, :{}", flow.dimension())),
                        rows.get(new NDIndex(":, {}:", flow.dimension())));
    }

    /** The loss, a scalar in the manager of the rows: -log p per dimension without the constant of N(0, I). */
    static NDArray loss(Flow flow, NDArray rows) {
        return Workspace.array(() -> {
            TrainingRows parts = of(flow, rows);
            Transformed result = flow.forward(parts.y, parts.context);
            if (flow.base() == Base.standardNormal()) {
                return result.loss();
            }
            NDManager owner = rows.getManager();
            NDArray d = owner.full(new Shape(), flow.dimension());
            NDArray constant = owner.full(new Shape(), (float) (0.5 * Math.log(2 * Math.PI)));
            return flow.logProb(result).mean().neg().div(d).sub(constant);
        });
    }

    /** The first look of the transforms at their data. */
    static void begin(Flow flow, NDArray rows) {
        Workspace.plain(() -> {
            TrainingRows parts = of(flow, rows);
            flow.begin(parts.y, parts.context);
            return null;
        });
    }

    /** Where rows stop being finite numbers, such as ", first in transform 3 of 5, Scale"; empty if nowhere. */
    static String firstNotFinite(Flow flow, NDArray rows) {
        return Workspace.plain(() -> {
            TrainingRows parts = of(flow, rows);
            NDArray z = parts.y;
            for (int i = 0; i < flow.transforms().size(); i++) {
                Transform transform = flow.transforms().get(i);
                Transformed next = parts.context == null ? transform.forward(z) : transform.forward(z, parts.context);
                if (!Trial.isFinite(next.z()) || !Trial.isFinite(next.logDet())) {
                    return ", first in " + Trial.place(i, flow.transforms()).replaceAll(",$", "");
                }
                z = next.z();
            }
            return "";
        });
    }
}
