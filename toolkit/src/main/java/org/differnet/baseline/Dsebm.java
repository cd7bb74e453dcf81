package org.differnet.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.differnet.baseline.deep.Adam;
import org.differnet.baseline.deep.Energy;
import org.differnet.baseline.deep.Images;
import org.differnet.baseline.deep.PixelNet;
import org.differnet.baseline.deep.Weights;
import org.differnet.data.Dataset;
import org.differnet.engine.Gradients;
import org.differnet.features.backbone.Pixels;

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
public final class Dsebm implements PixelNet {

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
    public record Settings(int width, int hidden, double noise, int epochs, int batch, double rate, Score score)
            implements PixelMethod {

        public Settings {
            Ranges.check("width", width, 4, 256);
            Ranges.check("hidden", hidden, 8, 4096);
            Ranges.check("epochs", epochs, 1, 100_000);
            Ranges.check("batch", batch, 2, 4096);
            Ranges.rate(rate);
            Objects.requireNonNull(score, "score");
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

        @Override
        public String name() {
            return "DSEBM";
        }

        @Override
        public String description() {
            return width + " channels, " + epochs + " epochs, score " + score;
        }

        @Override
        public Dsebm net(Weights weights, Pixels pixels, long seed) {
            return new Dsebm(weights, pixels, this);
        }
    }

    private final Weights weights;
    private final Settings settings;
    private final Energy energy;
    private final Adam adam;

    private Dsebm(Weights weights, Pixels pixels, Settings settings) {
        this.weights = weights;
        this.settings = settings;
        this.energy = new Energy(weights, pixels, settings.width(), settings.hidden());
        this.adam = new Adam(weights, weights.learnt(), settings.rate(), 0.9, 0.999, 0);
    }

    /** Fits {@link Settings#small} as {@link PixelMethod#fit(Dataset)} does. */
    public static Baseline fit(Dataset dataset) {
        return Settings.small().fit(dataset);
    }

    @Override
    public List<Adam> optimisers() {
        return List.of(adam);
    }

    /** Noise is added, and a step down the energy should take it off. */
    @Override
    public double learn(Images good, int[] which, SplittableRandom random) {
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
    public double[] score(NDArray images, double[] concluded) {
        float[] values = (settings.score() == Score.ENERGY
                        ? energy.of(images)
                        : weights.call("row_squares", images, energy.reconstruction(images)))
                .toFloatArray();
        double pixels = images.size() / (double) values.length;
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i] / pixels)
                .toArray();
    }

    /** One step down the energy. */
    @Override
    public Optional<NDArray> redrawn(NDArray images) {
        return Optional.of(energy.reconstruction(images));
    }
}
