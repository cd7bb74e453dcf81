package org.differnet.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.differnet.Options;
import org.differnet.baseline.deep.Adam;
import org.differnet.baseline.deep.Convolution;
import org.differnet.baseline.deep.Dcgan;
import org.differnet.baseline.deep.Images;
import org.differnet.baseline.deep.Net;
import org.differnet.baseline.deep.Rounds;
import org.differnet.baseline.deep.Weights;
import org.differnet.data.Dataset;
import org.differnet.engine.Gradients;
import org.differnet.features.backbone.Pixels;
import org.differnet.fit.TrainingSet;
import org.differnet.work.ProgressListener;
import org.differnet.work.Seeds;

/**
 * ADGAN: a generator learns to draw good images from codes, and of an image the code is sought that draws it best. What
 * cannot be drawn is anomalous.
 *
 * <p>The score is the mean squared difference of the pixels, from -1 to 1, that is left after a number of steps, averaged
 * over several starts; at least 0, higher = more anomalous. Only the code is sought; the authors' later variant that also
 * moves the generator's weights for each image is left out.
 *
 * <p>References: L. Deecke, R. Vandermeulen, L. Ruff, S. Mandt, M. Kloft, Image Anomaly Detection with Generative
 * Adversarial Networks, ECML PKDD 2018; H. Cheng et al., ADGAN, ITNEC 2020. It looks at 32 x 32 pixels in colour.
 */
public final class AdGan implements FeatureModel {

    private static final String NAME = "ADGAN";

    /** Rate of Adam for the code. */
    private static final double SEARCH_RATE = 0.1;

    /**
     * What is trained and how codes are sought.
     *
     * @param width channels of the generator's last layer but one, 4 to 256; each layer before it has twice as many
     * @param latent numbers of a code, 1 to 1024
     * @param epochs passes over the training views, 1 to 100000
     * @param batch images of a step, 2 to 4096
     * @param rate learning rate of Adam, over 0, to 1; beta1 is 0.5
     * @param starts codes from which the search begins, 1 to 256
     * @param steps of the search from each of them, 1 to 10000
     */
    public record Settings(int width, int latent, int epochs, int batch, double rate, int starts, int steps) {

        public Settings {
            Ranges.check("width", width, 4, 256);
            Ranges.check("latent", latent, 1, 1024);
            Ranges.check("epochs", epochs, 1, 100_000);
            Ranges.check("batch", batch, 2, 4096);
            Ranges.rate(rate);
            Ranges.check("starts", starts, 1, 256);
            Ranges.check("steps", steps, 1, 10_000);
        }

        /** 64 channels, 256 numbers, 200 epochs of batches of 64; 8 starts and 100 steps. */
        public static Settings paper() {
            return new Settings(64, 256, 200, 64, 2e-4, 8, 100);
        }

        /** A quarter of the channels, codes and batch, 60 epochs; 4 starts and 30 steps. */
        public static Settings small() {
            return new Settings(16, 64, 60, 16, 2e-4, 4, 30);
        }

        /** The same for so many epochs, 1 to 100000. */
        public Settings withEpochs(int count) {
            return new Settings(width, latent, count, batch, rate, starts, steps);
        }

        /** The same with another search. */
        public Settings withSearch(int from, int steps) {
            return new Settings(width, latent, epochs, batch, rate, from, steps);
        }
    }

    private final Weights weights;
    private final Settings settings;
    private final Images good;
    private final long seed;
    private final Net generator;

    private AdGan(NDManager parent, Images good, Settings settings, long seed, ProgressListener listener) {
        this.weights = new Weights(parent, seed);
        this.settings = settings;
        this.good = good;
        this.seed = seed;
        Pixels pixels = good.pixels();
        this.generator = Dcgan.decoder(weights, pixels, settings.width(), settings.latent());
        List<NDArray> drawing = weights.learnt();
        Net critic = Dcgan.encoder(weights, pixels, settings.width())
                .conv(Convolution.VALID, Dcgan.top(pixels, settings.width()), 1, 4);
        List<NDArray> all = weights.learnt();
        Adam generatorAdam = new Adam(weights, drawing, settings.rate(), 0.5, 0.999, 0);
        Adam criticAdam = new Adam(weights, all.subList(drawing.size(), all.size()), settings.rate(), 0.5, 0.999, 0);
        try {
            new Rounds("training " + NAME, settings.epochs(), settings.batch(), seed)
                    
                    .run(good.count(), listener, (which, random) -> step(which, critic, generatorAdam, criticAdam, random));
            weights.freeze();
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
                        new AdGan(parent, images, settings, good.options().seed(), good.listener()));
    }

    /** One step of the discriminator and one of the generator; the loss is the discriminator's. */
    private double step(int[] which, Net critic, Adam generatorAdam, Adam criticAdam, SplittableRandom random) {
        try (NDManager step = weights.manager().newSubManager()) {
            NDArray x = good.batch(step, which);
            NDArray codes = codes(step, which.length, random);
            double loss;
            NDArray fake = generator.forward(codes, true).stopGradient();
            try (Gradients recording = Gradients.record()) {
                NDArray sum = weights.call("said_real", critic.forward(x, true))
                        .add(weights.call("said_fake", critic.forward(fake, true)));
                recording.backward(sum);
                loss = sum.getFloat();
            }
            criticAdam.step();
            try (Gradients recording = Gradients.record()) {
                NDArray drawn = generator.forward(codes, true);
                recording.backward(weights.call("said_real", critic.forward(drawn, true)));
            }
            generatorAdam.step();
            criticAdam.forget();
            return loss;
        }
    }

    private NDArray codes(NDManager step, int n, SplittableRandom random) {
        float[] values = new float[n * settings.latent()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Images.copied(step, values, new Shape(n, settings.latent(), 1, 1));
    }

    @Override
    public String name() {
        return NAME;
    }

    /**
     * Images that the generator draws.
     *
     * @param owner owns the result
     * @param n at least 1
     * @return float32 (n, d), pixels from -1 to 1
     */
    public NDArray sample(NDManager owner, int n, long seed) {
        try (NDManager step = owner.newSubManager()) {
            NDArray images = generator
                    .forward(codes(step, n, new SplittableRandom(seed)), false)
                    .reshape(n, good.pixels().dimension());
            images.attach(owner);
            return images;
        }
    }

    @Override
    public double[] score(NDArray rows) {
        double[] scores = new double[(int) rows.getShape().get(0)];
        for (int i = 0; i < scores.length; i++) {
            try (NDManager step = rows.getManager().newSubManager()) {
                NDArray image = rows.get(step, new NDIndex("{}:{}", i, i + 1)).reshape(good.shape(1));
                scores[i] = search(step, image);
            }
        }
        return scores;
    }

    /** The mean over starts of what is left of one image; each image is sought from the same starts. */
    private double search(NDManager step, NDArray image) {
        int n = settings.starts();
        NDArray codes = codes(step, n, new SplittableRandom(Seeds.mix(seed, -2)));
        codes.setRequiresGradient(true);
        Adam adam = new Adam(weights, step, List.of(codes), SEARCH_RATE, 0.9, 0.999, 0);
        for (int i = 0; i < settings.steps(); i++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new CancellationException("scoring by " + NAME + " was stopped in step " + (i + 1) + " of "
                        + settings.steps() + " of its search");
            }
            try (NDManager round = step.newSubManager();
                    Gradients recording = Gradients.record()) {
                NDArray input = codes.reshape(codes.getShape());
                input.attach(round);
                recording.backward(weights.call("row_squares", generator.forward(input, false), image)
                        .sum());
            }
            adam.step();
        }
        float[] left = weights.call("row_squares", generator.forward(codes, false), image)
                .toFloatArray();
        double sum = 0;
        for (float value : left) {
            sum += value;
        }
        return sum / n / good.pixels().dimension();
    }

    @Override
    public void close() {
        weights.close();
    }

    /** One line, such as "ADGAN of 16 channels, 64 numbers a code, 60 epochs on 60 views, 4 starts of 30 steps". */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s of %d channels, %d numbers a code, %d epochs on %,d views, %d starts of %d steps",
                NAME,
                settings.width(),
                settings.latent(),
                settings.epochs(),
                good.count(),
                settings.starts(),
                settings.steps());
    }
}
