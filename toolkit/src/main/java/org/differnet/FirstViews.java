package org.differnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.differnet.data.Sample;
import org.differnet.engine.Cores;
import org.differnet.fit.Fitted;
import org.differnet.score.Latents;
import org.differnet.score.Look;
import org.differnet.score.Patience;
import org.differnet.view.View;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;

/** Scoring that looks at the views of an image a few at a time. */
final class FirstViews {

    private static final String TASK = "patience";

    private FirstViews() {}

    /**
     * The latents of as many views as the call needs, views x d row by row; where it needs all, with the bits of all in one
     * batch.
     *
     * @param step owns what is computed on the way
     */
    static float[] latents(NDManager step, Fitted fitted, Sample sample, Patience patience) {
        List<View> views = fitted.testViews();
        int dimension = fitted.flow().dimension();
        NDArray square = fitted.features().square(step, sample);
        NDList seen = new NDList();
        float[] z = new float[views.size() * dimension];
        for (int from = 0; from < views.size(); from += Look.STEP) {
            int to = Math.min(views.size(), from + Look.STEP);
            NDArray next = fitted.features().of(step, square, sample.name(), views.subList(from, to));
            seen.add(next);
            if (to < views.size()) {
                float[] some = Latents.of(fitted.flow(), next);
                System.arraycopy(some, 0, z, from * dimension, some.length);
                float[] first = Arrays.copyOf(z, to * dimension);
                if (patience.suffices(Look.at(first, dimension, scoring(fitted)), views.size(), fitted.threshold())) {
                    return first;
                }
            }
        }
        return Latents.of(fitted.flow(), NDArrays.concat(seen));
    }

    /** What the first views of an image say, and more of them, and all. */
    static List<Look> looks(Fitted fitted, Sample sample) {
        try (NDManager step = fitted.manager().newSubManager()) {
            float[] z = Latents.of(fitted.flow(), fitted.features(step, sample));
            return Look.through(z, fitted.flow().dimension(), scoring(fitted));
        }
    }

    /** {@link #looks(Fitted, Sample)} of images, on all cores. */
    static List<List<Look>> looks(Fitted fitted, List<Sample> samples, ProgressListener listener) {
        List<List<Look>> looks = new ArrayList<>(Collections.nCopies(samples.size(), List.of()));
        long start = System.nanoTime();
        try {
            Cores.forEach(
                    samples.size(),
                    i -> looks.set(i, looks(fitted, samples.get(i))),
                    done -> listener.on(new Progress(
                            TASK, done, samples.size(), Double.NaN, Duration.ofNanos(System.nanoTime() - start))));
        } finally {
            listener.end(TASK);
        }
        return looks;
    }

    private static ToDoubleFunction<float[]> scoring(Fitted fitted) {
        return z -> fitted.score(z, fitted.options().scoring());
    }
}
