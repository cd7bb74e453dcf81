package org.differnet.baseline;

import ai.djl.ndarray.NDArray;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.differnet.features.FeaturePool;

/** What a {@link FeatureDetector} has learnt, as a model of features. */
record OwnModel(String name, int rows, FeatureScore score) implements FeatureModel {

    static OwnModel learn(FeatureDetector detector, FeaturePool pool) {
        List<float[]> rows = new Rows(pool);
        return new OwnModel(detector.name(), rows.size(), detector.fit(rows));
    }

    OwnModel {
        Objects.requireNonNull(score, "what fit returned");
    }

    /** The rows of a pool, without a copy of the whole. */
    private static final class Rows extends AbstractList<float[]> implements RandomAccess {

        private final FeaturePool pool;

        Rows(FeaturePool pool) {
            this.pool = pool;
        }

        @Override
        public float[] get(int row) {
            Objects.checkIndex(row, size());
            int from = row * pool.dimension();
            return Arrays.copyOfRange(pool.values(), from, from + pool.dimension());
        }

        @Override
        public int size() {
            return pool.images() * pool.viewsPerImage();
        }
    }

    @Override
    public double[] score(NDArray views) {
        int dimension = (int) views.getShape().get(1);
        float[] values = views.toFloatArray();
        double[] scores = new double[values.length / dimension];
        Arrays.setAll(scores, i -> score.of(Arrays.copyOfRange(values, i * dimension, (i + 1) * dimension)));
        return scores;
    }

    @Override
    public void close() {
        // Nothing native is held.
    }

    @Override
    public String toString() {
        return name + ", fitted on " + rows + " views";
    }
}
