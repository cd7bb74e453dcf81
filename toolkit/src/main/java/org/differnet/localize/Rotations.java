package org.differnet.localize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import org.differnet.features.PositionGrid;
import org.differnet.view.View;

/** Affine maps from the image to its views, n x 2 x 3, as an affine grid wants them: x and y from -1 to 1. */
final class Rotations {

    private Rotations() {}

    /** From a place of the image to its place in each view, row by row. */
    static float[] turningBack(List<View> views) {
        float[] theta = new float[6 * views.size()];
        for (int i = 0; i < views.size(); i++) {
            double radians = -Math.toRadians(views.get(i).degrees());
            theta[6 * i] = (float) Math.cos(radians);
            theta[6 * i + 1] = (float) -Math.sin(radians);
            theta[6 * i + 3] = (float) Math.sin(radians);
            theta[6 * i + 4] = (float) Math.cos(radians);
        }
        return theta;
    }

    /**
     * From a place of the image to its place in a grid of each view; a grid_sample has the first position at -1 + 1/side, the
     * last at 1 - 1/side.
     *
     * @param theta as {@link #turningBack} gives it
     */
    static float[] onGrid(float[] theta, PositionGrid grid, int viewSize) {
        double scale = viewSize / (grid.step() * grid.side());
        double shift = (viewSize / 2.0 - grid.first()) * 2 / (grid.step() * grid.side()) + 1.0 / grid.side() - 1;
        float[] result = new float[theta.length];
        for (int i = 0; i < theta.length; i++) {
            result[i] = (float) (scale * theta[i] + (i % 3 == 2 ? shift : 0));
        }
        return result;
    }

    /** Those of some views, owned by {@code owner}: a slice would stay with the arrays that it was taken from. */
    static NDArray part(NDManager owner, NDArray theta, int from, int to) {
        NDArray slice = theta.get(from + ":" + to);
        slice.attach(owner);
        return slice;
    }
}
