package org.differnet.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.differnet.data.Sample;
import org.differnet.engine.Gradients;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.features.Backbone;
import org.differnet.features.ViewFeatures;
import org.differnet.flow.Flow;
import org.differnet.flow.FlowOptions;
import org.differnet.localize.AnomalyMap;
import org.differnet.localize.HeatmapOptions;
import org.differnet.view.View;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;

/**
 * What a heat map costs beside scoring its views forward and backward once, and whether memory grows over 100 maps.
 *
 * <p>Run with {@code mvn -q -pl tests exec:java@mapcost}; {@code -Dways=CONSENSUS} measures that alone. Times are medians of runs side by side in one process; the
 * weights are random, which costs the same.
 */
public final class MapCost {

    private static final int RUNS = 7;
    private static final int MAPS = 100;
    private static final int WARM_UP = 10;

    private final NDManager manager;
    private final ViewFeatures source;
    private final Flow flow;
    private final Sample sample = Sample.of("photo", new BufferedImage(300, 350, BufferedImage.TYPE_BYTE_GRAY));

    private MapCost(NDManager manager, ViewFeatures source, Flow flow) {
        this.manager = manager;
        this.source = source;
        this.flow = flow;
    }

    public static void main(String[] args) {
        FlowOptions size = FlowOptions.paper().withHiddenUnits(512);
        try (NDManager manager = Torch.newManager(Torch.defaultDevice());
                ViewFeatures source = new ViewFeatures(
                        manager,
                        Backbone.alexNet().untrained(0).open(manager, Precision.fastest(), ProgressListener.NONE));
                Flow flow = Flow.create(size, 768, 0, manager.getDevice())) {
            MapCost cost = new MapCost(manager, source, flow);
            for (String way :
                    System.getProperty("ways", "CONSENSUS,INFLUENCE,GRADIENT").split(",")) {
                cost.print(HeatmapOptions.standard().withMethod(HeatmapOptions.Method.valueOf(way)));
            }
        }
    }

    private void print(HeatmapOptions options) {
        List<View> views = ViewOptions.fixed(options.rotations());
        double once = Clock.median(RUNS, () -> forwardAndBackward(views));
        try (AnomalyMap maps = AnomalyMap.of(manager, source, flow, options)) {
            double map = Clock.median(RUNS, () -> maps.of(sample));
            long bytes = 0;
            int arrays = 0;
            for (int i = 0; i < WARM_UP + MAPS; i++) {
                if (i == WARM_UP) {
                    bytes = Memory.resident();
                    arrays = arrays();
                }
                maps.of(sample);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%s: map from %d views %.0f ms, views forward and backward once %.0f ms: %.2f times; over %d maps"
                            + " resident memory %+.1f MB, arrays held %+d%n",
                    options.method(),
                    views.size(),
                    1e3 * map,
                    1e3 * once,
                    map / once,
                    MAPS,
                    (Memory.resident() - bytes) / 1e6,
                    arrays() - arrays);
        }
    }

    private void forwardAndBackward(List<View> views) {
        try (NDManager step = manager.newSubManager()) {
            NDArray rendered = source.renderer()
                    .render(step, source.square(step, sample), views)
                    .duplicate();
            rendered.setRequiresGradient(true);
            try (Gradients recording = Gradients.record()) {
                recording.backward(flow.forward(source.extractor().extract(rendered))
                        .z()
                        .square()
                        .mean());
            }
            rendered.getGradient().toFloatArray();
        }
    }

    private int arrays() {
        return manager.getManagedArrays().size()
                + flow.manager().getManagedArrays().size();
    }
}
