package org.differnet.localize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
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

    /** Those of some views, owned by {@code owner}: a slice would stay with the arrays that it was taken from. */
    static NDArray part(NDManager owner, NDArray theta, int from, int to) {
        NDArray slice = theta.get(from + ":" + to);
        slice.attach(owner);
        return slice;
    }
}
