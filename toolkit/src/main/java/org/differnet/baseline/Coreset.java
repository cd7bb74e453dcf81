package org.differnet.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.differnet.features.FeaturePool;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;

/**
 * Few rows that lie near all of many: each next one is the farthest from those that were chosen (greedy k-centre), with
 * distances in a random projection.
 *
 * <p>References: Sener, Savarese, Active Learning for Convolutional Neural Networks: A Core-Set Approach, ICLR 2018; Roth et
 * al., Towards Total Recall in Industrial Anomaly Detection, CVPR 2022.
 *
 * @param rows the chosen ones, (count or fewer, d)
 * @param chosen their places among all, in the same order
 */
record Coreset(NDArray rows, int[] chosen) {

    static final String TASK = "places to remember";

    private static final int DIRECTIONS = 64;
    private static final int AT_ONCE = 128;

    /**
     * Chooses.
     *
     * @param owner owns the rows
     * @throws CancellationException if the thread is interrupted
     */
    static Coreset of(
            NDManager owner, Places places, FeaturePool pool, int count, long seed, ProgressListener listener) {
        long start = System.nanoTime();
        try (NDManager step = owner.newSubManager()) {
            NDArray rows = pool.toNDArray(step);
            int n = (int) rows.getShape().get(0);
            if (n <= count) {
                rows.attach(owner);
                return new Coreset(rows, IntStream.range(0, n).toArray());
            }
            NDArray points = rows.matMul(directions(step, pool.dimension(), seed));
            NDArray nearest = places.call(step, "unreached", points);
            long first = new SplittableRandom(seed).nextInt(n);
            List<Long> chosen = new ArrayList<>(List.of(first));
            NDArray last = step.create(new long[] {first});
            while (chosen.size() < count) {
                if (Thread.interrupted()) {
                    throw new CancellationException("stopped after " + chosen.size() + " of " + count + " places");
                }
                long some = Math.min(AT_ONCE, count - chosen.size());
                NDArray found = places.call(step, "farthest", points, nearest, last, some);
                Arrays.stream(found.toLongArray()).forEach(chosen::add);
                last = step.create(new long[] {chosen.get(chosen.size() - 1)});
                listener.on(new Progress(
                        TASK, chosen.size(), count, Double.NaN, Duration.ofNanos(System.nanoTime() - start)));
            }
            int[] indices = chosen.stream().mapToInt(Long::intValue).toArray();
            return new Coreset(places.some(owner, rows, indices), indices);
        }
    }

    private static NDArray directions(NDManager owner, int dimension, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[dimension * DIRECTIONS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return owner.create(values, new Shape(dimension, DIRECTIONS));
    }
}
