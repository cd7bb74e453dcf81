package org.differnet.baseline;

import ai.djl.ndarray.NDManager;
import java.util.Objects;
import org.differnet.Detector;
import org.differnet.Options;
import org.differnet.Verdict;
import org.differnet.data.Dataset;
import org.differnet.data.Sample;
import org.differnet.engine.Cores;
import org.differnet.engine.NativeMemory;
import org.differnet.features.FeaturePool;
import org.differnet.features.FeatureRows;
import org.differnet.features.ViewFeatures;
import org.differnet.fit.CrossValidation;
import org.differnet.fit.TrainingSet;
import org.differnet.score.AnomalyScore;
import org.differnet.score.GoodScores;
import org.differnet.score.Threshold;
import org.differnet.work.ProgressListener;

/** A detector with a model of features in place of the flow; images, views, features and threshold are as DifferNet's. */
public final class Baseline implements Detector {

    private final TrainingSet good;
    private final FeatureModel model;
    private final GoodScores goodScores;
    private final Threshold threshold;
    private final NativeMemory memory;

    private Baseline(
            TrainingSet good, FeatureModel model, GoodScores goodScores, Threshold threshold, NativeMemory memory) {
        this.good = good;
        this.model = model;
        this.goodScores = goodScores;
        this.threshold = threshold;
        this.memory = memory;
    }

    /** The way from features to a model. */
    @FunctionalInterface
    interface Learner {
        FeatureModel learn(NDManager parent, FeaturePool pool);
    }

    /** Fits a detector of one's own with {@link Options#standard()}, reporting to the default listener. */
    public static Baseline fit(Dataset dataset, FeatureDetector detector) {
        return fit(dataset, Options.standard(), detector, ProgressListener.getDefault());
    }

    /**
     * Fits a detector of one's own.
     *
     * @param options of which views, backbone, seed, precision and threshold matter here
     */
    public static Baseline fit(Dataset dataset, Options options, FeatureDetector detector, ProgressListener listener) {
        return fit(TrainingSet.of(dataset, options, listener), detector);
    }

    /**
     * Fits a detector of one's own.
     *
     * @param good closed together with the detector, or at once if the fit fails
     */
    public static Baseline fit(TrainingSet good, FeatureDetector detector) {
        return fit(good, (parent, pool) -> OwnModel.learn(detector, pool));
    }

    static Baseline fit(TrainingSet good, Learner learner) {
        try {
            NativeMemory.freeForgotten();
            FeaturePool pool = good.trainPool();
            FeatureModel model = learner.learn(good.manager(), pool);
            try {
                GoodScores scores = good.crossValidates()
                        ? good.crossValidated(
                                pool, (rest, fold) -> new FoldModel(good, learner.learn(good.manager(), rest)))
                        : good.scores(features -> AnomalyScore.ofImage(viewScores(good, model, features)));
                NativeMemory memory = NativeMemory.of("this detector", () -> {
                    model.close();
                    good.close();
                });
                return new Baseline(good, model, scores, good.threshold(scores), memory);
            } catch (RuntimeException | Error e) {
                model.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            good.close();
            throw e;
        }
    }

    private record FoldModel(TrainingSet good, FeatureModel model) implements CrossValidation.Model {

        @Override
        public double score(float[] rows) {
            return AnomalyScore.ofImage(viewScores(good, model, rows));
        }

        @Override
        public void close() {
            model.close();
        }
    }

    /**
     * The same detector with another threshold.
     *
     * @return on the same native memory: each of the two is closed for itself
     */
    public Baseline withThreshold(Threshold other) {
        return new Baseline(good, model, goodScores, Objects.requireNonNull(other, "threshold"), memory.share());
    }

    @Override
    public String name() {
        return model.name();
    }

    /** The model of features, for a closer look; it belongs to this. */
    public FeatureModel model() {
        return model;
    }

    @Override
    public ViewFeatures features() {
        return good.features().heldBy(this);
    }

    @Override
    public Threshold threshold() {
        return threshold;
    }

    @Override
    public GoodScores goodScores() {
        return goodScores;
    }

    @Override
    public Verdict score(Sample image) {
        Sample sample = image.range().isPresent()
                ? image
                : good.range().map(image::withRange).orElse(image);
        return memory.use(() -> {
            float[] features = good.features().values(good.manager(), sample, good.testViews());
            return new Verdict(this, sample, viewScores(good, model, features));
        });
    }

    @Override
    public double[] viewScores(float[] features) {
        return memory.use(() -> viewScores(good, model, features));
    }

    /** The one way to the scores, on one worker as {@link org.differnet.score.Latents}: the same bits, whoever asks. */
    private static double[] viewScores(TrainingSet good, FeatureModel model, float[] features) {
        int dimension = good.features().extractor().dimension();
        return Cores.one(() -> {
            try (NDManager step = good.manager().newSubManager()) {
                return model.score(FeatureRows.of(step, features, dimension));
            }
        });
    }

    @Override
    public void close() {
        memory.close();
    }

    @Override
    public String toString() {
        return model + " on " + good.features().extractor().describe() + "; " + threshold;
    }
}
