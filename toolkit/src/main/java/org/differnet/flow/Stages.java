package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows on their way through a flow, as plain numbers.
 *
 * @param names "data", then the place and kind of each transform, such as "2 AffineCoupling"
 * @param values the rows before and after each transform, n x d, row by row
 * @param logDets of each transform, row by row
 */
record Stages(List<String> names, List<float[]> values, List<float[]> logDets) {

    static Stages of(Flow flow, float[] rows) {
        int d = flow.dimension();
        int n = RowCheck.numbers(rows, d);
        RowCheck.finite(rows, d);
        if (flow.context() > 0) {
            throw new IllegalArgumentException("a look inside a conditional flow is not possible; look at one without");
        }
        List<String> names = new ArrayList<>(List.of("data"));
        List<float[]> values = new ArrayList<>(List.of(rows));
        List<float[]> logDets = new ArrayList<>();
        Workspace.plain(() -> {
            NDArray z = flow.manager().create(rows, new Shape(n, d));
            for (int i = 0; i < flow.transforms().size(); i++) {
                Transform transform = flow.transforms().get(i);
                Transformed next = transform.forward(z);
                z = next.z();
                names.add(i + 1 + " " + Trial.name(transform));
                values.add(z.toFloatArray());
                logDets.add(next.logDet().toFloatArray());
            }
            return null;
        });
        return new Stages(names, values, logDets);
    }

    /** The stages that are worth a picture: the data, and what each transform made that is no permutation. */
    List<Integer> bent() {
        List<Integer> places = new ArrayList<>(List.of(0));
        for (int i = 1; i < names.size(); i++) {
            if (!names.get(i).endsWith(" Permutation")) {
                places.add(i);
            }
        }
        return places;
    }
}
