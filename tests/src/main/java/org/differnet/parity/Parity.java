package org.differnet.parity;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.differnet.data.Sample;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.features.Backbone;
import org.differnet.features.FeatureBatches;
import org.differnet.features.FeatureExtractor;
import org.differnet.features.ViewFeatures;
import org.differnet.flow.Flow;
import org.differnet.flow.History;
import org.differnet.flow.Permutation;
import org.differnet.flow.TrainOptions;
import org.differnet.flow.Trainer;
import org.differnet.flow.Transformed;
import org.differnet.localize.GradientMap;
import org.differnet.localize.HeatmapOptions;
import org.differnet.score.evaluate.Roc;
import org.differnet.view.View;
import org.differnet.view.ViewRenderer;
import org.differnet.work.ProgressListener;

/**
 * Compares the toolkit with golden values of the reference code, key by key.
 *
 * <p>Run with {@code mvn -q -pl tests exec:java@parity -Dgolden=DIR -Dweights=FILE}; exits with 1 if any error is above
 * its tolerance. The error of arrays is the largest absolute difference over the largest absolute golden value, unless
 * said otherwise.
 */
public final class Parity {

    /** Standard deviation of ImageNet's red; no channel's is larger. */
    private static final float RED_STD = 0.229f;

    private final GoldenValues golden;
    private final Path weights;
    private final NDManager manager;
    private final List<Check> checks = new ArrayList<>();

    private Parity(GoldenValues golden, Path weights, NDManager manager) {
        this.golden = golden;
        this.weights = weights;
        this.manager = manager;
    }

    public static void main(String[] args) throws IOException {
        List<Check> checks = compare(Path.of(required("golden")), Path.of(required("weights")));
        checks.forEach(System.out::println);
        long failed = checks.stream().filter(check -> !check.holds()).count();
        System.out.println(checks.size() - failed + " of " + checks.size() + " within tolerance");
        if (failed > 0) {
            System.exit(1);
        }
    }

    /**
     * Makes all comparisons.
     *
     * @param folder laid out like the golden values of the project
     * @param weights AlexNet's, safetensors or .pth
     */
    public static List<Check> compare(Path folder, Path weights) throws IOException {
        try (NDManager manager = Torch.newManager(Device.cpu())) {
            Parity parity = new Parity(new GoldenValues(folder), weights, manager);
            parity.permutations();
            parity.checkpoint();
            parity.flow();
            parity.adam();
            parity.ranking();
            parity.images();
            return parity.checks;
        }
    }

    private void permutations() throws IOException {
        try (InputStream in = Files.newInputStream(golden.file("permutations.npz"))) {
            NDList arrays = NDList.decode(manager, in);
            for (int seed = 0; seed < arrays.size(); seed++) {
                long[] expected = arrays.get(seed).toType(DataType.INT64, false).toLongArray();
                int[] actual =
                        Permutation.random(expected.length, seed, manager).order();
                long wrong = IntStream.range(0, actual.length)
                        .filter(i -> actual[i] != expected[i])
                        .count();
                add("permutation " + arrays.get(seed).getName() + " (wrong entries)", wrong, 0);
            }
        }
    }

    private void checkpoint() {
        Map<String, NDArray> safetensors = GoldenValues.arrays(golden.file("flow-trained.safetensors"), manager);
        Map<String, NDArray> checkpoint = GoldenValues.arrays(golden.file("flow-trained.pth"), manager);
        double worst = 0;
        for (Map.Entry<String, NDArray> entry : safetensors.entrySet()) {
            worst = Math.max(worst, error(checkpoint.get(entry.getKey()), entry.getValue()));
        }
        add("flow-trained.pth against .safetensors", worst, 0);
    }

    private void flow() {
        try (Flow flow = golden.flow("flow-trained.safetensors", manager);
                NDManager step = manager.newSubManager()) {
            NDArray y = golden.array("flow.y", step);
            y.setRequiresGradient(true);
            NDArray inverse = flow.inverse(golden.array("flow.z", step));
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                Transformed latent = flow.forward(y);
                NDArray loss = latent.loss();
                System.gc();
                collector.backward(loss);
                compare("flow.z", latent.z(), 1e-4);
                compare("flow.log_det", latent.logDet(), 1e-4);
                compare("flow.loss", loss.reshape(1), 1e-4);
            }
            compare("flow.grad_y", y.getGradient(), 1e-4);
            compare("flow.inverse_of_z", inverse, 1e-4);
        }
    }

    private void ranking() {
        double[] scores = golden.doubles("scores.test");
        long[] labels = golden.longs("scores.label");
        boolean[] anomalous = new boolean[labels.length];
        for (int i = 0; i < labels.length; i++) {
            anomalous[i] = labels[i] > 0;
        }
        Roc roc = Roc.of(scores, anomalous);
        number("AUROC", roc.auroc(), golden.summary("auroc"), 1e-6);
        number("average precision", roc.averagePrecision(), golden.summary("average_precision"), 1e-6);
    }

    private void images() {
        try (NDManager step = manager.newSubManager();
                FeatureExtractor network = Backbone.alexNet()
                        .open(step, GoldenValues.arrays(weights, manager), Precision.FLOAT32, weights.toString());
                ViewFeatures source = new ViewFeatures(step, network);
                Flow flow = golden.flow("flow-trained.safetensors", manager);
                GradientMap maps = new GradientMap(step, source, flow, HeatmapOptions.reference())) {
            for (String id : golden.images()) {
                pixels(source, id);
                if (golden.has("heatmap." + id + ".map")) {
                    heatmap(source, maps, id);
                }
            }
        }
    }

    private void pixels(ViewFeatures source, String id) {
        try (NDManager step = manager.newSubManager()) {
            NDArray original = square(source, step, id + "-original.jpg");
            NDArray resized = square(source, step, id + "-resized448.png");
            NDArray rotated = square(source, step, id + "-rotated45-nearest.png");
            View turn = new View(45, 1, 1);
            ViewRenderer renderer = source.renderer();
            NDArray upright = renderer.render(step, resized, List.of(View.IDENTITY));
            NDArray turned = renderer.render(step, resized, List.of(turn));
            NDArray expected = renderer.render(step, rotated, List.of(View.IDENTITY));
            NDArray greyLevel = step.full(new Shape(), 255 * RED_STD);
            add("pixels." + id + ".resized448 (share off)", shareOff(levels(original), levels(resized)), 1e-3);
            add(
                    "pixels." + id + ".rotated45 (share off)",
                    shareOff(turned.mul(greyLevel), expected.mul(greyLevel)),
                    1e-3);
            compare(
                    "features." + id + ".resized448",
                    source.extractor().extract(upright).squeeze(0),
                    1e-4);
            compare(
                    "features." + id + ".rotated45",
                    source.extractor().extract(expected).squeeze(0),
                    1e-4);
        }
    }

    private void heatmap(ViewFeatures source, GradientMap maps, String id) {
        try (NDManager step = manager.newSubManager()) {
            NDArray square = square(source, step, id + "-resized448.png");
            GradientMap.Result result = maps.explain(step, square);
            String key = "heatmap." + id;
            number(key + ".loss", result.loss(), golden.doubles(key + ".loss")[0], 1e-3);
            number(key + ".score", result.score(), golden.doubles(key + ".score")[0], 1e-3);
            compareL2(key + ".grad_view0", result.gradient().get(0), 0.01);
            compareL2(key + ".map", result.map(), 0.05);
        }
    }

    private NDArray square(ViewFeatures source, NDManager owner, String image) {
        return source.renderer()
                .square(owner, Sample.of(golden.file("images").resolve(image)).image());
    }

    private static NDArray levels(NDArray pixels) {
        NDArray first = pixels.toType(DataType.FLOAT32, false);
        return pixels.getShape().get(0) == 1 ? first : first.get(new NDIndex("0:1"));
    }

    private static double shareOff(NDArray actual, NDArray expected) {
        NDArray off = actual.sub(expected).abs().gt(1.01f);
        return off.toType(DataType.FLOAT32, false).mean().getFloat();
    }

    private void adam() {
        TrainOptions options = TrainOptions.paper();
        double[] expected = golden.doubles("adam.losses");
        double[] losses = new double[expected.length];
        try (Flow flow = golden.flow("flow-initial.safetensors", manager);
                NDManager step = manager.newSubManager()) {
            NDArray batch = golden.array("adam.batch", step);
            FeatureBatches same = new FeatureBatches() {
                @Override
                public int stepsPerEpoch() {
                    return 1;
                }

                @Override
                public NDArray batch(int epoch, int number, NDManager owner) {
                    NDArray copy = batch.duplicate();
                    copy.attach(owner);
                    return copy;
                }
            };
            History history = Trainer.fit(flow, same, options.withEpochs(expected.length), ProgressListener.NONE);
            for (int i = 0; i < losses.length; i++) {
                losses[i] = history.epochs().get(i).loss();
            }
            compare("adam.losses", step.create(losses).toType(DataType.FLOAT32, false), 1e-4);
            compare("adam.z_after_10_steps", flow.forward(batch).z(), 1e-3);
        }
    }

    private void compare(String key, NDArray actual, double tolerance) {
        try (NDManager scratch = manager.newSubManager()) {
            add(key, error(actual, golden.array(key, scratch)), tolerance);
        }
    }

    private void compareL2(String key, NDArray actual, double tolerance) {
        try (NDManager scratch = manager.newSubManager()) {
            NDArray expected = golden.array(key, scratch);
            double off = actual.sub(expected).norm().getFloat();
            add(key + " (relative L2)", off / expected.norm().getFloat(), tolerance);
        }
    }

    private void number(String key, double actual, double expected, double tolerance) {
        add(key, Math.abs(actual - expected) / Math.abs(expected), tolerance);
    }

    private void add(String key, double error, double tolerance) {
        checks.add(new Check(key, error, tolerance));
    }

    private static double error(NDArray actual, NDArray expected) {
        return actual.sub(expected).abs().max().getFloat()
                / expected.abs().max().getFloat();
    }

    private static String required(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalArgumentException("give -D" + property + "=..., as in mvn -q -pl tests exec:java@parity"
                    + " -Dgolden=DIR -Dweights=FILE");
        }
        return value;
    }
}
