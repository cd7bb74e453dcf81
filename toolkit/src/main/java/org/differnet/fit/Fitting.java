package org.differnet.fit;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.differnet.Checkpoint;
import org.differnet.DifferNet;
import org.differnet.Options;
import org.differnet.Provenance;
import org.differnet.features.FeatureBatches;
import org.differnet.features.FeaturePool;
import org.differnet.features.FreshBatches;
import org.differnet.features.PooledBatches;
import org.differnet.flow.Checkpoints;
import org.differnet.flow.Flow;
import org.differnet.flow.History;
import org.differnet.flow.Trainer;
import org.differnet.persist.CheckpointFile;
import org.differnet.score.GoodScores;
import org.differnet.score.MeanLatents;
import org.differnet.score.Scoring;
import org.differnet.score.Threshold;
import org.differnet.work.Seeds;

/** The way from good images to a model: train the flow, learn the threshold. */
public final class Fitting {

    private static final int FLOW_PART = 0;
    private static final int ORDER_PART = 3;

    private final TrainingSet good;
    private final Options options;
    private final NDManager manager;
    private final long start = System.nanoTime();
    private FeaturePool trainPool;

    public Fitting(TrainingSet good) {
        this.good = good;
        this.options = good.options();
        this.manager = good.manager();
    }

    /** Trains a new flow; {@code checkpoint} may be null. */
    public DifferNet run(Checkpoint checkpoint) {
        int dimension = good.features().extractor().dimension();
        Flow flow = Flow.create(options.flow(), dimension, seed(FLOW_PART), manager.getDevice());
        try {
            return calibrated(flow, train(flow, checkpoints(checkpoint)));
        } catch (RuntimeException e) {
            flow.close();
            throw e;
        }
    }

    /** Takes a flow that has been trained elsewhere, on the training images for all that is known. */
    public DifferNet around(Flow flow) {
        return calibrated(flow, new History(List.of(), false));
    }

    private DifferNet calibrated(Flow flow, History history) {
        DifferNet model =
                new DifferNet(manager, options, good.listener(), good.features(), flow, history, good.testViews());
        if (options.scoring() == Scoring.NEAREST) {
            model.remember(meanLatents(model));
        }
        boolean nothingLeft = history.stopped() && good.heldOut().isEmpty();
        model.calibrate(
                good.heldOut().isEmpty() ? good.train() : good.heldOut(),
                nothingLeft ? GoodScores.none() : good.scores(model));
        model.useThreshold(
                nothingLeft
                        ? Threshold.none("training was stopped and no good images were held out")
                        : good.threshold(model.goodScores()));
        model.describe(Provenance.of(good, (System.nanoTime() - start) / 1e9));
        return model;
    }

    /** Of the training images in the views that the flow was trained on, or in those of the test if these are gone. */
    private MeanLatents meanLatents(DifferNet model) {
        FeaturePool pool = trainPool != null ? trainPool : good.testPool(good.train(), "features to compare with");
        int dimension = pool.dimension();
        float[] means = new float[pool.images() * dimension];
        for (int i = 0; i < pool.images(); i++) {
            float[] mean = MeanLatents.of(model.latents(pool.of(i)), dimension);
            System.arraycopy(mean, 0, means, i * dimension, dimension);
        }
        return new MeanLatents(means, dimension);
    }

    private Checkpoints checkpoints(Checkpoint checkpoint) {
        return checkpoint == null
                ? Checkpoints.NONE
                : new CheckpointFile(
                        checkpoint,
                        () -> new CheckpointFile.Key(
                                options,
                                good.contentHash(),
                                good.features().extractor().weightsHash()));
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
                return Trainer.fit(flow, fresh, watched, options.training(), good.listener(), checkpoints);
            }
            trainPool = good.trainPool();
            try (PooledBatches batches = new PooledBatches(manager, trainPool, batchSize, seed(ORDER_PART))) {
                return Trainer.fit(flow, batches, watched, options.training(), good.listener(), checkpoints);
            }
        }
    }

    private long seed(int part) {
        return Seeds.mix(options.seed(), part);
    }
}
