package org.differnet.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;
import org.differnet.Options;
import org.differnet.baseline.deep.Adam;
import org.differnet.baseline.deep.Energy;
import org.differnet.baseline.deep.Images;
import org.differnet.baseline.deep.Rounds;
import org.differnet.baseline.deep.Weights;
import org.differnet.data.Dataset;
import org.differnet.engine.Gradients;
import org.differnet.fit.TrainingSet;
import org.differnet.work.ProgressListener;

/**
 * DSEBM: a deep energy-based model. A convolutional network gives each image an energy, low for images like the good ones; it
 * is trained by denoising score matching, which asks that a step down the energy takes the noise off an image.
 *
 * <p>The score is the energy (DSEBM-e) or the squared length of its gradient, which is the error of reconstruction
 * (DSEBM-r); higher = more anomalous. An energy has no zero and may be negative.
 *
 * <p>Reference: S. Zhai, Y. Cheng, W. Lu, Z. Zhang, Deep Structured Energy Based Models for Anomaly Detection, ICML 2016.
 * It looks at 32 x 32 pixels in colour.
 */
public final class Dsebm implements FeatureModel {

    private static final String NAME = "DSEBM";

    /** What the score is. */
    public enum Score {
        /** The energy, DSEBM-e. */
        ENERGY,
        /** The squared error of reconstruction, DSEBM-r. */
        RECONSTRUCTION
    }

    /**
     * What is trained and for how long.
     *
     * @param width channels of the first layer, 4 to 256; the second has twice as many
     * @param hidden units of the last layer, 8 to 4096
     * @param noise standard deviation of the noise that is added, over 0, to 2; pixels go from -1 to 1
     * @param epochs passes over the training views, 1 to 100000
     * @param batch images of a step, 2 to 4096
     * @param rate learning rate of Adam, over 0, to 1
     * @param score what the score is
     */
    public record Settings(int width, int hidden, double noise, int epochs, int batch, double rate, Score score) {

        public Settings {
            Ranges.check("width", width, 4, 256);
            Ranges.check("hidden", hidden, 8, 4096);
            Ranges.check("epochs", epochs, 1, 100_000);
            Ranges.check("batch", batch, 2, 4096);
            Ranges.rate(rate);
            if (!(noise > 0 && noise <= 2)) {
                throw new IllegalArgumentException("noise is " + noise + "; allowed are values over 0, to 2");
            }
        }

        /**
         * 64 and 128 channels, 256 units, 200 epochs of batches of 128, noise of 0.5, the energy as score: the numbers of
         * Golan and El-Yaniv's comparison, whose code is public ({@code models/dsebm.py} and {@code experiments.py} of
         * AnomalyDetectionTransformations). It has a third convolution and batch norms, which are left out here; code of
         * the method's own authors was not found.
         */
        public static Settings paper() {
            return new Settings(64, 256, 0.5, 200, 128, 1e-3, Score.ENERGY);
        }

        /** A quarter of the channels and units, an eighth of the batch, 30 epochs, the reconstruction as score. */
        public static Settings small() {
            return new Settings(16, 64, 0.5, 30, 16, 1e-3, Score.RECONSTRUCTION);
        }

        /** The same for so many epochs, 1 to 100000. */
        public Settings withEpochs(int count) {
            return new Settings(width, hidden, noise, count, batch, rate, score);
        }

        /** The same with another score. */
        public Settings withScore(Score other) {
            return new Settings(width, hidden, noise, epochs, batch, rate, other);
        }
    }

    private final Weights weights;
    private final Settings settings;
    private final Images good;
    private final Energy energy;

    private Dsebm(NDManager parent, Images good, Settings settings, long seed, ProgressListener listener) {
        this.weights = new Weights(parent, seed);
        this.settings = settings;
        this.good = good;
        this.energy = new Energy(weights, good.pixels(), settings.width(), settings.hidden());
        Adam adam = new Adam(weights, weights.learnt(), settings.rate(), 0.9, 0.999, 0);
        try {
            new Rounds("training " + NAME, settings.epochs(), settings.batch(), seed)
                    .run(good.count(), listener, (which, random) -> step(which, adam, random));
        } catch (RuntimeException | Error e) {
            weights.close();
            throw e;
        }
    }

    /** What {@link #fit(Dataset)} looks at: each image once, upright, in 32 x 32 pixels and colour. */
    public static Options options() {
        return PixelMethod.options();
    }

    /** Fits with {@link #options} and {@link Settings#small}, reporting to the default listener. */
    public static Baseline fit(Dataset dataset) {
        return fit(dataset, options(), Settings.small(), ProgressListener.getDefault());
    }

    /**
     * Fits.
     *
     * @param options of which views, backbone ({@code Backbone.pixels(32)} or 64), seed and threshold matter here
     */
    public static Baseline fit(Dataset dataset, Options options, Settings settings, ProgressListener listener) {
        return fit(TrainingSet.of(dataset, options, listener), settings);
    }

    /**
     * Fits. Interrupting the thread ends the training with what was learnt, if an epoch is over.
     *
     * @param good closed together with the detector, or at once if the fit fails
     */
    public static Baseline fit(TrainingSet good, Settings settings) {
        return PixelMethod.fit(
                good,
                NAME,
                (parent, images) ->
                        new Dsebm(parent, images, settings, good.options().seed(), good.listener()));
    }

    /** Noise is added, and a step down the energy should take it off. */
    private double step(int[] which, Adam adam, SplittableRandom random) {
        double loss;
        try (NDManager step = weights.manager().newSubManager()) {
            NDArray x = good.batch(step, which);
            float[] noise = new float[which.length * good.pixels().dimension()];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (float) (settings.noise() * random.nextGaussian());
            }
            NDArray noisy = x.add(Images.copied(step, noise, x.getShape()));
            try (Gradients recording = Gradients.record()) {
                NDArray error = weights.call("squared_error", x, energy.reconstruction(noisy));
                recording.backward(error);
                loss = error.getFloat();
            }
            adam.step();
        }
        return loss;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public double[] score(NDArray rows) {
        try (NDManager step = rows.getManager().newSubManager()) {
            NDArray images = rows.reshape(good.shape(rows.getShape().get(0)));
            images.attach(step);
            float[] values = (settings.score() == Score.ENERGY
                            ? energy.of(images)
                            : weights.call("row_squares", images, energy.reconstruction(images)))
                    .toFloatArray();
            double[] scores = new double[values.length];
            Arrays.setAll(scores, i -> values[i] / (double) good.pixels().dimension());
            return scores;
        }
    }

    @Override
    public void close() {
        weights.close();
    }

    /** One line, such as "DSEBM of 16 channels, 30 epochs on 60 views, score RECONSTRUCTION". */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s of %d channels, %d epochs on %,d views, score %s",
                NAME,
                settings.width(),
                settings.epochs(),
                good.count(),
                settings.score());
    }
}
