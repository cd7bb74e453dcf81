package org.differnet.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.differnet.Detector;
import org.differnet.Verdict;
import org.differnet.data.Sample;
import org.differnet.features.FeaturePool;
import org.differnet.features.ViewFeatures;
import org.differnet.fit.TrainingSet;
import org.differnet.score.GoodScores;
import org.differnet.score.Threshold;

/** A detector with a model of features in place of the flow; images, views, features and threshold are as DifferNet's. */
public final class Baseline implements Detector {

    private final TrainingSet good;
    private final FeatureModel model;
    private final GoodScores goodScores;
    private final Threshold threshold;

    private Baseline(TrainingSet good, FeatureModel model) {
        this.good = good;
        this.model = model;
        this.goodScores = good.scores(this);
        this.threshold = good.threshold(goodScores);
    }

    /** The way from features to a model. */
    @FunctionalInterface
    interface Learner {
        FeatureModel learn(NDManager parent, FeaturePool pool);
    }

    static Baseline fit(TrainingSet good, Learner learner) {
        try {
            FeatureModel model = learner.learn(good.manager(), good.trainPool());
            try {
                return new Baseline(good, model);
            } catch (RuntimeException e) {
                model.close();
                throw e;
            }
        } catch (RuntimeException e) {
            good.close();
            throw e;
        }
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
        return good.features();
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
    public Verdict score(Sample sample) {
        try (NDManager step = good.manager().newSubManager()) {
            return new Verdict(this, sample, model.score(features().of(step, sample, good.testViews())));
        }
    }

    @Override
    public double[] viewScores(float[] features) {
        int dimension = features().extractor().dimension();
        try (NDManager step = good.manager().newSubManager()) {
            NDArray rows = step.create(features, new Shape(features.length / dimension, dimension));
            return model.score(rows);
        }
    }

    @Override
    public void close() {
        model.close();
        good.close();
    }

    @Override
    public String toString() {
        return model + " on " + features().extractor().describe() + "; " + threshold;
    }
}
