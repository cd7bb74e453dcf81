package org.differnet.localize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.differnet.data.Sample;
import org.differnet.engine.Cores;
import org.differnet.engine.Gradients;
import org.differnet.engine.TorchScript;
import org.differnet.features.ViewFeatures;
import org.differnet.flow.Flow;
import org.differnet.flow.Transformed;
import org.differnet.score.AnomalyScore;
import org.differnet.store.Tensor;

/**
 * The map of equation 7: how strongly the loss depends on each pixel.
 *
 * <p>g_x = sum over channels of abs(G * grad_x L) for views turned by fixed angles, each turned back, then averaged. L is
 * the flow's loss (eq. 4), G a Gaussian, grad_x the gradient with respect to the normalised view, back through the flow
 * and the network at all scales.
 *
 * <p>Reference: Rudolph, Wandt, Rosenhahn, Same Same But DifferNet, WACV 2021, section 3.4.
 */
public final class GradientMap implements AnomalyMap {

    private static final int VIEWS_AT_ONCE = 8;
    private static final int CHANNELS = 3;

    private final NDManager manager;
    private final TorchScript script;
    private final ViewFeatures source;
    private final Flow flow;
    private final HeatmapOptions options;
    private final TurnedViews views;
    private final NDArray blur;
    private final NDArray seen;

    /**
     * @param parent decides the device
     * @param source stays open
     * @param flow stays open
     */
    public GradientMap(NDManager parent, ViewFeatures source, Flow flow, HeatmapOptions options) {
        this.manager = parent.newSubManager();
        this.script = TorchScript.load(manager, GradientMap.class, "maps.torchscript");
        this.source = source;
        this.flow = flow;
        this.options = options;
        this.views = new TurnedViews(options.rotations());
        int size = source.renderer().size();
        this.blur = manager.create(Blur.mirrored(size, options.blur()), new Shape(size, size));
        this.seen = averagesAll()
                ? manager.full(new Shape(), (float) CHANNELS * views.size())
                : script.call(manager, "timesSeen", views.all(manager).turningBack(), (long) size);
    }

    /**
     * The gradients of one image and what the map is made of.
     *
     * @param loss mean over views, as the flow's training minimises it
     * @param score of the image over these views, see {@link AnomalyScore}
     * @param gradient of the loss with respect to the first views, at most 8, normalised: (n, 3, s, s)
     * @param map (s, s), higher = more anomalous; at least 0 unless signed
     */
    public record Result(double loss, double score, NDArray gradient, NDArray map) {}

    @Override
    public int size() {
        return source.renderer().size();
    }

    @Override
    public float[] of(Sample sample) {
        if (Cores.stopped()) {
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
     * @throws CancellationException if the thread is interrupted
     */
    public Result explain(NDManager owner, NDArray square) {
        String method = options.signed() ? "signed" : "strength";
        List<Double> losses = new ArrayList<>();
        List<double[]> scores = new ArrayList<>();
        NDList first = new NDList();
        try (NDManager sums = owner.newSubManager()) {
            NDArray sum = sums.zeros(new Shape(size(), size()));
            views.forEach(sums, VIEWS_AT_ONCE, group -> {
                NDManager step = group.manager();
                NDArray rendered =
                        source.renderer().render(step, square, group.views()).duplicate();
                rendered.setRequiresGradient(true);
                try (Gradients recording = Gradients.record()) {
                    Transformed latent = flow.forward(source.extractor().extract(rendered));
                    scores.add(AnomalyScore.ofViews(latent.z().toFloatArray(), flow.dimension()));
                    NDArray mean = options.logDet()
                            ? latent.loss()
                            : latent.z().square().mean();
                    NDArray share = step.full(new Shape(), group.size() / (float) views.size());
                    NDArray value = mean.mul(share);
                    recording.backward(value);
                    losses.add((double) value.getFloat());
                }
                NDArray gradient = rendered.getGradient();
                sum.addi(script.call(step, method, gradient, group.turningBack(), blur, averagesAll()));
                if (first.isEmpty()) {
                    first.add(gradient);
                    first.attach(owner);
                }
            });
            NDArray map = sum.div(seen);
            if (options.method() == HeatmapOptions.Method.REFERENCE) {
                map = map.square();
            }
            map.attach(owner);
            double loss = losses.stream().mapToDouble(Double::doubleValue).sum();
            double[] all = scores.stream().flatMapToDouble(Arrays::stream).toArray();
            return new Result(loss, AnomalyScore.ofImage(all), first.head(), map);
        }
    }

    @Override
    public Optional<ScriptedMap> scripted() {
        return Optional.of(ScriptedMap.of("gradient.torchscript", source, views, List.of(), size(), seen)
                .with("mapBlur", Tensor.of(blur))
                .with("mapLogDet", options.logDet())
                .with("mapSigned", options.signed())
                .with("mapEverywhere", averagesAll()));
    }

    private boolean averagesAll() {
        return options.method() == HeatmapOptions.Method.REFERENCE;
    }

    @Override
    public void close() {
        script.close();
        manager.close();
    }
}
