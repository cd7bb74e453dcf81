package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.differnet.engine.EndOfProcess;
import org.differnet.features.FeatureBatches;
import org.differnet.features.FeaturePool;
import org.differnet.features.PooledBatches;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;

/**
 * Trains a flow to give good features a high likelihood (eq. 4), with Adam.
 *
 * <p>Everything random lies in the flow's seed and in the batches, so that the same of both give the same weights bit
 * for bit on the same machine.
 */
public final class Trainer {

    private static final String TASK = "training";

    private final Flow flow;
    private final FeatureBatches batches;
    private final FeatureBatches heldOut;
    private final TrainOptions options;
    private final ProgressListener listener;
    private final long start = System.nanoTime();

    private Trainer(
            Flow flow,
            FeatureBatches batches,
            FeatureBatches heldOut,
            TrainOptions options,
            ProgressListener listener) {
        this.flow = flow;
        this.batches = batches;
        this.heldOut = heldOut;
        this.options = options;
        this.listener = listener;
    }

    /**
     * Trains on rows that are plain numbers, in an order of each epoch's own.
     *
     * @param rows n x d, row by row, all of them finite; of a conditional flow n x (d + c), the context last
     */
    public static History fit(Flow flow, float[] rows, TrainOptions options, ProgressListener listener) {
        return fit(flow, rows, null, options, listener);
    }

    /**
     * Trains on rows that are plain numbers, in an order of each epoch's own.
     *
     * @param rows n x d, row by row, all of them finite; of a conditional flow n x (d + c), the context last
     * @param heldOut rows that are not trained on, whose loss is noted after each epoch; null for none
     */
    public static History fit(
            Flow flow, float[] rows, float[] heldOut, TrainOptions options, ProgressListener listener) {
        try (PooledBatches train = batches(flow, rows, options);
                PooledBatches watched = heldOut == null ? null : batches(flow, heldOut, options)) {
            return fit(flow, train, watched, options, listener);
        }
    }

    private static PooledBatches batches(Flow flow, float[] rows, TrainOptions options) {
        int length = flow.dimension() + flow.context();
        int count = RowCheck.numbers(rows, length);
        RowCheck.finite(rows, length);
        FeaturePool pool = new FeaturePool(count, 1, length, rows);
        return new PooledBatches(flow.manager(), pool, options.batchSize(), 0);
    }

    /** Trains as {@link #fit(Flow, FeatureBatches, FeatureBatches, TrainOptions, ProgressListener)}, nothing held out. */
    public static History fit(Flow flow, FeatureBatches train, TrainOptions options, ProgressListener listener) {
        return fit(flow, train, null, options, listener);
    }

    /** Trains as the one below; nothing is kept. */
    public static History fit(
            Flow flow, FeatureBatches train, FeatureBatches heldOut, TrainOptions options, ProgressListener listener) {
        return fit(flow, train, heldOut, options, listener, Checkpoints.NONE);
    }

    /**
     * Trains the flow in place. An interrupt of the thread ends it after the step in hand, the last one included; the flow
     * can be used, and the history says that it was stopped.
     *
     * @param train features of good images, (n, d) a step
     * @param heldOut good features that are not trained on, whose loss is noted after each epoch; epoch 0 of them is
     *     taken each time; null for none
     * @param listener hears "training" after every step, with the mean loss of the epoch so far
     * @param checkpoints where the training goes on, and who keeps its state after each epoch
     * @throws IllegalArgumentException if features have the wrong shape or are not finite
     * @throws IllegalStateException if the loss is not finite; the flow is left as before that step
     */
    public static History fit(
            Flow flow,
            FeatureBatches train,
            FeatureBatches heldOut,
            TrainOptions options,
            ProgressListener listener,
            Checkpoints checkpoints) {
        Step step;
        List<History.Epoch> done;
        try (NDManager scratch = flow.manager().newSubManager()) {
            Optional<TrainingState> last = checkpoints.last(scratch);
            last.ifPresent(state -> flow.load(state.weights()));
            if (last.isEmpty()) {
                TrainingRows.begin(flow, TrainingRows.checked(flow, train.batch(0, 0, scratch)));
            }
            step = Step.of(flow, options);
            last.ifPresent(state -> step.load(state.optimiser()));
            done = last.map(TrainingState::epochs).orElse(List.of());
        }
        RowCheck.passes(flow.forwardPasses(), "each step of training", listener);
        try (step) {
            return new Trainer(flow, train, heldOut, options, listener).run(step, done, checkpoints);
        } finally {
            listener.end(TASK);
        }
    }

    private History run(Step training, List<History.Epoch> done, Checkpoints checkpoints) {
        List<History.Epoch> epochs = new ArrayList<>(done);
        int steps = batches.stepsPerEpoch();
        long total = (long) options.epochs() * steps;
        for (int epoch = epochs.size(); epoch < options.epochs(); epoch++) {
            long epochStart = System.nanoTime();
            double sum = 0;
            double rate = 0;
            for (int step = 0; step < steps; step++) {
                if (Thread.interrupted()) {
                    return new History(epochs, true);
                }
                long before = (long) epoch * steps + step;
                rate = options.learningRate() * options.schedule().factor((double) before / total);
                try {
                    sum += step(training, epoch, step, rate);
                } catch (CancellationException e) {
                    return new History(epochs, true);
                }
                listener.on(new Progress(TASK, before + 1, total, sum / (step + 1), elapsedSince(start)));
            }
            double held = heldOut == null ? Double.NaN : heldOutLoss(training);
            double seconds = elapsedSince(epochStart).toNanos() / 1e9;
            epochs.add(new History.Epoch(epoch + 1, sum / steps, held, rate, seconds));
            checkpoints.epochDone(new TrainingState(epochs, flow.stateDict(), training.state()));
            if (Thread.interrupted()) {
                return new History(epochs, true);
            }
        }
        return new History(epochs, Thread.interrupted());
    }

    private double step(Step training, int epoch, int step, double rate) {
        try (NDManager manager = flow.manager().newSubManager()) {
            NDArray features = TrainingRows.checked(flow, batches.batch(epoch, step, manager));
            double loss = EndOfProcess.before(() -> training.run(features, rate));
            if (!Double.isFinite(loss)) {
                throw diverged(loss, features, epoch, step);
            }
            return loss;
        }
    }

    /** NaN if the thread is interrupted. */
    private double heldOutLoss(Step training) {
        double sum = 0;
        long rows = 0;
        for (int step = 0; step < heldOut.stepsPerEpoch(); step++) {
            if (Thread.currentThread().isInterrupted()) {
                return Double.NaN;
            }
            try (NDManager manager = flow.manager().newSubManager()) {
                NDArray features = heldOut.batch(0, step, manager);
                long n = features.getShape().get(0);
                sum += n * training.loss(TrainingRows.checked(flow, features));
                rows += n;
            } catch (CancellationException e) {
                Thread.currentThread().interrupt();
                return Double.NaN;
            }
        }
        return sum / rows;
    }

    private RuntimeException diverged(double loss, NDArray features, int epoch, int step) {
        String where = "epoch " + (epoch + 1) + ", step " + (step + 1);
        if (features.isNaN().logicalOr(features.isInfinite()).any().getBoolean()) {
            return new IllegalArgumentException("the features of " + where
                    + " are not all finite numbers; check the images and the weights that they come from");
        }
        return new IllegalStateException("the loss is " + loss + " in " + where + ", learning rate "
                + options.learningRate() + TrainingRows.firstNotFinite(flow, features)
                + ": training diverged; lower the learning rate, and check that the features are"
                + " of ordinary size, about -10 to 10");
    }

    private static Duration elapsedSince(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
