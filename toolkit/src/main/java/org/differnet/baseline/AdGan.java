package org.differnet.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
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
import org.differnet.engine.Cores;
import org.differnet.engine.Gradients;
import org.differnet.features.backbone.Pixels;
import org.differnet.work.Seeds;

/**
 * ADGAN: a generator learns to draw good images from codes, and of an image the code is sought that draws it best. What
 * cannot be drawn is anomalous.
 *
 * <p>The score is the mean squared difference of the pixels, from -1 to 1, that is left after a number of steps, averaged
 * over several starts; at least 0, higher = more anomalous. Only the code is sought; Deecke et al. also move the
 * generator's weights for each image and take few steps, here there are more steps of the code alone.
 *
 * <p>References: L. Deecke, R. Vandermeulen, L. Ruff, S. Mandt, M. Kloft, Image Anomaly Detection with Generative
 * Adversarial Networks, ECML PKDD 2018; H. Cheng et al., ADGAN, ITNEC 2020. It looks at 32 x 32 pixels in colour.
 */
public final class AdGan implements PixelNet {

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
    public record Settings(int width, int latent, int epochs, int batch, double rate, int starts, int steps)
            implements PixelMethod {

        public Settings {
            Ranges.check("width", width, 4, 256);
            Ranges.check("latent", latent, 1, 1024);
            Ranges.check("epochs", epochs, 1, 100_000);
            Ranges.check("batch", batch, 2, 4096);
            Ranges.rate(rate);
            Ranges.check("starts", starts, 1, 256);
            Ranges.check("steps", steps, 1, 10_000);
        }

        /**
         * 64 channels, 256 numbers, 200 epochs of batches of 64; 8 starts and 100 steps. Channels, numbers and starts are those
         * of Golan and El-Yaniv's comparison ({@code models/adgan.py} and {@code experiments.py} of
         * AnomalyDetectionTransformations), which trains by a Wasserstein loss with gradient penalty and takes 5 steps of
         * code and weights; code of the method's own authors was not found. The loss here is that of DCGAN.
         */
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

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String description() {
            return width + " channels, " + latent + " numbers a code, " + epochs + " epochs, " + starts + " starts of "
                    + steps + " steps";
        }

        @Override
        public AdGan net(Weights weights, Pixels pixels, long seed) {
            return new AdGan(weights, pixels, this, seed);
        }
    }

    private final Weights weights;
    private final Settings settings;
    private final Pixels pixels;
    private final long seed;
    private final Net generator;
    private final Net critic;
    private final Adam generatorAdam;
    private final Adam criticAdam;

    private AdGan(Weights weights, Pixels pixels, Settings settings, long seed) {
        this.weights = weights;
        this.settings = settings;
        this.pixels = pixels;
        this.seed = seed;
        this.generator = Dcgan.decoder(weights, pixels, settings.width(), settings.latent());
        List<NDArray> drawing = weights.learnt();
        this.critic = Dcgan.encoder(weights, pixels, settings.width())
                .conv(Convolution.WHOLE, Dcgan.top(pixels, settings.width()), 1, 4);
        List<NDArray> all = weights.learnt();
        this.generatorAdam = new Adam(weights, drawing, settings.rate(), 0.5, 0.999, 0);
        this.criticAdam = new Adam(weights, all.subList(drawing.size(), all.size()), settings.rate(), 0.5, 0.999, 0);
    }

    /** Fits {@link Settings#small} as {@link PixelMethod#fit(Dataset)} does. */
    public static Baseline fit(Dataset dataset) {
        return Settings.small().fit(dataset);
    }

    @Override
    public List<Adam> optimisers() {
        return List.of(generatorAdam, criticAdam);
    }

    /** One step of the discriminator and one of the generator; the loss is the discriminator's. */
    @Override
    public double learn(Images good, int[] which, SplittableRandom random) {
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
                    .reshape(n, pixels.dimension());
            images.attach(owner);
            return images;
        }
    }

    /** What is left of an image is averaged over the starts; each image is sought from the same ones. */
    @Override
    public double[] score(NDArray images, double[] concluded) {
        double[] scores = new double[(int) images.getShape().get(0)];
        for (int i = 0; i < scores.length; i++) {
            try (NDManager step = images.getManager().newSubManager()) {
                NDArray image = images.get(step, new NDIndex("{}:{}", i, i + 1));
                NDArray left = weights.call("row_squares", drawn(step, image), image);
                for (float value : left.toFloatArray()) {
                    scores[i] += value / (double) settings.starts() / pixels.dimension();
                }
            }
        }
        return scores;
    }

    /** The one of the starts that came nearest. */
    @Override
    public Optional<NDArray> redrawn(NDArray images) {
        NDManager owner = images.getManager();
        try (NDManager step = owner.newSubManager()) {
            NDList nearest = new NDList();
            for (int i = 0; i < images.getShape().get(0); i++) {
                NDArray image = images.get(step, new NDIndex("{}:{}", i, i + 1));
                NDArray drawn = drawn(step, image);
                long best = weights.call("row_squares", drawn, image).argMin().getLong();
                nearest.add(drawn.get(step, new NDIndex("{}:{}", best, best + 1)));
            }
            NDArray all = NDArrays.concat(nearest);
            all.attach(owner);
            return Optional.of(all);
        }
    }

    /** What is drawn at the end of a search for one image, from each start. */
    private NDArray drawn(NDManager step, NDArray image) {
        NDArray codes = codes(step, settings.starts(), new SplittableRandom(Seeds.mix(seed, -2)));
        codes.setRequiresGradient(true);
        Adam adam = new Adam(weights, step, List.of(codes), SEARCH_RATE, 0.9, 0.999, 0);
        for (int i = 0; i < settings.steps(); i++) {
            if (Cores.stopped()) {
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
        return generator.forward(codes, false);
    }
}
