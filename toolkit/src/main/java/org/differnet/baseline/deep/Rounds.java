package org.differnet.baseline.deep;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.differnet.flow.Checkpoints;
import org.differnet.flow.History;
import org.differnet.flow.TrainingState;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import org.differnet.work.Seeds;

/**
 * Epochs of batches in an order drawn under a seed. What is drawn in an epoch depends on its number alone, so that a training
 * goes on from the end of any of them.
 *
 * @param task what the listener is told that is being done
 * @param epochs passes over the images, at least 1
 * @param batch images of a step; a last part of an epoch that is smaller is left out
 */
public record Rounds(String task, int epochs, int batch, long seed) {

    /**
     * Runs them, each step with its loss to the listener. Interrupting the thread ends them after the step under way, with
     * what was learnt until then; in the first epoch nothing is kept.
     *
     * @param weights of the net
     * @throws CancellationException if the thread is interrupted in the first epoch
     * @throws IllegalStateException if a loss is not finite
     */
    public void run(PixelNet net, Images good, Weights weights, ProgressListener listener, Checkpoints checkpoints) {
        int count = net.examples(good.count());
        int size = Math.min(batch, count);
        int perEpoch = count / size;
        List<History.Epoch> done = new ArrayList<>(resumed(net, weights, perEpoch, checkpoints));
        long start = System.nanoTime();
        for (int epoch = done.size(); epoch < epochs; epoch++) {
            int[] order = Seeds.shuffled(count, Seeds.mix(seed, epoch));
            SplittableRandom random = new SplittableRandom(Seeds.mix(Seeds.mix(seed, -1), epoch));
            long begun = System.nanoTime();
            double sum = 0;
            for (int i = 0; i < perEpoch; i++) {
                if (Thread.interrupted()) {
                    stopped(epoch, listener);
                    return;
                }
                double loss = net.learn(good, Arrays.copyOfRange(order, i * size, (i + 1) * size), random);
                if (!Double.isFinite(loss)) {
                    throw new IllegalStateException(task + " diverged in epoch " + (epoch + 1) + ": the loss is " + loss
                            + "; take a lower learning rate");
                }
                sum += loss;
                listener.on(new Progress(
                        task, (long) epoch * perEpoch + i + 1, (long) epochs * perEpoch, loss, since(start)));
            }
            double seconds = since(begun).toNanos() / 1e9;
            done.add(new History.Epoch(epoch + 1, sum / perEpoch, Double.NaN, Double.NaN, seconds));
            checkpoints.epochDone(new TrainingState(
                    done,
                    weights.all(),
                    net.optimisers().stream()
                            .flatMap(adam -> adam.memory().stream())
                            .toList()));
        }
    }

    private void stopped(int epoch, ProgressListener listener) {
        String stopped = task + " stopped in epoch " + (epoch + 1) + " of " + epochs;
        if (epoch == 0) {
            throw new CancellationException(stopped + ": nothing is kept");
        }
        listener.warn(stopped + ": scores are of what it has learnt so far");
    }

    /** The epochs that a checkpoint has, after whose last one everything is as it was. */
    private List<History.Epoch> resumed(PixelNet net, Weights weights, int perEpoch, Checkpoints checkpoints) {
        try (NDManager scratch = weights.manager().newSubManager()) {
            TrainingState state = checkpoints.last(scratch).orElse(null);
            if (state == null) {
                return List.of();
            }
            weights.load(state.weights());
            List<NDArray> memory = state.optimiser();
            for (Adam adam : net.optimisers()) {
                int own = adam.memory().size();
                adam.resume(state.epochs().size() * perEpoch, memory.subList(0, own));
                memory = memory.subList(own, memory.size());
            }
            return state.epochs();
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
