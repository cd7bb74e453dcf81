package org.differnet.localize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.differnet.engine.Cores;
import org.differnet.features.PositionGrid;
import org.differnet.view.View;
import org.differnet.view.ViewOptions;

/** The views of a heat map, turned by the angles i 360/n, which are looked at some at a time and turned back. */
final class TurnedViews {

    /** Each takes some 300 MB while it looks, so that more at once, on many cores, could take all memory. */
    private static final Semaphore AT_ONCE = new Semaphore(2);

    private final List<View> views;

    TurnedViews(int rotations) {
        this.views = ViewOptions.fixed(rotations);
    }

    int size() {
        return views.size();
    }

    /** All of them. */
    Group all(NDManager manager) {
        return new Group(manager, views);
    }

    /**
     * Looks at all views, each group with a manager of its own that is closed after it. Two threads look at once; others wait.
     *
     * @param look must not wait for another thread
     * @throws CancellationException between two groups, if the thread is interrupted, or whoever waits for its piece
     */
    void forEach(NDManager owner, int atOnce, Consumer<Group> look) {
        for (int from = 0; from < views.size(); from += atOnce) {
            if (Cores.stopped()) {
                throw new CancellationException("stopped after " + from + " of " + views.size() + " views");
            }
            AT_ONCE.acquireUninterruptibly();
            try (NDManager step = owner.newSubManager()) {
                look.accept(new Group(step, views.subList(from, Math.min(views.size(), from + atOnce))));
            } finally {
                AT_ONCE.release();
            }
        }
    }

    /**
     * Some views.
     *
     * @param manager owns what is made of them
     */
    record Group(NDManager manager, List<View> views) {

        int size() {
            return views.size();
        }

        /** From a place of the image to its place in each view: n x 2 x 3, as an affine grid wants it, x and y from -1 to 1. */
        NDArray turningBack() {
            return manager.create(theta(), new Shape(size(), 2, 3));
        }

        /**
         * From a place of the image to its place in a grid of each view; a grid_sample has the first position at -1 +
         * 1/side, the last at 1 - 1/side.
         */
        NDArray onGrid(PositionGrid grid, int viewSize) {
            double scale = viewSize / (grid.step() * grid.side());
            double shift = (viewSize / 2.0 - grid.first()) * 2 / (grid.step() * grid.side()) + 1.0 / grid.side() - 1;
            float[] theta = theta();
            for (int i = 0; i < theta.length; i++) {
                theta[i] = (float) (scale * theta[i] + (i % 3 == 2 ? shift : 0));
            }
            return manager.create(theta, new Shape(size(), 2, 3));
        }

        private float[] theta() {
            float[] theta = new float[6 * size()];
            for (int i = 0; i < size(); i++) {
                double radians = -Math.toRadians(views.get(i).degrees());
                theta[6 * i] = (float) Math.cos(radians);
                theta[6 * i + 1] = (float) -Math.sin(radians);
                theta[6 * i + 3] = (float) Math.sin(radians);
                theta[6 * i + 4] = (float) Math.cos(radians);
            }
            return theta;
        }
    }
}
