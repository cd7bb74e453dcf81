package org.differnet.localize;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.differnet.data.Sample;
import org.differnet.engine.Gradients;
import org.differnet.engine.TorchScript;
import org.differnet.features.FeatureExtractor;
import org.differnet.features.PositionGrid;
import org.differnet.features.ViewFeatures;
import org.differnet.flow.Flow;
import org.differnet.store.Tensor;

/**
 * How the score grows where a place weighs more in the features.
 *
 * <p>A feature is the mean y_c of a map F_c over its positions p. Giving position p a little more weight moves y_c towards
 * F_c(p), and the logarithm of a view's score S (the mean of z^2) by g_c (F_c(p) - y_c), g the gradient of log S with
 * respect to the features. The map is
 *
 * <pre>
 *   m(p) = log S + sum over channels and scales of max(0, g_c (F_c(p) - y_c))
 * </pre>
 *
 * <p>averaged over views turned by fixed angles, at each place over those in which it was visible. It is as sharp as the
 * positions of the network, between which it is interpolated, and needs no gradient through the network. It misses
 * defects that the score misses, and surrounds thin ones with a rim half a position wide.
 */
public final class InfluenceMap implements AnomalyMap {

    private static final int VIEWS_AT_ONCE = 8;

    /** The positions of AlexNet lie 32 pixels of the view apart: a quarter of the view's size loses nothing. */
    private static final int REDUCTION = 4;

    private final NDManager manager;
    private final TorchScript script;
    private final ViewFeatures source;
    private final Flow flow;
    private final TurnedViews views;
    private final int size;
    private final NDArray seen;

    /**
     * @param parent decides the device
     * @param source stays open
     * @param flow stays open
     * @param rotations views at the angles i 360/n, at least 1
     */
    public InfluenceMap(NDManager parent, ViewFeatures source, Flow flow, int rotations) {
        this.manager = parent.newSubManager();
        this.script = TorchScript.load(manager, InfluenceMap.class, "maps.torchscript");
        this.source = source;
        this.flow = flow;
        this.views = new TurnedViews(rotations);
        this.size = source.extractor().viewSize() / REDUCTION;
        this.seen = script.call(manager, "timesSeen", views.all(manager).turningBack(), (long) size);
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
            NDArray sum = step.zeros(new Shape(size, size));
            views.forEach(step, VIEWS_AT_ONCE, group -> sum.addi(summed(group, square)));
            return sum.div(seen).toFloatArray();
        }
    }

    @Override
    public Optional<ScriptedMap> scripted() {
        List<PositionGrid> grids = source.extractor().grids();
        long[] sides = grids.stream().mapToLong(PositionGrid::side).toArray();
        return Optional.of(ScriptedMap.of("influence.torchscript", source, views, grids, size, seen)
                .with("mapSides", Tensor.of(sides, sides.length)));
    }

    @Override
    public void close() {
        script.close();
        manager.close();
    }

    private NDArray summed(TurnedViews.Group group, NDArray square) {
        NDManager manager = group.manager();
        FeatureExtractor extractor = source.extractor();
        NDArray positions = extractor.positions(source.renderer().render(manager, square, group.views()));
        NDList scales = new NDList();
        NDList means = new NDList();
        int first = 0;
        for (PositionGrid grid : extractor.grids()) {
            NDArray scale = positions.get(":, :, " + first + ":" + (first + grid.positions()));
            scales.add(scale.reshape(group.size(), -1, grid.side(), grid.side()));
            means.add(scale.mean(new int[] {2}));
            first += grid.positions();
        }
        NDArray features = NDArrays.concat(means, 1).duplicate();
        features.setRequiresGradient(true);
        NDArray logScore;
        try (Gradients recording = Gradients.record()) {
            logScore = flow.forward(features).z().square().mean(new int[] {1}).log();
            recording.backward(logScore.sum());
        }
        NDArray gradient = features.getGradient();
        NDArray values = logScore.stopGradient().reshape(group.size(), 1, 1, 1);
        int channels = extractor.dimension() / scales.size();
        for (int k = 0; k < scales.size(); k++) {
            NDArray own = gradient.get(":, " + k * channels + ":" + (k + 1) * channels);
            NDArray places = group.onGrid(extractor.grids().get(k), extractor.viewSize());
            values = values.add(script.call(manager, "influence", scales.get(k), own, places, (long) size));
        }
        return script.call(manager, "visibleSum", values, group.turningBack());
    }
}
