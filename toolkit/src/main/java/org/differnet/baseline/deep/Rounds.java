package org.differnet.baseline.deep;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.ToDoubleFunction;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import org.differnet.work.Seeds;

/**
 * Epochs of batches in an order drawn under a seed.
 *
 * @param task what the listener is told that is being done
 * @param epochs passes over the images, at least 1
 * @param batch images of a step; a last part of an epoch that is smaller is left out
 */
public record Rounds(String task, int epochs, int batch, long seed) {

    /**
     * Runs them. Interrupting the thread ends them after the step under way, with what was learnt until then; in the first
     * epoch nothing is kept.
     *
     * @param count how many images there are
     * @param step learns from the images of these numbers; returns its loss
     * @throws CancellationException if the thread is interrupted in the first epoch
     * @throws IllegalStateException if a loss is not finite
     */
    public void run(int count, ProgressListener listener, ToDoubleFunction<int[]> step) {
        int size = Math.min(batch, count);
        int perEpoch = count / size;
        long total = (long) epochs * perEpoch;
        long start = System.nanoTime();
        for (int epoch = 0; epoch < epochs; epoch++) {
            int[] order = Seeds.shuffled(count, Seeds.mix(seed, epoch));
            for (int i = 0; i < perEpoch; i++) {
                if (Thread.interrupted()) {
                    String stopped = task + " stopped in epoch " + (epoch + 1) + " of " + epochs;
                    if (epoch == 0) {
                        throw new CancellationException(stopped + ": nothing is kept");
                    }
                    listener.warn(stopped + ": scores are of what it has learnt so far");
                    return;
                }
                double loss = step.applyAsDouble(Arrays.copyOfRange(order, i * size, (i + 1) * size));
                if (!Double.isFinite(loss)) {
                    throw new IllegalStateException(task + " diverged in epoch " + (epoch + 1) + ": the loss is " + loss
                            + "; take a lower learning rate");
                }
                long done = (long) epoch * perEpoch + i + 1;
                listener.on(new Progress(task, done, total, loss, Duration.ofNanos(System.nanoTime() - start)));
            }
        }
    }
}
