package org.differnet.baseline.deep;

import java.time.Duration;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
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

    /** A step of learning. */
    @FunctionalInterface
    public interface Step {

        /**
         * Learns.
         *
         * @param which the numbers of the images of the batch
         * @param random begun anew with each epoch, so that an epoch depends on none before it
         * @return the loss
         */
        double learn(int[] which, SplittableRandom random);
    }

    /**
     * Runs them. Interrupting the thread ends them after the step under way, with what was learnt until then; in the first
     * epoch nothing is kept.
     *
     * @param count how many images there are
     * @throws CancellationException if the thread is interrupted in the first epoch
     * @throws IllegalStateException if a loss is not finite
     */
    public void run(int count, ProgressListener listener, Step step) {
        int size = Math.min(batch, count);
        int perEpoch = count / size;
        long total = (long) epochs * perEpoch;
        long start = System.nanoTime();
        for (int epoch = 0; epoch < epochs; epoch++) {
            int[] order = Seeds.shuffled(count, Seeds.mix(seed, epoch));
            SplittableRandom random = new SplittableRandom(Seeds.mix(Seeds.mix(seed, -1), epoch));
            for (int i = 0; i < perEpoch; i++) {
                if (Thread.interrupted()) {
                    String stopped = task + " stopped in epoch " + (epoch + 1) + " of " + epochs;
                    if (epoch == 0) {
                        throw new CancellationException(stopped + ": nothing is kept");
                    }
                    listener.warn(stopped + ": scores are of what it has learnt so far");
                    return;
                }
                double loss = step.learn(Arrays.copyOfRange(order, i * size, (i + 1) * size), random);
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
