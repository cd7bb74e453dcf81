package org.differnet.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Locale;
import java.util.Optional;
import org.differnet.baseline.deep.Images;
import org.differnet.baseline.deep.PixelNet;
import org.differnet.baseline.deep.Rounds;
import org.differnet.baseline.deep.Weights;
import org.differnet.features.backbone.Pixels;
import org.differnet.fit.TrainingSet;
import org.differnet.flow.Checkpoints;

/** What a {@link PixelMethod} has learnt. */
public final class PixelModel implements FeatureModel {

    private final PixelMethod method;
    private final Pixels pixels;
    private final Weights weights;
    private final PixelNet net;
    private final double[] concluded;
    private final int views;

    /** @param weights closed together with this */
    PixelModel(PixelMethod method, Pixels pixels, Weights weights, PixelNet net, double[] concluded, int views) {
        this.method = method;
        this.pixels = pixels;
        this.weights = weights;
        this.net = net;
        this.concluded = concluded;
        this.views = views;
    }

    static PixelModel learn(
            NDManager parent, Images images, PixelMethod method, TrainingSet good, Checkpoints checkpoints) {
        long seed = good.options().seed();
        String task = "training " + method.name();
        Weights weights = new Weights(parent, seed);
        try {
            PixelNet net = method.net(weights, images.pixels(), seed);
            new Rounds(task, method.epochs(), method.batch(), seed)
                    .run(net, images, weights, good.listener(), checkpoints);
            weights.freeze();
            double[] concluded = net.conclude(images, good.listener());
            return new PixelModel(method, images.pixels(), weights, net, concluded, images.count());
        } catch (RuntimeException | Error e) {
            weights.close();
            throw e;
        } finally {
            good.listener().end(task);
        }
    }

    /** The settings that it was fitted with. */
    public PixelMethod method() {
        return method;
    }

    /** The networks, for a closer look; they belong to this. */
    public PixelNet net() {
        return net;
    }

    Pixels pixels() {
        return pixels;
    }

    Weights weights() {
        return weights;
    }

    double[] concluded() {
        return concluded;
    }

    int views() {
        return views;
    }

    @Override
    public String name() {
        return method.name();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the rows are no pixels of such images
     */
    @Override
    public double[] score(NDArray rows) {
        checkRows(rows);
        try (NDManager step = rows.getManager().newSubManager()) {
            return net.score(images(step, rows), concluded);
        }
    }

    /**
     * The images as the method would draw them, beside which what is anomalous stands out.
     *
     * @param rows float32 (n, d), pixels from -1 to 1
     * @return of the same shape and owned by their manager; empty where the method draws none
     * @throws IllegalArgumentException if the rows are no pixels of such images
     */
    public Optional<NDArray> redrawn(NDArray rows) {
        checkRows(rows);
        try (NDManager step = rows.getManager().newSubManager()) {
            return net.redrawn(images(step, rows)).map(images -> {
                NDArray drawn = images.reshape(rows.getShape());
                drawn.attach(rows.getManager());
                return drawn;
            });
        }
    }

    private NDArray images(NDManager step, NDArray rows) {
        NDArray images = rows.reshape(Images.shape(pixels, rows.getShape().get(0)));
        images.attach(step);
        return images;
    }

    private void checkRows(NDArray rows) {
        if (rows.getShape().dimension() != 2 || rows.getShape().get(1) != pixels.dimension()) {
            throw new IllegalArgumentException(name() + " scores rows of " + pixels.dimension() + " numbers, "
                    + pixels.name() + ", and was given " + rows.getShape());
        }
    }

    @Override
    public void close() {
        weights.close();
    }

    /** One line, such as "GANomaly of 16 channels, 100 numbers a code, 30 epochs on 60 views". */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s of %s on %,d views", name(), method.description(), views);
    }
}
