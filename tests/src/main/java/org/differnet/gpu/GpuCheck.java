package org.differnet.gpu;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.data.Sample;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.features.Backbone;
import org.differnet.features.ViewFeatures;
import org.differnet.flow.Flow;
import org.differnet.flow.FlowOptions;
import org.differnet.flow.TrainOptions;
import org.differnet.flow.TrainingStep;
import org.differnet.localize.AnomalyMap;
import org.differnet.localize.HeatmapOptions;
import org.differnet.score.AnomalyScore;
import org.differnet.view.View;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;

/**
 * Compares a CUDA device with the CPU: features, flow, ten steps of training, scores and maps, each within a tolerance, and
 * the times of both.
 *
 * <p>Run with {@code mvn -q -Pgpu -pl tests -am exec:java@gpucheck}. Where there is no CUDA device it says so and ends well;
 * it fails if a number is off.
 */
public final class GpuCheck {

    private static final int STEPS = 10;
    private static final Sample PLATE =
            Datasets.synthetic(Product.METAL_PLATE, 0.1, 1, 1, 3).test().get(1);
    private static final List<View> VIEWS = ViewOptions.rotationsAndLight().draw(8, 1);
    private static final HeatmapOptions MAPS = HeatmapOptions.standard().withRotations(8);

    /** What one device computes. */
    private record Numbers(float[] features, float[] latents, double[] losses, double[] scores, float[] map) {}

    private GpuCheck() {}

    public static void main(String[] arguments) {
        Device device = Torch.defaultDevice();
        if (!device.isGpu()) {
            System.out.println("skipped: no CUDA device, or no CUDA libraries on the class path (profile gpu)");
            return;
        }
        System.out.println(Torch.describe(device));
        Numbers expected = compute(Device.cpu());
        Numbers found = compute(device);
        boolean good = within("features", expected.features, found.features, 1e-3)
                & within("features in bfloat16", expected.features, features(device, Precision.BFLOAT16), 3e-2)
                & within("latents", expected.latents, found.latents, 1e-3)
                & within("losses of " + STEPS + " steps", floats(expected.losses), floats(found.losses), 1e-3)
                & within("scores", floats(expected.scores), floats(found.scores), 1e-2)
                & within("map", expected.map, found.map, 1e-2);
        System.exit(good ? 0 : 1);
    }

    private static float[] features(Device device, Precision precision) {
        try (NDManager manager = Torch.newManager(device);
                ViewFeatures source = network(manager, precision)) {
            return timed(device, "in " + precision, () -> source.of(manager, PLATE, VIEWS)
                    .toFloatArray());
        }
    }

    private static ViewFeatures network(NDManager manager, Precision precision) {
        return new ViewFeatures(
                manager, Backbone.alexNet().untrained(0).open(manager, precision, ProgressListener.NONE));
    }

    private static Numbers compute(Device device) {
        try (NDManager manager = Torch.newManager(device);
                ViewFeatures source = network(manager, Precision.FLOAT32);
                Flow flow = Flow.create(FlowOptions.paper(), 768, 1, device);
                TrainingStep training = new TrainingStep(flow, TrainOptions.paper());
                AnomalyMap maps = AnomalyMap.of(manager, source, flow, MAPS)) {
            float[] features = timed(device, "features of 8 views", () -> source.of(manager, PLATE, VIEWS)
                    .toFloatArray());
            NDArray rows = manager.create(features, new Shape(VIEWS.size(), 768));
            float[] latents = timed(device, "flow", () -> flow.forward(rows).z().toFloatArray());
            NDArray batch = manager.create(noise(), new Shape(96, 768));
            double[] losses = timed(device, STEPS + " steps", () -> {
                double[] all = new double[STEPS];
                for (int i = 0; i < STEPS; i++) {
                    all[i] = training.run(batch, 2e-4);
                }
                return all;
            });
            double[] scores = AnomalyScore.ofViews(flow.forward(rows).z().toFloatArray(), 768);
            float[] map = timed(device, "map of 8 views", () -> maps.of(PLATE));
            return new Numbers(features, latents, losses, scores, map);
        }
    }

    /** The second of two runs is timed: the first one loads kernels. */
    private static <T> T timed(Device device, String what, Supplier<T> work) {
        boolean repeatable = !what.endsWith("steps");
        T result = repeatable ? work.get() : null;
        long start = System.nanoTime();
        T again = work.get();
        System.out.printf(Locale.ROOT, "%-8s %-22s %8.1f ms%n", device, what, (System.nanoTime() - start) / 1e6);
        return repeatable ? result : again;
    }

    /** Whether the largest difference is within a share of the largest number. */
    private static boolean within(String what, float[] expected, float[] found, double tolerance) {
        double largest = 0;
        double difference = expected.length == found.length ? 0 : Double.POSITIVE_INFINITY;
        for (int i = 0; i < Math.min(expected.length, found.length); i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - found[i]));
        }
        boolean good = difference <= tolerance * largest;
        System.out.printf(
                Locale.ROOT,
                "%-22s largest difference %.2e of %.2e, allowed %.0e: %s%n",
                what,
                difference,
                largest,
                tolerance * largest,
                good ? "good" : "WRONG");
        return good;
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    private static float[] noise() {
        Random random = new Random(1);
        float[] values = new float[96 * 768];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
