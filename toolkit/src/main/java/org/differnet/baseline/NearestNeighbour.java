package org.differnet.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Locale;
import java.util.Objects;
import org.differnet.Options;
import org.differnet.data.Dataset;
import org.differnet.features.FeaturePool;
import org.differnet.fit.TrainingSet;
import org.differnet.work.ProgressListener;

/**
 * The distance to the nearest training features, or the mean distance to the k nearest.
 *
 * <p>Features are projected to their first 64 principal components and each component is brought to mean 0 and standard
 * deviation 1. The order is that of the paper's words, "PCA to 64 dimensions, z-score normalisation": this way every
 * component counts alike, and the few strong ones, which hold what good images differ in anyway, do not drown the others.
 *
 * <p>Scores are at least 0 and without an upper limit.
 *
 * <p>Reference: Nazare, de Mello, Ponti, Are pre-trained CNNs good feature extractors for anomaly detection in
 * surveillance videos?, 2018.
 */
public final class NearestNeighbour implements FeatureModel {

    private final Vectors vectors;
    private final NDArray mean;
    private final NDArray axes;
    private final NDArray rows;
    private final long k;

    /**
     * @param k neighbours whose distances are averaged, 1 to 1000; as many as there are rows at most are taken
     * @param components principal components, 1 to 4096; as many as the rows allow at most are taken
     */
    public record Settings(int k, int components) {

        public Settings {
            if (k < 1 || k > 1000) {
                throw new IllegalArgumentException("k is " + k + "; allowed are 1 to 1000, the paper has 1");
            }
            if (components < 1 || components > 4096) {
                throw new IllegalArgumentException(
                        "components is " + components + "; allowed are 1 to 4096, the paper has 64");
            }
        }

        /** The paper's: one neighbour in 64 dimensions. */
        public static Settings paper() {
            return new Settings(1, 64);
        }

        /** The same with the distances of so many neighbours averaged. */
        public Settings withK(int neighbours) {
            return new Settings(neighbours, components);
        }
    }

    private NearestNeighbour(NDManager parent, NDArray x, Settings settings) {
        long n = x.getShape().get(0);
        Vectors.checkRows("a nearest neighbour", n, 2);
        long components =
                Math.min(settings.components(), Math.min(n - 1, x.getShape().get(1)));
        this.k = Math.min(settings.k(), n);
        this.vectors = new Vectors(parent);
        this.mean = vectors.keep("mean", x);
        try (NDArray covariance = vectors.call("covariance", x, mean)) {
            this.axes = vectors.keep("components", covariance, components);
        }
        this.rows = vectors.keep("project", x, mean, axes);
    }

    /** Fits the paper's 1-NN with {@link Options#standard()}, reporting to the default listener. */
    public static Baseline fit(Dataset dataset) {
        return fit(dataset, Options.standard(), ProgressListener.getDefault());
    }

    /** Fits the paper's 1-NN. */
    public static Baseline fit(Dataset dataset, Options options, ProgressListener listener) {
        return fit(dataset, options, Settings.paper(), listener);
    }

    /**
     * Fits.
     *
     * @param options of which views, seed, precision and threshold matter here
     */
    public static Baseline fit(Dataset dataset, Options options, Settings settings, ProgressListener listener) {
        Objects.requireNonNull(settings, "settings");
        return fit(TrainingSet.of(dataset, options, listener), settings);
    }

    /**
     * Fits.
     *
     * @param good closed together with the detector, or at once if the fit fails
     */
    public static Baseline fit(TrainingSet good, Settings settings) {
        return Baseline.fit(good, (parent, pool) -> learn(parent, pool, settings));
    }

    /** Learns from features alone. */
    public static NearestNeighbour learn(NDManager parent, FeaturePool pool, Settings settings) {
        try (NDManager step = parent.newSubManager()) {
            return new NearestNeighbour(parent, Vectors.rows(step, pool), settings);
        }
    }

    @Override
    public String name() {
        return k + "-NN";
    }

    @Override
    public double[] score(NDArray views) {
        try (NDArray projected = vectors.call("project", views, mean, axes);
                NDArray distances = vectors.call("nearest", projected, rows, k)) {
            return distances.toDoubleArray();
        }
    }

    @Override
    public void close() {
        vectors.close();
    }

    /** One line, such as "1-NN among 21,888 views in 64 dimensions". */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s among %,d views in %d dimensions",
                name(),
                rows.getShape().get(0),
                rows.getShape().get(1));
    }
}
