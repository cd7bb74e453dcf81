package org.differnet.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.data.Sample;
import org.differnet.engine.Cores;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.features.Backbone;
import org.differnet.features.ViewFeatures;
import org.differnet.flow.Flow;
import org.differnet.flow.FlowOptions;
import org.differnet.flow.TrainOptions;
import org.differnet.flow.TrainingStep;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;

/**
 * What the two parts of a fit, features and training, cost beside other busy processes, compared with a calm machine: calm
 * and busy runs take turns, so that a machine that is slower for a while is so for both. A fair share beside as many busy
 * processes as cores is twice the time.
 *
 * <p>Run with {@code mvn -q -pl tests exec:java@busy}; {@code -Drounds=5} turns, {@code -Dloops=2} busy processes.
 */
public final class Busy {

    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final int LOOPS =
            Integer.getInteger("loops", Runtime.getRuntime().availableProcessors());
    private static final int STEPS = 20;

    private Busy() {}

    /** With an argument it is one of the busy processes itself. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length > 0) {
            spin();
        }
        try (NDManager manager = Torch.newManager(Device.cpu())) {
            System.out.println(Torch.describe(Device.cpu()) + ", " + LOOPS + " busy processes, " + ROUNDS + " rounds");
            Precision precision = Precision.fastest();
            extraction(manager, precision);
            for (int units : new int[] {16, 64, 256, 512}) {
                training(FlowOptions.paper().withHiddenUnits(units), precision);
            }
        }
        System.exit(0);
    }

    private static void extraction(NDManager manager, Precision precision) throws IOException {
        List<Sample> plates =
                Datasets.synthetic(Product.METAL_PLATE, 0.1, 8, 0, 1).train();
        plates.forEach(Sample::image);
        try (ViewFeatures source = new ViewFeatures(
                manager, Backbone.alexNet().untrained(0).open(manager, precision, ProgressListener.NONE))) {
            compare(
                    "features of 8 images in 16 views",
                    () -> Cores.forEach(
                            plates.size(),
                            i -> source.values(
                                    manager,
                                    plates.get(i),
                                    ViewOptions.rotations().draw(16, i)),
                            done -> {}));
        }
    }

    private static void training(FlowOptions size, Precision precision) throws IOException {
        float[] noise = new float[96 * 768];
        Random random = new Random(1);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        try (Flow flow = Flow.create(size, 768, 1, Device.cpu());
                TrainingStep step = new TrainingStep(flow, TrainOptions.paper().withPrecision(precision));
                NDArray batch = flow.manager().create(noise, new Shape(96, 768))) {
            compare(STEPS + " steps of a flow with " + size.hiddenUnits() + " units", () -> {
                for (int i = 0; i < STEPS; i++) {
                    step.run(batch, 1e-5);
                }
            });
        }
    }

    private static void compare(String what, Runnable work) throws IOException {
        work.run();
        double[] calm = new double[ROUNDS];
        double[] busy = new double[ROUNDS];
        double[] ratios = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            calm[i] = seconds(work);
            List<Process> others = start();
            try {
                busy[i] = seconds(work);
            } finally {
                others.forEach(Process::destroyForcibly);
            }
            ratios[i] = busy[i] / calm[i];
        }
        Arrays.sort(ratios);
        System.out.printf(
                Locale.ROOT,
                "%-40s calm %6.2f s, busy %6.2f s, ratio %.2f (%.2f to %.2f)%n",
                what,
                median(calm),
                median(busy),
                median(ratios),
                ratios[0],
                ratios[ROUNDS - 1]);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double seconds(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e9;
    }

    /** Busy processes that have begun to be busy. */
    private static List<Process> start() throws IOException {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < LOOPS; i++) {
            processes.add(new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            Fit.classPath(),
                            Busy.class.getName(),
                            "spin")
                    .start());
        }
        for (Process process : processes) {
            process.getInputStream().read();
        }
        return processes;
    }

    private static void spin() {
        System.out.println("busy");
        double x = 0;
        while (!Double.isNaN(x)) {
            x = Math.sin(x + 1);
        }
    }
}
