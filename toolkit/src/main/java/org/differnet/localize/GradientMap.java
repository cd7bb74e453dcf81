package org.differnet.localize;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.differnet.data.Sample;
import org.differnet.engine.TorchScript;
import org.differnet.features.ViewFeatures;
import org.differnet.flow.Flow;
import org.differnet.flow.Transformed;
import org.differnet.score.AnomalyScore;
import org.differnet.view.View;
import org.differnet.view.ViewOptions;

/**
 * The map of equation 7: how strongly the loss depends on each pixel.
 *
 * <p>g_x = sum over channels of abs(G * grad_x L) for views turned by fixed angles, each turned back, then averaged. L is
 * the flow's loss (eq. 4), G a Gaussian, grad_x the gradient with respect to the normalised view, back through the flow
 * and the network at all scales.
 *
 * <p>Reference: Rudolph, Wandt, Rosenhahn, Same Same But DifferNet, WACV 2021, section 3.4.
 */
public final class GradientMap implements AutoCloseable {

    private final NDManager manager;
    private final TorchScript script;
    private final ViewFeatures source;
    private final Flow flow;
    private final HeatmapOptions options;
    private final List<View> views;
    private final NDArray theta;
    private final NDArray blur;

    /**
     * @param parent decides the device
     * @param source stays open
     * @param flow stays open
     */
    public GradientMap(NDManager parent, ViewFeatures source, Flow flow, HeatmapOptions options) {
        this.manager = parent.newSubManager();
        this.script = TorchScript.load(manager, GradientMap.class, "maps.py");
        this.source = source;
        this.flow = flow;
        this.options = options;
        this.views = ViewOptions.fixed(options.rotations());
        this.theta = manager.create(turningBack(views), new Shape(views.size(), 2, 3));
        int size = source.renderer().size();
        this.blur = manager.create(gaussian(size, options.blur()), new Shape(size, size));
    }

    /**
     * The gradients of one image and what the map is made of.
     *
     * @param loss mean over views, as the flow's training minimises it
     * @param score of the image over these views, see {@link AnomalyScore}
     * @param gradient of the loss with respect to the normalised views, (n, 3, s, s)
     * @param map (s, s), at least 0, higher = more anomalous
     */
    public record Result(double loss, double score, NDArray gradient, NDArray map) {}

    /**
     * The map of an image, (s, s) row by row, at least 0, higher = more anomalous.
     *
     * @throws CancellationException if the thread is interrupted
     */
    public float[] of(Sample sample) {
        if (Thread.interrupted()) {
            throw new CancellationException("stopped before the map of " + sample.name());
        }
        try (NDManager step = manager.newSubManager()) {
            return explain(step, source.square(step, sample)).map().toFloatArray();
        }
    }

    /**
     * The map together with its loss and gradients.
     *
     * @param owner owns the result
     * @param square as {@link org.differnet.view.ViewRenderer#square} gives it
     */
    public Result explain(NDManager owner, NDArray square) {
        double loss;
        double score;
        NDArray gradient;
        try (NDManager step = owner.newSubManager()) {
            NDArray rendered = source.renderer().render(step, square, views).duplicate();
            rendered.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray features = source.extractor().extract(rendered);
                Transformed latent = flow.forward(features);
                score = AnomalyScore.ofImage(AnomalyScore.ofViews(latent.z().toFloatArray(), flow.dimension()));
                NDArray value =
                        options.logDet() ? latent.loss() : latent.z().square().mean();
                collector.backward(value);
                loss = value.getFloat();
            }
            gradient = rendered.getGradient();
            gradient.attach(owner);
        }
        String method = options.variant() == HeatmapOptions.Variant.REFERENCE ? "reference" : "paper";
        return new Result(loss, score, gradient, script.call(owner, method, gradient, theta, blur));
    }

    @Override
    public void close() {
        script.close();
        manager.close();
    }

    /** From a pixel of the image to its place in each view, as an affine grid wants it. */
    private static float[] turningBack(List<View> views) {
        float[] theta = new float[6 * views.size()];
        for (int i = 0; i < views.size(); i++) {
            double radians = -Math.toRadians(views.get(i).degrees());
            theta[6 * i] = (float) Math.cos(radians);
            theta[6 * i + 1] = (float) -Math.sin(radians);
            theta[6 * i + 3] = (float) Math.sin(radians);
            theta[6 * i + 4] = (float) Math.cos(radians);
        }
        return theta;
    }

    /** The matrix that blurs a column: Gaussian weights up to four standard deviations, mirrored at the ends. */
    private static float[] gaussian(int size, double sigma) {
        int radius = (int) (4 * sigma + 0.5);
        double[] weights = new double[2 * radius + 1];
        double sum = 0;
        for (int k = -radius; k <= radius; k++) {
            weights[k + radius] = Math.exp(-0.5 * k * k / (sigma * sigma));
            sum += weights[k + radius];
        }
        float[] matrix = new float[size * size];
        for (int row = 0; row < size; row++) {
            for (int k = -radius; k <= radius; k++) {
                int column = Math.floorMod(row + k, 2 * size);
                column = column < size ? column : 2 * size - 1 - column;
                matrix[row * size + column] += (float) (weights[k + radius] / sum);
            }
        }
        return matrix;
    }
}
