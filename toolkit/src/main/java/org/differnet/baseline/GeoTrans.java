package org.differnet.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.differnet.baseline.deep.Adam;
import org.differnet.baseline.deep.Convolution;
import org.differnet.baseline.deep.Dirichlet;
import org.differnet.baseline.deep.GeometricTransforms;
import org.differnet.baseline.deep.Images;
import org.differnet.baseline.deep.Net;
import org.differnet.baseline.deep.PixelNet;
import org.differnet.baseline.deep.Weights;
import org.differnet.data.Dataset;
import org.differnet.engine.Gradients;
import org.differnet.features.backbone.Pixels;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;

/**
 * GeoTrans: a wide residual network learns which of 72 geometric transforms a good image has gone through. It is sure of its
 * answers for images like those, and unsure for others.
 *
 * <p>The score is minus the mean over the transforms of the logarithm of a Dirichlet density of the answers, fitted to those
 * on good images, without its constant; or minus the mean share of the right answer. Higher = more anomalous; both may be
 * negative.
 *
 * <p>Reference: I. Golan, R. El-Yaniv, Deep Anomaly Detection Using Geometric Transformations, NeurIPS 2018. It
 * looks at 32 x 32 pixels in colour; all directions must mean something in the images for it to work.
 */
public final class GeoTrans implements PixelNet {

    private static final String NAME = "GeoTrans";
    private static final String ANSWERS = "answers of " + NAME;
    private static final double WEIGHT_DECAY = 5e-4;

    /** What the score is. */
    public enum Score {
        /** Minus the log density of the answers under Dirichlet distributions. */
        DIRICHLET,
        /** Minus the mean share of the right answer. */
        SOFTMAX
    }

    /**
     * What is trained and for how long.
     *
     * @param width factor of the residual network's channels, 1 to 16
     * @param depth its depth, 10, 16, 22 or 28
     * @param passes over all images in all 72 transforms, 1 to 100000
     * @param batch images of a step, 2 to 4096
     * @param rate learning rate of Adam, over 0, to 1
     * @param score what the score is
     */
    public record Settings(int width, int depth, int passes, int batch, double rate, Score score)
            implements PixelMethod {

        public Settings {
            Ranges.check("width", width, 1, 16);
            Ranges.check("depth", depth, 10, 28);
            if ((depth - 4) % 6 != 0) {
                throw new IllegalArgumentException("depth is " + depth + "; allowed are 10, 16, 22 and 28");
            }
            Ranges.check("passes", passes, 1, 100_000);
            Ranges.check("batch", batch, 2, 4096);
            Ranges.rate(rate);
            Objects.requireNonNull(score, "score");
        }

        /**
         * WRN-10-4, 3 passes over images and transforms, batches of 128, Adam with its usual rate: as in the authors' code for
         * images of 32 pixels ({@code experiments.py} and {@code models/wide_residual_network.py} of izikgo's
         * AnomalyDetectionTransformations), decay of weights included.
         */
        public static Settings paper() {
            return new Settings(4, 10, 3, 128, 1e-3, Score.DIRICHLET);
        }

        /** A quarter of the channels, one pass, batches of 64. */
        public static Settings small() {
            return new Settings(1, 10, 1, 64, 1e-3, Score.DIRICHLET);
        }

        /** The same with so many passes, 1 to 100000. */
        public Settings withPasses(int count) {
            return new Settings(width, depth, count, batch, rate, score);
        }

        /** The same with another score. */
        public Settings withScore(Score other) {
            return new Settings(width, depth, passes, batch, rate, other);
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public int epochs() {
            return passes;
        }

        @Override
        public String description() {
            return "WRN-" + depth + "-" + width + ", " + passes + (passes == 1 ? " pass" : " passes") + " in "
                    + GeometricTransforms.COUNT + " transforms, score " + score;
        }

        @Override
        public GeoTrans net(Weights weights, Pixels pixels, long seed) {
            return new GeoTrans(weights, pixels, this);
        }
    }

    private final Weights weights;
    private final Settings settings;
    private final Pixels pixels;
    private final GeometricTransforms transforms;
    private final Net net;
    private final Adam adam;

    private GeoTrans(Weights weights, Pixels pixels, Settings settings) {
        this.weights = weights;
        this.settings = settings;
        this.pixels = pixels;
        this.transforms = new GeometricTransforms(pixels.channels(), pixels.side());
        this.net = wideResidual();
        this.adam = new Adam(weights, weights.learnt(), settings.rate(), 0.9, 0.999, WEIGHT_DECAY);
    }

    /** Fits {@link Settings#small} as {@link PixelMethod#fit(Dataset)} does. */
    public static Baseline fit(Dataset dataset) {
        return Settings.small().fit(dataset);
    }

    @Override
    public List<Adam> optimisers() {
        return List.of(adam);
    }

    @Override
    public int examples(int images) {
        return images * GeometricTransforms.COUNT;
    }

    /** S. Zagoruyko, N. Komodakis, Wide Residual Networks, BMVC 2016: rectified before each convolution. */
    private Net wideResidual() {
        Net all = Net.he(weights).conv(Convolution.PADDED, pixels.channels(), 16, 3);
        int channels = 16;
        for (int group = 0; group < 3; group++) {
            int wide = 16 * settings.width() << group;
            for (int block = 0; block < (settings.depth() - 4) / 6; block++) {
                boolean halved = group > 0 && block == 0;
                Convolution kind = halved ? Convolution.HALVING : Convolution.PADDED;
                if (!halved && channels == wide) {
                    Net way = Net.he(weights).batchNorm(channels).relu();
                    all.sum(residual(way, kind, channels, wide), Net.he(weights));
                } else {
                    all.batchNorm(channels).relu();
                    Net past = Net.he(weights)
                            .conv(halved ? Convolution.EVERY_SECOND : Convolution.VALID, channels, wide, 1);
                    all.sum(residual(Net.he(weights), kind, channels, wide), past);
                }
                channels = wide;
            }
        }
        return all.batchNorm(channels).relu().mean().linear(channels, GeometricTransforms.COUNT);
    }

    private static Net residual(Net way, Convolution kind, int in, int out) {
        return way.conv(kind, in, out, 3).batchNorm(out).relu().conv(Convolution.PADDED, out, out, 3);
    }

    /** An example is the number of an image times 72 plus that of a transform. */
    @Override
    public double learn(Images good, int[] which, SplittableRandom random) {
        double loss;
        try (NDManager step = weights.manager().newSubManager()) {
            float[] labels = new float[which.length];
            int d = pixels.dimension();
            float[] values = new float[which.length * d];
            for (int i = 0; i < which.length; i++) {
                int transform = which[i] % GeometricTransforms.COUNT;
                labels[i] = transform;
                transforms.apply(transform, good.rows(), which[i] / GeometricTransforms.COUNT * d, values, i * d);
            }
            NDArray x = Images.copied(step, values, Images.shape(pixels, which.length));
            NDArray right = Images.copied(step, labels, new Shape(which.length));
            try (Gradients recording = Gradients.record()) {
                NDArray error = weights.call("cross_entropy", net.forward(x, true), right);
                recording.backward(error);
                loss = error.getFloat();
            }
            adam.step();
        }
        return loss;
    }

    /**
     * What it answers on one image: of each transform, a row, the share that each has in the answer, which add up to 1.
     *
     * @param image float32 (1, channels, side, side)
     */
    public double[][] answers(NDArray image) {
        return Arrays.stream(logShares(image.getManager(), image.toFloatArray(), 0))
                .map(row -> Arrays.stream(row).map(Math::exp).toArray())
                .toArray(double[][]::new);
    }

    /** The logarithms of the answers on one image, transform by transform. */
    private double[][] logShares(NDManager owner, float[] rows, int image) {
        int d = pixels.dimension();
        float[] values = new float[GeometricTransforms.COUNT * d];
        for (int transform = 0; transform < GeometricTransforms.COUNT; transform++) {
            transforms.apply(transform, rows, image * d, values, transform * d);
        }
        try (NDManager step = owner.newSubManager()) {
            NDArray x = Images.copied(step, values, Images.shape(pixels, GeometricTransforms.COUNT));
            float[] logs = weights.call("log_softmax", net.forward(x, false)).toFloatArray();
            double[][] shares = new double[GeometricTransforms.COUNT][GeometricTransforms.COUNT];
            for (int i = 0; i < logs.length; i++) {
                shares[i / GeometricTransforms.COUNT][i % GeometricTransforms.COUNT] = logs[i];
            }
            return shares;
        }
    }

    /** The numbers of a Dirichlet distribution for each transform, one after the other; none where the score needs none. */
    @Override
    public double[] conclude(Images good, ProgressListener listener) {
        if (settings.score() != Score.DIRICHLET) {
            return new double[0];
        }
        int n = good.count();
        double[][][] all = new double[GeometricTransforms.COUNT][n][];
        long start = System.nanoTime();
        try {
            for (int image = 0; image < n; image++) {
                if (Thread.interrupted()) {
                    throw new CancellationException(
                            NAME + " was stopped while its answers on good images were collected");
                }
                double[][] shares = logShares(weights.manager(), good.rows(), image);
                for (int transform = 0; transform < shares.length; transform++) {
                    all[transform][image] = shares[transform];
                }
                listener.on(
                        new Progress(ANSWERS, image + 1L, n, Double.NaN, Duration.ofNanos(System.nanoTime() - start)));
            }
        } finally {
            listener.end(ANSWERS);
        }
        return Arrays.stream(all)
                .flatMapToDouble(answers -> Arrays.stream(Dirichlet.fit(answers).alpha()))
                .toArray();
    }

    @Override
    public double[] score(NDArray images, double[] concluded) {
        float[] values = images.toFloatArray();
        double[] scores = new double[(int) images.getShape().get(0)];
        for (int i = 0; i < scores.length; i++) {
            double[][] shares = logShares(images.getManager(), values, i);
            double sum = 0;
            for (int transform = 0; transform < shares.length; transform++) {
                sum += settings.score() == Score.SOFTMAX
                        ? Math.exp(shares[transform][transform])
                        : answers(concluded, transform).logDensity(shares[transform]);
            }
            scores[i] = -sum / shares.length;
        }
        return scores;
    }

    private static Dirichlet answers(double[] concluded, int transform) {
        int from = transform * GeometricTransforms.COUNT;
        return new Dirichlet(Arrays.copyOfRange(concluded, from, from + GeometricTransforms.COUNT));
    }
}
