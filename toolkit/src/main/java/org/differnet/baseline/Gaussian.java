package org.differnet.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Locale;
import org.differnet.Options;
import org.differnet.data.Dataset;
import org.differnet.features.FeaturePool;
import org.differnet.fit.TrainingSet;
import org.differnet.work.ProgressListener;

/**
 * A normal distribution of good features, its covariance shrunk towards a multiple of the identity.
 *
 * <p>The score is the squared Mahalanobis distance per dimension, which ranks as -log p does: at least 0, near 1 for
 * features of the training images.
 *
 * <p>References: Sabokrou et al., Deep-anomaly: fully convolutional neural network for fast anomaly detection in crowded
 * scenes, 2018; Ledoit, Wolf, A well-conditioned estimator for large-dimensional covariance matrices, 2004.
 */
public final class Gaussian implements FeatureModel {

    /** Of two views the estimate of Ledoit and Wolf leaves a covariance without an inverse. */
    private static final int LEAST_VIEWS = 3;

    /** What is less comes from rounding. */
    private static final double LEAST_SHRINKAGE = 1e-9;

    private final Vectors vectors;
    private final NDArray mean;
    private final NDArray whitening;
    private final double shrinkage;
    private final long n;

    private Gaussian(NDManager parent, NDArray x) {
        this.n = x.getShape().get(0);
        Vectors.checkRows("a Gaussian", n, LEAST_VIEWS);
        this.vectors = new Vectors(parent);
        this.mean = vectors.keep("mean", x);
        try (NDArray covariance = vectors.call("covariance", x, mean);
                NDArray amount = vectors.call("shrinkage", x, mean, covariance)) {
            this.shrinkage = amount.getDouble();
            if (Double.isNaN(shrinkage)) {
                vectors.close();
                throw new IllegalArgumentException(
                        "a Gaussian cannot be learnt from " + n + " views that are all alike; give different images");
            }
            if (shrinkage < LEAST_SHRINKAGE && n <= x.getShape().get(1)) {
                vectors.close();
                throw new IllegalArgumentException("a Gaussian cannot be learnt from " + n
                        + " views of which no more than two differ; it needs " + LEAST_VIEWS
                        + " different ones: give more images or more views of each");
            }
            this.whitening = vectors.keep("whitening", covariance, amount);
        }
    }

    /** Fits with {@link Options#standard()}, reporting to the default listener. */
    public static Baseline fit(Dataset dataset) {
        return fit(dataset, Options.standard(), ProgressListener.getDefault());
    }

    /**
     * Fits.
     *
     * @param options of which views, seed, precision and threshold matter here
     */
    public static Baseline fit(Dataset dataset, Options options, ProgressListener listener) {
        return fit(TrainingSet.of(dataset, options, listener));
    }

    /**
     * Fits.
     *
     * @param good closed together with the detector, or at once if the fit fails
     */
    public static Baseline fit(TrainingSet good) {
        return Baseline.fit(good, Gaussian::learn);
    }

    /** Learns from features alone. */
    public static Gaussian learn(NDManager parent, FeaturePool pool) {
        try (NDManager step = parent.newSubManager()) {
            return new Gaussian(parent, Vectors.rows(step, pool));
        }
    }

    @Override
    public String name() {
        return "Gaussian";
    }

    /** The share of the identity in the covariance, 0 to 1, as Ledoit and Wolf estimate it. */
    public double shrinkage() {
        return shrinkage;
    }

    @Override
    public double[] score(NDArray views) {
        try (NDArray white = vectors.call("project", views, mean, whitening);
                NDArray squares = white.square();
                NDArray means = squares.mean(new int[] {1})) {
            return means.toDoubleArray();
        }
    }

    @Override
    public void close() {
        vectors.close();
    }

    /** One line, such as "Gaussian of 21,888 views, shrinkage 0.001". */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "Gaussian of %,d views, shrinkage %.3f", n, shrinkage);
    }
}
