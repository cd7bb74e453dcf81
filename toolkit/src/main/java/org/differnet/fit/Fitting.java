package org.differnet.fit;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.ToDoubleFunction;
import org.differnet.Options;
import org.differnet.engine.NativeMemory;
import org.differnet.features.FeatureBatches;
import org.differnet.features.FeaturePool;
import org.differnet.features.FreshBatches;
import org.differnet.features.PooledBatches;
import org.differnet.flow.Checkpoints;
import org.differnet.flow.Flow;
import org.differnet.flow.History;
import org.differnet.flow.TrainOptions;
import org.differnet.flow.Trainer;
import org.differnet.score.GoodScores;
import org.differnet.score.Latents;
import org.differnet.score.MeanLatents;
import org.differnet.score.Scoring;
import org.differnet.score.Threshold;
import org.differnet.work.Seeds;

/** The way from good images to what a fit leaves: train the flow, learn the threshold. */
public final class Fitting {

    private static final int FLOW_PART = 0;
    private static final int ORDER_PART = 3;

    private final TrainingSet good;
    private final Options options;
    private final NDManager manager;
    private final long start = System.nanoTime();
    private FeaturePool trainPool;

    private Fitting(TrainingSet good) {
        this.good = good;
        this.options = good.options();
        this.manager = good.manager();
    }

    /**
     * Trains a new flow.
     *
     * @param good belongs to the result; closed at once if the fit fails
     * @param checkpoints where the training goes on, and who keeps its state
     * @throws CancellationException if the thread is interrupted before training has begun; later an interrupt ends it
     *     early with what there is
     */
    public static Fitted run(TrainingSet good, Checkpoints checkpoints) {
        return orClosed(good, () -> {
            NativeMemory.freeForgotten();
            Fitting fitting = new Fitting(good);
            Flow flow = good.options()
                    .layers()
                    .onFeatures(good.features().extractor().dimension())
                    .build(fitting.seed(FLOW_PART), good.manager().getDevice());
            return orClosed(flow, () -> fitting.calibrated(flow, fitting.train(flow, checkpoints)));
        });
    }

    /**
     * Takes a flow that has been trained elsewhere, on the training images for all that is known.
     *
     * @param good belongs to the result, as the flow does; both are closed at once if this fails
     */
    public static Fitted around(TrainingSet good, Flow flow) {
        return orClosed(
                good, () -> orClosed(flow, () -> new Fitting(good).calibrated(flow, new History(List.of(), false))));
    }

    private interface Step {
        Fitted run();
    }

    /** Closes what the result would own, whatever keeps it from being made. */
    private static Fitted orClosed(AutoCloseable owned, Step step) {
        boolean done = false;
        try {
            Fitted fitted = step.run();
            done = true;
            return fitted;
        } finally {
            if (!done) {
                close(owned);
            }
        }
    }

    private static void close(AutoCloseable owned) {
        try {
            owned.close();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Fitted calibrated(Flow flow, History trained) {
        History history = trained;
        Optional<MeanLatents> compared = Optional.empty();
        GoodScores scores = GoodScores.none();
        Threshold threshold = Threshold.none("training was stopped and no good images were held out");
        try {
            if (options.scoring() == Scoring.NEAREST) {
                compared = Optional.of(meanLatents(
                        flow, trainPool != null ? trainPool : good.testPool(good.train(), "features to compare with")));
            }
            if (!trained.stopped() || !good.heldOut().isEmpty()) {
                scores = good.crossValidates()
                        ? good.crossValidated(trainPool, this::foldModel)
                        : good.scores(scorer(flow, compared));
                threshold = good.threshold(scores);
            }
        } catch (CancellationException e) {
            history = new History(trained.epochs(), true);
            threshold = Threshold.none("the fit was stopped before a threshold was learnt");
        }
        return new Fitted(
                manager,
                options,
                good.features(),
                flow,
                good.range(),
                good.testViews(),
                good.productViews(),
                compared,
                scores,
                threshold,
                Optional.empty(),
                Optional.empty(),
                good.heldOut().isEmpty() ? good.train() : good.heldOut(),
                history,
                Origin.of(good, start));
    }

    private ToDoubleFunction<float[]> scorer(Flow flow, Optional<MeanLatents> compared) {
        return rows -> options.scoring().ofImage(Latents.of(flow, rows), flow.dimension(), compared.orElse(null));
    }

    /** A flow as the one of all images, but without the images of a fold. */
    private CrossValidation.Model foldModel(FeaturePool rest, int fold) {
        Flow flow = options.layers()
                .onFeatures(rest.dimension())
                .build(Seeds.mix(seed(FLOW_PART), fold), manager.getDevice());
        boolean done = false;
        try (PooledBatches batches =
                new PooledBatches(manager, rest, options.training().batchSize(), Seeds.mix(seed(ORDER_PART), fold))) {
            if (Trainer.fit(flow, batches, training(batches), new FoldProgress(good.listener(), fold + 1))
                    .stopped()) {
                throw new CancellationException("cross-validation was stopped by an interrupt");
            }
            Optional<MeanLatents> compared =
                    options.scoring() == Scoring.NEAREST ? Optional.of(meanLatents(flow, rest)) : Optional.empty();
            FoldFlow model = new FoldFlow(flow, scorer(flow, compared));
            done = true;
            return model;
        } finally {
            if (!done) {
                flow.close();
            }
        }
    }

    private record FoldFlow(Flow flow, ToDoubleFunction<float[]> scorer) implements CrossValidation.Model {

        @Override
        public double score(float[] rows) {
            return scorer.applyAsDouble(rows);
        }

        @Override
        public void close() {
            flow.close();
        }
    }

    /** Of the images of a pool. */
    private static MeanLatents meanLatents(Flow flow, FeaturePool pool) {
        int dimension = pool.dimension();
        float[] means = new float[pool.images() * dimension];
        for (int i = 0; i < pool.images(); i++) {
            float[] mean = MeanLatents.of(Latents.of(flow, pool.of(i)), dimension);
            System.arraycopy(mean, 0, means, i * dimension, dimension);
        }
        return new MeanLatents(means, dimension);
    }

    private History train(Flow flow, Checkpoints checkpoints) {
        int batchSize = options.training().batchSize();
        FeaturePool heldOut = good.heldOutPool().orElse(null);
        try (PooledBatches watched =
                heldOut == null ? null : new PooledBatches(manager, heldOut, batchSize, seed(ORDER_PART))) {
            if (options.freshViews()) {
                FeatureBatches fresh = new FreshBatches(
                        good.features(),
                        good.train(),
                        options.trainViews(),
                        options.views(),
                        batchSize,
                        good.trainViewsSeed());
                return Trainer.fit(flow, fresh, watched, training(fresh), good.listener(), checkpoints);
            }
            trainPool = good.trainPool();
            try (PooledBatches batches = new PooledBatches(manager, trainPool, batchSize, seed(ORDER_PART))) {
                return Trainer.fit(flow, batches, watched, training(batches), good.listener(), checkpoints);
            }
        }
    }

    private TrainOptions training(FeatureBatches batches) {
        return options.training().withEpochsFor(batches.stepsPerEpoch());
    }

    private long seed(int part) {
        return Seeds.mix(options.seed(), part);
    }
}
