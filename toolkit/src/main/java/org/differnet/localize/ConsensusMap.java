package org.differnet.localize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.differnet.data.Sample;
import org.differnet.engine.Gradients;
import org.differnet.engine.TorchScript;
import org.differnet.features.Activation;
import org.differnet.features.Activations;
import org.differnet.features.PositionGrid;
import org.differnet.features.ViewFeatures;
import org.differnet.flow.Flow;
import org.differnet.store.Tensor;
import org.differnet.view.Framing;

/**
 * What all depths of the network agree on.
 *
 * <p>At each depth d, gradient times activation says how much of a view's score S a place accounts for: with a_c the maps of
 * the depth at one scale, a_c' their means over places, s the step from one place to the next in pixels and G a Gaussian,
 *
 * <pre>
 *   m_d(p) = G * sum over scales of 1/s^2 sum over channels of abs((a_c(p) - a_c') d S^(1/8) / d a_c(p))
 *   m(p)   = (product over depths of m_d(p)) ^ (1 / depths)
 * </pre>
 *
 * <p>Pixels are sharp and noisy; the last maps know what matters and only roughly where. The geometric mean is bright where
 * all of them are. The root of S lets images of high score glow more without outshining all others. Beyond the image there is
 * nothing for G to find, so its rim, where the black around a turned image always leaves traces, is half as bright; with
 * {@link Framing#MIRRORED} there is no black and no such rim. Each m_d is averaged over views turned by fixed angles, at each
 * place over those in which it was visible. AlexNet has four depths: the views and the answers of its first, second and fifth
 * convolutions; other networks have two, the views and their last maps.
 * Values are at least 0. The map misses defects that the score misses.
 *
 * <p>References: Shrikumar, Greenside, Shcherbina, Kundaje, Not Just a Black Box: Learning Important Features Through
 * Propagating Activation Differences, 2016 (gradient times input); Jiang, Zhang, Hou, Cheng, Wei, LayerCAM: Exploring
 * Hierarchical Class Activation Maps for Localization, IEEE TIP 2021 (gradient times activation at several depths).
 */
public final class ConsensusMap implements AnomalyMap {

    private static final int VIEWS_AT_ONCE = 2;
    private static final double ROOT = 0.125;

    /** The blur leaves nothing finer than two pixels of the view. */
    private static final int REDUCTION = 2;

    private final NDManager manager;
    private final TorchScript script;
    private final ViewFeatures source;
    private final Flow flow;
    private final TurnedViews views;
    private final int size;
    private final NDArray seen;
    private final NDArray blur;

    /**
     * @param parent decides the device
     * @param source stays open
     * @param flow stays open
     * @param options their rotations and blur count
     */
    public ConsensusMap(NDManager parent, ViewFeatures source, Flow flow, HeatmapOptions options) {
        this.manager = parent.newSubManager();
        this.script = TorchScript.load(manager, ConsensusMap.class, "maps.torchscript");
        this.source = source;
        this.flow = flow;
        this.views = new TurnedViews(options.rotations());
        this.size = source.extractor().viewSize() / REDUCTION;
        this.seen = script.call(manager, "timesSeen", views.all(manager).turningBack(), (long) size);
        double sigma = options.blur() / REDUCTION;
        boolean blackAround = source.renderer().framing() == Framing.STRETCHED;
        float[] gaussian = blackAround ? Blur.within(size, sigma) : Blur.mirrored(size, sigma);
        this.blur = manager.create(gaussian, new Shape(size, size));
    }

    @Override
    public int size() {
        return size;
    }

    /** @throws CancellationException if the thread is interrupted */
    @Override
    public float[] of(Sample sample) {
        try (NDManager step = manager.newSubManager()) {
            NDArray square = source.square(step, sample);
            NDList sums = new NDList();
            views.forEach(step, VIEWS_AT_ONCE, group -> {
                NDArray sum = summed(group, square);
                sum.attach(step);
                sums.add(sum);
            });
            NDArray depths = NDArrays.stack(sums).sum(new int[] {0});
            return script.call(step, "agreed", depths, seen, blur).toFloatArray();
        }
    }

    @Override
    public Optional<ScriptedMap> scripted() {
        try (NDManager step = manager.newSubManager()) {
            int side = source.extractor().viewSize();
            // Of these activations only the grids are asked for.
            Activations blank = source.extractor().activations(step.zeros(new Shape(1, 3, side, side)));
            List<PositionGrid> grids =
                    blank.layers().stream().map(Activation::grid).toList();
            float[] areas = new float[grids.size()];
            for (int i = 0; i < areas.length; i++) {
                areas[i] = (float) (grids.get(i).step() * grids.get(i).step());
            }
            return Optional.of(ScriptedMap.of("consensus.torchscript", source, views, grids, size, seen)
                    .with("mapAreas", Tensor.of(areas, areas.length))
                    .with("mapBlur", Tensor.of(blur))
                    .with(activations(blank.depths())));
        }
    }

    /**
     * The method that gives the activations of all depths of the network, their probes (see {@link Activation}) and the
     * features. A probe, and not the activation, has a gradient that the engine keeps when it puts operations together.
     */
    private static String activations(int depths) {
        StringBuilder method = new StringBuilder("  def activations(self: __torch__.M, a0: Tensor, w: List[Tensor])"
                + " -> Tuple[List[Tensor], List[Tensor], Tensor]:\n    p0 = self.probe(a0)\n");
        StringBuilder values = new StringBuilder("a0");
        StringBuilder probes = new StringBuilder("p0");
        for (int depth = 1; depth < depths; depth++) {
            int before = depth - 1;
            method.append(String.format(
                    Locale.ROOT,
                    "    a%d = self.depth%d(a%d + p%d, w)\n    p%d = self.probe(a%d)\n",
                    depth,
                    depth,
                    before,
                    before,
                    depth,
                    depth));
            values.append(", a").append(depth);
            probes.append(", p").append(depth);
        }
        int last = depths - 1;
        return method.append(String.format(
                        Locale.ROOT, "    return ([%s], [%s], self.means(a%d + p%d))\n\n", values, probes, last, last))
                .toString();
    }

    @Override
    public void close() {
        script.close();
        manager.close();
    }

    /** The shares of all places, (depths, size, size), summed over scales and views. */
    private NDArray summed(TurnedViews.Group group, NDArray square) {
        NDManager manager = group.manager();
        NDArray root = manager.full(new Shape(), (float) ROOT);
        Activations seenBy;
        try (Gradients recording = Gradients.record()) {
            seenBy = source.extractor().activations(source.renderer().render(manager, square, group.views()));
            recording.backward(flow.forward(seenBy.features())
                    .z()
                    .square()
                    .mean(new int[] {1})
                    .pow(root)
                    .sum());
        }
        NDArray visible = group.turningBack();
        NDList depths = new NDList();
        for (int depth = 0; depth < seenBy.depths(); depth++) {
            NDArray shares = manager.zeros(new Shape(group.size(), 1, size, size));
            for (Activation layer : seenBy.layers()) {
                if (layer.depth() == depth) {
                    NDArray places =
                            group.onGrid(layer.grid(), source.extractor().viewSize());
                    double area = layer.grid().step() * layer.grid().step();
                    shares.addi(
                            script.call(manager, "credit", layer.value(), layer.gradient(), places, (long) size, area));
                }
            }
            depths.add(script.call(manager, "visibleSum", shares, visible));
        }
        return NDArrays.stack(depths);
    }
}
