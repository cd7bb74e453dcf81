package org.differnet.baseline;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.List;
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
import org.differnet.fit.Origin;
import org.differnet.fit.TrainingSet;
import org.differnet.score.AnomalyScore;
import org.differnet.score.GoodScores;
import org.differnet.score.Threshold;
import org.differnet.work.ProgressListener;

/** A detector with a model of features in place of the flow; images, views, features and threshold are as DifferNet's. */
public final class Baseline implements Detector {

    private final Sight sight;
    private final FeatureModel model;
    private final GoodScores goodScores;
    private final Threshold threshold;
    private final NativeMemory memory;

    private Baseline(Sight sight, FeatureModel model, GoodScores goodScores, Threshold threshold, NativeMemory memory) {
        this.sight = sight;
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
        Objects.requireNonNull(detector, "detector");
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
        return fit(good, learner, learner);
    }

    /** @param ofFold learns without the images of a fold, where the threshold comes from cross-validation */
    static Baseline fit(TrainingSet good, Learner learner, Learner ofFold) {
        long start = System.nanoTime();
        try {
            NativeMemory.freeForgotten();
            FeaturePool pool = good.trainPool();
            FeatureModel model = learner.learn(good.manager(), pool);
            try {
                Sight sight = new Sight(
                        good.manager(),
                        good.features(),
                        good.range(),
                        good.options(),
                        good.testViews(),
                        Origin.of(good, start));
                GoodScores scores = good.crossValidates()
                        ? good.crossValidated(
                                pool, (rest, fold) -> new FoldModel(sight, ofFold.learn(good.manager(), rest)))
                        : good.scores(features -> AnomalyScore.ofImage(viewScores(sight, model, features)));
                return of(sight, model, scores, good.threshold(scores));
            } catch (RuntimeException | Error e) {
                model.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            good.close();
            throw e;
        }
    }

    /** Around what was fitted or read, which is closed with it. */
    static Baseline of(Sight sight, FeatureModel model, GoodScores scores, Threshold threshold) {
        NativeMemory memory = NativeMemory.of("this detector", () -> {
            model.close();
            sight.close();
        });
        return new Baseline(sight, model, scores, threshold, memory);
    }

    private record FoldModel(Sight sight, FeatureModel model) implements CrossValidation.Model {

        @Override
        public double score(float[] rows) {
            return AnomalyScore.ofImage(viewScores(sight, model, rows));
        }

        @Override
        public void close() {
            model.close();
        }
    }

    /** Reads a detector that {@link #save} wrote, reporting to the default listener. */
    public static Baseline load(Path file, PixelMethod... own) {
        return PixelFile.read(file, List.of(own), ProgressListener.getDefault());
    }

    /**
     * Writes the detector to one file, in whole or not at all: a method on pixels, whose training takes long. The others are
     * fitted anew from their images in the time that reading would take.
     *
     * @param file by custom named *.safetensors, which it is; {@link #load} gives the same scores, bit for bit
     * @throws UnsupportedOperationException if it is no {@link PixelMethod}
     * @throws java.io.UncheckedIOException if the folder cannot be written to or the disk is full
     */
    public void save(Path file) {
        if (!(model instanceof PixelModel learnt)) {
            throw new UnsupportedOperationException(name() + " cannot be written to " + file
                    + ": only methods on pixels and DifferNet have files; fit it anew from its images");
        }
        memory.use(() -> {
            PixelFile.write(file, sight, learnt, goodScores, threshold);
            return null;
        });
    }

    /**
     * The same detector with another threshold.
     *
     * @return on the same native memory: each of the two is closed for itself
     */
    public Baseline withThreshold(Threshold other) {
        return new Baseline(sight, model, goodScores, Objects.requireNonNull(other, "threshold"), memory.share());
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
        return sight.features().heldBy(this);
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
        Sample sample = image.withRangeUnlessGiven(sight.range());
        return memory.use(() -> {
            float[] features = sight.features().values(sight.manager(), sample, sight.testViews());
            return new Verdict(this, sample, viewScores(sight, model, features));
        });
    }

    @Override
    public double[] viewScores(float[] features) {
        return memory.use(() -> viewScores(sight, model, features));
    }

    /** The one way to the scores, on one worker as {@link org.differnet.score.Latents}: the same bits, whoever asks. */
    private static double[] viewScores(Sight sight, FeatureModel model, float[] features) {
        int dimension = sight.features().extractor().dimension();
        return Cores.one(() -> {
            try (NDManager step = sight.manager().newSubManager()) {
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
        return model + " on " + sight.features().extractor().describe() + "; " + threshold;
    }
}
