package org.differnet.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.differnet.baseline.deep.Adam;
import org.differnet.baseline.deep.Convolution;
import org.differnet.baseline.deep.Dcgan;
import org.differnet.baseline.deep.Images;
import org.differnet.baseline.deep.Net;
import org.differnet.baseline.deep.PixelNet;
import org.differnet.baseline.deep.Weights;
import org.differnet.data.Dataset;
import org.differnet.engine.Gradients;
import org.differnet.features.backbone.Pixels;
import org.differnet.work.ProgressListener;

/**
 * GANomaly: an autoencoder draws an image anew, a second encoder looks at the drawing, and the distance of the two codes is
 * the score. A discriminator sees to it that the drawing looks like good images.
 *
 * <p>The score is the mean squared difference of the codes, scaled so that the good images of the training span 0 to 1;
 * higher = more anomalous. So has the authors' code; the paper writes the sum of absolute differences.
 *
 * <p>Reference: S. Akcay, A. Atapour-Abarghouei, T. P. Breckon, GANomaly: Semi-Supervised Anomaly Detection via Adversarial
 * Training, ACCV 2018. It looks at 32 x 32 pixels in colour.
 */
public final class GanOmaly implements PixelNet {

    private static final String NAME = "GANomaly";

    /** Images that are scored at once after the training. */
    private static final int SLICE = 64;

    /**
     * What is trained and for how long.
     *
     * @param width channels of the first layer, 4 to 256; each further layer has twice as many
     * @param latent numbers of a code, 1 to 1024
     * @param epochs passes over the training views, 1 to 100000
     * @param batch images of a step, 2 to 4096
     * @param rate learning rate of Adam, over 0, to 1; beta1 is 0.5
     * @param adversarial weight of the squared difference of the discriminator's features, at least 0
     * @param contextual weight of the absolute difference of the images, at least 0
     * @param encoder weight of the squared difference of the codes, at least 0
     */
    public record Settings(
            int width,
            int latent,
            int epochs,
            int batch,
            double rate,
            double adversarial,
            double contextual,
            double encoder)
            implements PixelMethod {

        public Settings {
            Ranges.check("width", width, 4, 256);
            Ranges.check("latent", latent, 1, 1024);
            Ranges.check("epochs", epochs, 1, 100_000);
            Ranges.check("batch", batch, 2, 4096);
            Ranges.rate(rate);
            Ranges.weight("adversarial", adversarial);
            Ranges.weight("contextual", contextual);
            Ranges.weight("encoder", encoder);
        }

        /**
         * 64 channels, 100 numbers, 15 epochs of batches of 64, weights 1, 50 and 1: the defaults of the authors' code
         * ({@code options.py} and {@code lib/networks.py} of samet-akcay/ganomaly). That code draws the discriminator anew
         * where its loss falls below 1e-5 and normalises test batches by themselves; neither is done here.
         */
        public static Settings paper() {
            return new Settings(64, 100, 15, 64, 2e-4, 1, 50, 1);
        }

        /** A quarter of the channels and of the batch, twice the epochs. */
        public static Settings small() {
            return new Settings(16, 100, 30, 16, 2e-4, 1, 50, 1);
        }

        /** The same for so many epochs, 1 to 100000. */
        public Settings withEpochs(int count) {
            return new Settings(width, latent, count, batch, rate, adversarial, contextual, encoder);
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String description() {
            return width + " channels, " + latent + " numbers a code, " + epochs + " epochs";
        }

        @Override
        public GanOmaly net(Weights weights, Pixels pixels, long seed) {
            return new GanOmaly(weights, pixels, this);
        }
    }

    private final Weights weights;
    private final Settings settings;
    private final Net encoder;
    private final Net decoder;
    private final Net second;
    private final Net critic;
    private final Net verdict;
    private final Adam generatorAdam;
    private final Adam criticAdam;

    private GanOmaly(Weights weights, Pixels pixels, Settings settings) {
        this.weights = weights;
        this.settings = settings;
        int width = settings.width();
        this.encoder = Dcgan.encoder(weights, pixels, width, settings.latent());
        this.decoder = Dcgan.decoder(weights, pixels, width, settings.latent());
        this.second = Dcgan.encoder(weights, pixels, width, settings.latent());
        List<NDArray> generator = weights.learnt();
        this.critic = Dcgan.encoder(weights, pixels, width);
        this.verdict = Net.dcgan(weights).conv(Convolution.WHOLE, Dcgan.top(pixels, width), 1, 4);
        List<NDArray> all = weights.learnt();
        this.generatorAdam = new Adam(weights, generator, settings.rate(), 0.5, 0.999, 0);
        this.criticAdam = new Adam(weights, all.subList(generator.size(), all.size()), settings.rate(), 0.5, 0.999, 0);
    }

    /** Fits {@link Settings#small} as {@link PixelMethod#fit(Dataset)} does. */
    public static Baseline fit(Dataset dataset) {
        return Settings.small().fit(dataset);
    }

    @Override
    public List<Adam> optimisers() {
        return List.of(generatorAdam, criticAdam);
    }

    /** One step of the generator and one of the discriminator. */
    @Override
    public double learn(Images good, int[] which, SplittableRandom random) {
        try (NDManager step = weights.manager().newSubManager()) {
            NDArray x = good.batch(step, which);
            NDArray drawn;
            double loss;
            try (Gradients recording = Gradients.record()) {
                NDArray code = encoder.forward(x, true);
                drawn = decoder.forward(code, true);
                NDArray again = second.forward(drawn, true);
                NDArray sum = weights.call(
                        "weighted",
                        weights.call("squared_error", critic.forward(x, true), critic.forward(drawn, true)),
                        weights.call("absolute_error", x, drawn),
                        weights.call("squared_error", code, again),
                        parts(step));
                recording.backward(sum);
                loss = sum.getFloat();
            }
            generatorAdam.step();
            criticAdam.forget();
            NDArray fake = drawn.stopGradient();
            try (Gradients recording = Gradients.record()) {
                NDArray real = verdict.forward(critic.forward(x, true), true);
                NDArray not = verdict.forward(critic.forward(fake, true), true);
                recording.backward(weights.call("said_real", real).add(weights.call("said_fake", not)));
            }
            criticAdam.step();
            return loss;
        }
    }

    private NDArray parts(NDManager step) {
        float[] parts = {(float) settings.adversarial(), (float) settings.contextual(), (float) settings.encoder()};
        return Images.copied(step, parts, new Shape(3));
    }

    /** The mean squared difference of the two codes of each image. */
    private double[] distances(NDArray images) {
        NDArray code = encoder.forward(images, false);
        NDArray again = second.forward(decoder.forward(code, false), false);
        float[] sums = weights.call("row_squares", code, again).toFloatArray();
        double[] means = new double[sums.length];
        Arrays.setAll(means, i -> sums[i] / (double) settings.latent());
        return means;
    }

    /** The least distance of a good image, and how far the greatest is from it. */
    @Override
    public double[] conclude(Images good, ProgressListener listener) {
        double lowest = Double.POSITIVE_INFINITY;
        double highest = Double.NEGATIVE_INFINITY;
        for (int from = 0; from < good.count(); from += SLICE) {
            if (Thread.interrupted()) {
                throw new CancellationException(NAME + " was stopped while it looked at the good images for its scale");
            }
            int to = Math.min(good.count(), from + SLICE);
            try (NDManager step = weights.manager().newSubManager()) {
                for (double distance : distances(good.batch(step, Images.range(from, to)))) {
                    lowest = Math.min(lowest, distance);
                    highest = Math.max(highest, distance);
                }
            }
        }
        return new double[] {lowest, highest > lowest ? highest - lowest : 1};
    }

    @Override
    public double[] score(NDArray images, double[] concluded) {
        return Arrays.stream(distances(images))
                .map(distance -> (distance - concluded[0]) / concluded[1])
                .toArray();
    }

    @Override
    public Optional<NDArray> redrawn(NDArray images) {
        return Optional.of(decoder.forward(encoder.forward(images, false), false));
    }
}
