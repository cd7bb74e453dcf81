package org.differnet.baseline;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.differnet.data.Sample;
import org.differnet.engine.Cores;
import org.differnet.engine.TorchScript;
import org.differnet.features.Activation;
import org.differnet.features.Activations;
import org.differnet.features.ViewFeatures;
import org.differnet.view.View;

/**
 * Features of the places of a view: at each the means over 3 x 3 positions of the maps of the last two depths of the network
 * at all scales, interpolated to the finest grid of the last depth. AlexNet has there its second and fifth convolutions,
 * before they are pooled: 27 x 27 places of 3 x (192 + 256) features at 448 pixels. Each depth and scale is divided by how
 * far its maps spread over the places of good images, so that all count alike.
 */
final class Places implements AutoCloseable {

    private static final int DEPTHS = 2;

    /** Good images from which spreads are learnt. */
    private static final int MOST_IMAGES = 8;

    private static final List<View> AS_IT_IS = List.of(View.IDENTITY);

    private final NDManager manager;
    private final TorchScript script;
    private final ViewFeatures features;
    private final int side;
    private final int dimension;
    private final double[] spreads;

    /**
     * @param features stay open
     * @param good images, at least one
     * @throws UnsupportedOperationException if the backbone has no maps
     */
    Places(NDManager parent, ViewFeatures features, List<Sample> good) {
        this.features = features;
        this.manager = parent.newSubManager();
        this.script = TorchScript.load(manager, Places.class, "places.torchscript");
        List<Activation> first = List.of();
        double[] variances = new double[0];
        int images = Math.min(MOST_IMAGES, good.size());
        try (NDManager step = manager.newSubManager()) {
            for (Sample sample : good.subList(0, images)) {
                NDArray square = features.square(step, sample);
                first = maps(features.renderer().render(step, square, AS_IT_IS));
                variances = variances.length == 0 ? new double[first.size()] : variances;
                for (int i = 0; i < variances.length; i++) {
                    NDArray spread = script.call(step, "spread", first.get(i).value());
                    variances[i] += spread.getFloat() / images;
                }
            }
            this.side = side(first);
            this.dimension = first.stream()
                    .mapToInt(map -> (int) map.value().getShape().get(1))
                    .sum();
        }
        this.spreads = Arrays.stream(variances)
                .map(variance -> variance > 0 ? Math.sqrt(variance) : 1)
                .toArray();
    }

    /** Places in a row and in a column. */
    int side() {
        return side;
    }

    /** Places of a view. */
    int count() {
        return side * side;
    }

    /** Features of a place. */
    int dimension() {
        return dimension;
    }

    private List<Activation> maps(NDArray views) {
        Activations all = features.extractor().activations(views);
        int first = Math.max(1, all.depths() - DEPTHS);
        List<Activation> maps =
                all.layers().stream().filter(layer -> layer.depth() >= first).toList();
        if (maps.isEmpty()) {
            throw new UnsupportedOperationException("a patch memory needs maps of the network's layers, and "
                    + features.extractor().describe() + " has none; take AlexNet, MobileNetV2, ResNet-18 or VGG-16");
        }
        return maps;
    }

    private static int side(List<Activation> maps) {
        int last = maps.stream().mapToInt(Activation::depth).max().orElseThrow();
        return maps.stream()
                .filter(map -> map.depth() == last)
                .mapToInt(map -> map.grid().side())
                .max()
                .orElseThrow();
    }

    /** The places of views, view by view, row by row: (views x count, dimension). */
    NDArray of(NDManager owner, Sample sample, List<View> views) {
        try (NDManager step = owner.newSubManager()) {
            NDArray square = features.square(step, sample);
            NDList rows = new NDList();
            for (View view : views) {
                try (NDManager one = step.newSubManager()) {
                    NDArray rendered = features.renderer().render(one, square, List.of(view));
                    NDList grids = new NDList();
                    List<Activation> maps = maps(rendered);
                    for (int i = 0; i < spreads.length; i++) {
                        long own = maps.get(i).grid().side();
                        grids.add(script.call(one, "grid", maps.get(i).value(), own, (long) side, spreads[i]));
                    }
                    NDArray joined = NDArrays.concat(grids, 1);
                    joined.attach(step);
                    rows.add(joined);
                }
            }
            NDArray all = NDArrays.concat(rows, 0);
            all.attach(owner);
            return all;
        }
    }

    /** {@link #of} as plain numbers, computed on one worker: the same bits, whoever calls. */
    float[] values(Sample sample, List<View> views) {
        return Cores.one(() -> {
            try (NDManager step = manager.newSubManager()) {
                return of(step, sample, views).toFloatArray();
            }
        });
    }

    /** The distance of each row to the nearest remembered one. */
    float[] distances(NDArray memory, float[] rows) {
        return Cores.one(() -> {
            try (NDManager step = manager.newSubManager()) {
                NDArray x = step.create(rows, new Shape(rows.length / dimension(), dimension()));
                return script.call(step, "distances", x, memory).toFloatArray();
            }
        });
    }

    /** The distance of each place of views of an image to the nearest remembered one. */
    float[] distances(NDArray memory, Sample sample, List<View> views) {
        return distances(memory, values(sample, views));
    }

    /** The greatest distance in each view of an image. */
    double[] farthest(NDArray memory, Sample sample, List<View> views) {
        return farthest(memory, values(sample, views));
    }

    /** The greatest distance in each view, whose places are known. */
    double[] farthest(NDArray memory, float[] rows) {
        float[] distances = distances(memory, rows);
        double[] greatest = new double[distances.length / count()];
        for (int i = 0; i < distances.length; i++) {
            greatest[i / count()] = Math.max(greatest[i / count()], distances[i]);
        }
        return greatest;
    }

    /** Some of the rows of an array, in this order. */
    NDArray some(NDManager owner, NDArray rows, int... chosen) {
        try (NDManager step = owner.newSubManager()) {
            NDArray indices = step.create(Arrays.stream(chosen).asLongStream().toArray());
            return call(owner, "take", rows, indices);
        }
    }

    NDArray call(NDManager owner, String method, Object... arguments) {
        return script.call(owner, method, arguments);
    }

    @Override
    public void close() {
        script.close();
        manager.close();
    }
}
