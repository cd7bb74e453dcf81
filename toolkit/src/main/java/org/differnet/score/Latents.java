package org.differnet.score;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.differnet.engine.Cores;
import org.differnet.features.FeatureRows;
import org.differnet.flow.Flow;

/**
 * The one way from features to latents: the rows of an image in one batch, on one worker. Bits depend on the size of the
 * batch and on the number of threads, so that whoever goes another way gets other numbers.
 */
public final class Latents {

    private Latents() {}

    /**
     * The latents of features.
     *
     * @param features float32 (views, d)
     * @return views x d, row by row
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static float[] of(Flow flow, NDArray features) {
        return Cores.one(() -> flow.forward(features).z().toFloatArray());
    }

    /**
     * The latents of features that are plain numbers.
     *
     * @param features views x d, row by row
     * @return views x d, row by row
     * @throws IllegalArgumentException if they are no rows of d finite numbers
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static float[] of(Flow flow, float[] features) {
        try (NDManager step = flow.manager().newSubManager()) {
            return of(flow, FeatureRows.of(step, features, flow.dimension()));
        }
    }
}
