package org.differnet.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.differnet.data.Sample;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.engine.TorchScript;
import org.differnet.features.Backbone;
import org.differnet.features.FeaturePool;
import org.differnet.features.PooledBatches;
import org.differnet.features.ViewFeatures;
import org.differnet.flow.Flow;
import org.differnet.flow.FlowOptions;
import org.differnet.flow.TrainOptions;
import org.differnet.flow.TrainingStep;
import org.differnet.localize.GradientMap;
import org.differnet.localize.HeatmapOptions;
import org.differnet.score.AnomalyScore;
import org.differnet.view.View;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;

/**
 * What the parts of the toolkit cost on this machine, beside the least that the machine could do them in, and beside a
 * PyTorch program that works as the reference code does.
 *
 * <p>Run with {@code mvn -q -pl tests exec:java@bench}. {@code -Dfits=small,standard,paper} says which presets are
 * fitted, each in a process of its own ({@code paper} is measured over some steps and extrapolated; none by default);
 * {@code -Dpython=FILE} names a Python with torch and pillow, "python3" by default.
 *
 * <p>Times are medians. Compare ratios: the machine's own rates are measured in the same run.
 */
public final class Bench {

    private static final int BATCH = 96;
    private static final int[] SCORED_VIEWS = {1, 16, 64};

    private final NDManager manager;
    private final Table table;
    private final Machine machine;
    private final BufferedImage photo = photo();
    private final Sample sample = Sample.of("photo", photo);

    private Bench(NDManager manager, Table table) {
        this.manager = manager;
        this.table = table;
        this.machine = Machine.measure(manager);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Table table = new Table(System.out);
        Map<String, Double> reference = Reference.seconds(System.getProperty("python", "python3"));
        try (NDManager manager = Torch.newManager(Torch.defaultDevice())) {
            new Bench(manager, table).run(reference);
        }
        for (String preset : System.getProperty("fits", "").split(",")) {
            if (!preset.isBlank()) {
                Fit.inOwnProcess(preset.strip(), reference, table);
            }
        }
    }

    private void run(Map<String, Double> reference) {
        machine.print(table);
        rendering(reference);
        for (Precision precision : Precision.values()) {
            for (int batch : new int[] {1, 8, 32}) {
                features(precision, batch, reference);
            }
        }
        pool();
        for (Precision precision : Precision.values()) {
            step("small() flow", FlowOptions.paper().withHiddenUnits(256), precision, reference);
            step("standard() flow", FlowOptions.paper().withHiddenUnits(512), precision, reference);
            step("paper() flow", FlowOptions.paper(), precision, reference);
        }
        scoring(reference);
        memory();
    }

    private void rendering(Map<String, Double> reference) {
        try (ViewFeatures source = network(Precision.FLOAT32)) {
            List<View> views = ViewOptions.rotationsAndLight().draw(8, 1);
            double seconds = Clock.median(9, () -> {
                try (NDManager step = manager.newSubManager()) {
                    source.renderer().render(step, source.square(step, sample), views);
                }
            });
            table.row("rendering a view", seconds / 8, machine.bytes(4.0 * 3 * 448 * 448), reference.get("render"));
        }
    }

    private void features(Precision precision, int batch, Map<String, Double> reference) {
        try (ViewFeatures source = network(precision);
                NDManager scratch = manager.newSubManager()) {
            NDArray views = source.renderer()
                    .render(
                            scratch,
                            source.square(scratch, sample),
                            ViewOptions.rotations().draw(batch, 1));
            double seconds = Clock.median(9, () -> {
                try (NDManager step = scratch.newSubManager()) {
                    NDArray mine = views.duplicate();
                    mine.attach(step);
                    source.extractor().extract(mine).toFloatArray();
                }
            });
            table.row(
                    "features of a view, " + name(precision) + ", batch " + batch,
                    seconds / batch,
                    machine.operations(alexNetOperations(), precision),
                    reference.get("features"));
        }
    }

    private void pool() {
        try (ViewFeatures source = network(Precision.fastest())) {
            int images = 6;
            int views = 32;
            List<Sample> samples =
                    IntStream.range(0, images).mapToObj(i -> sample).toList();
            double seconds = Clock.median(
                    3,
                    () -> FeaturePool.compute(
                            (sample, some) -> source.values(manager, sample, some),
                            source.extractor().dimension(),
                            samples,
                            i -> ViewOptions.rotationsAndLight().draw(views, i),
                            "bench",
                            ProgressListener.NONE));
            table.row(
                    "rendering and features of a view, images side by side, " + name(Precision.fastest()),
                    seconds / (images * views),
                    machine.operations(alexNetOperations(), Precision.fastest()),
                    null);
        }
    }

    private void step(String name, FlowOptions options, Precision precision, Map<String, Double> reference) {
        try (Flow flow = Flow.create(options, 768, 0, manager.getDevice());
                TrainingStep step = new TrainingStep(flow, TrainOptions.paper().withPrecision(precision));
                NDManager scratch = manager.newSubManager()) {
            NDArray batch = scratch.randomNormal(new Shape(BATCH, 768));
            int times = options.hiddenUnits() > 1000 ? 5 : 15;
            double forward = Clock.median(times, () -> step.loss(batch));
            double whole = Clock.median(times, () -> step.run(batch, 1e-6));
            double parameters = flow.parameterCount();
            double optimiser = optimiser(flow.parameterCount() / 2, times);
            double products = 2 * parameters * BATCH;
            String of = name + ", " + name(precision) + ", batch " + BATCH + ": ";
            double optimiserFloor = machine.bytes(28 * parameters);
            table.row(of + "forward", forward, machine.operations(products, precision), null);
            table.row(of + "backward", whole - forward - optimiser, machine.operations(2 * products, precision), null);
            table.row(of + "optimiser", optimiser, optimiserFloor, null);
            table.row(
                    of + "whole step",
                    whole,
                    machine.operations(3 * products, precision) + optimiserFloor,
                    reference.get("flow step " + options.hiddenUnits()));
        }
    }

    /** Adam on two halves of so many weights each. */
    private double optimiser(long half, int times) {
        try (NDManager scratch = manager.newSubManager();
                TorchScript script = TorchScript.load(scratch, TrainingStep.class, "training.torchscript")) {
            List<List<NDArray>> state = Stream.generate(
                            () -> List.of(scratch.zeros(new Shape(half)), scratch.zeros(new Shape(half))))
                    .limit(4)
                    .toList();
            NDArray count = scratch.ones(new Shape());
            double[] options = {1e-6, 0.8, 0.8, 1e-4, 1e-5};
            return Clock.median(times, () -> script.call(
                            scratch, "adam", state.get(0), state.get(1), state.get(2), state.get(3), count, options)
                    .close());
        }
    }

    private void scoring(Map<String, Double> reference) {
        for (FlowOptions options : List.of(FlowOptions.paper().withHiddenUnits(512), FlowOptions.paper())) {
            Precision precision = Precision.fastest();
            try (ViewFeatures source = network(precision);
                    Flow flow = Flow.create(options, 768, 0, manager.getDevice());
                    GradientMap maps = new GradientMap(manager, source, flow, HeatmapOptions.paper())) {
                String with = " with " + options.hiddenUnits() + " units";
                for (int n : SCORED_VIEWS) {
                    List<View> views = ViewOptions.rotations().draw(n, 1);
                    double seconds = Clock.median(5, () -> {
                        try (NDManager step = manager.newSubManager()) {
                            NDArray rows = source.of(step, sample, views);
                            AnomalyScore.ofViews(flow.forward(rows).z().toFloatArray(), 768);
                        }
                    });
                    double floor = n * machine.operations(alexNetOperations(), precision)
                            + machine.operations(2.0 * n * flow.parameterCount(), Precision.FLOAT32);
                    table.row(
                            "score of an image from " + n + " views" + with,
                            seconds,
                            floor,
                            reference.get("score " + n));
                }
                double views = HeatmapOptions.paper().rotations();
                double floor = 3 * views * machine.operations(alexNetOperations(), precision)
                        + machine.operations(6.0 * views * flow.parameterCount(), Precision.FLOAT32);
                table.row(
                        "map of an image from " + (int) views + " views" + with,
                        Clock.median(5, () -> maps.of(sample)),
                        floor,
                        null);
            }
        }
    }

    /** Whether anything grows: arrays that the engine holds and memory of the process. */
    private void memory() {
        FlowOptions size = FlowOptions.paper().withHiddenUnits(256);
        try (Flow flow = Flow.create(size, 768, 0, manager.getDevice());
                TrainingStep step = new TrainingStep(flow, TrainOptions.paper().withPrecision(Precision.fastest()));
                PooledBatches batches = new PooledBatches(manager, noise(960), BATCH, 0);
                ViewFeatures source = network(Precision.fastest())) {
            growth("step of training", 100, 1000, i -> {
                try (NDManager scratch = manager.newSubManager()) {
                    step.run(batches.batch(i / 10, i % 10, scratch), 1e-6);
                }
            });
            List<View> views = ViewOptions.rotations().draw(8, 1);
            growth("image scored", 50, 500, i -> {
                try (NDManager scratch = manager.newSubManager()) {
                    flow.forward(source.of(scratch, sample, views)).z().toFloatArray();
                }
            });
        }
    }

    private void growth(String what, int early, int late, IntConsumer work) {
        long bytes = 0;
        int arrays = 0;
        for (int i = 0; i < late; i++) {
            work.accept(i);
            if (i + 1 == early) {
                bytes = Memory.resident();
                arrays = manager.getManagedArrays().size();
            }
        }
        table.line(
                "%d-th to %d-th %s: resident memory %+.1f MB, arrays held %+d",
                early,
                late,
                what,
                (Memory.resident() - bytes) / 1e6,
                manager.getManagedArrays().size() - arrays);
    }

    private static FeaturePool noise(int rows) {
        float[] values = new float[rows * 768];
        Random random = new Random(0);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new FeaturePool(rows, 1, 768, values);
    }

    private ViewFeatures network(Precision precision) {
        return new ViewFeatures(
                manager, Backbone.alexNet().untrained(0).open(manager, precision, ProgressListener.NONE));
    }

    /** Multiplications and additions of the convolutions of one view at three scales. */
    private static double alexNetOperations() {
        return Arrays.stream(new int[] {448, 224, 112})
                .mapToDouble(side -> {
                    int one = (side + 4 - 11) / 4 + 1;
                    int two = (one - 3) / 2 + 1;
                    int three = (two - 3) / 2 + 1;
                    return 2.0 * one * one * 64 * 3 * 121
                            + 2.0 * two * two * 192 * 64 * 25
                            + 2.0 * three * three * (384 * 192 + 256 * 384 + 256 * 256) * 9;
                })
                .sum();
    }

    private static String name(Precision precision) {
        return precision == Precision.FLOAT32 ? "fp32" : "bf16";
    }

    /** A grey photograph of the size of a magnetic tile. */
    private static BufferedImage photo() {
        BufferedImage image = new BufferedImage(300, 350, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.getRaster().setSample(x, y, 0, (x * 7 + y * 13 + x * y / 50) & 255);
            }
        }
        return image;
    }
}
