package org.differnet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import org.differnet.baseline.Gaussian;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.engine.Precision;
import org.differnet.fit.TrainingSet;
import org.differnet.flow.FlowOptions;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;

/** Fits in a process of its own and prints a hash of every stage: features, weights, scores of images. */
final class BitsOfAFit {

    private static final Dataset PLATES = Datasets.synthetic(Product.METAL_PLATE, 0.1, 6, 1, 3);

    private BitsOfAFit() {}

    public static void main(String[] arguments) throws Exception {
        // In bfloat16 a processor without its instructions takes minutes.
        for (Precision precision : EnumSet.of(Precision.FLOAT32, Precision.fastest())) {
            Options options = options(precision);
            try (TrainingSet good = TrainingSet.of(PLATES, options, ProgressListener.NONE)) {
                print(precision + " features", Arrays.toString(good.trainPool().values()));
            }
            try (DifferNet model = DifferNet.fit(PLATES, options, ProgressListener.NONE)) {
                for (var weight : model.flow().stateDict().entrySet()) {
                    print(
                            precision + " " + weight.getKey(),
                            Arrays.toString(weight.getValue().toFloatArray()));
                }
                print(
                        precision + " scores",
                        Arrays.toString(model.evaluate(PLATES).scores()));
                print(
                        precision + " map",
                        Arrays.toString(
                                model.score(PLATES.test().get(0)).heatmap().values()));
            }
            try (Detector gaussian = Gaussian.fit(PLATES, options, ProgressListener.NONE)) {
                print(
                        precision + " Gaussian scores",
                        Arrays.toString(gaussian.evaluate(PLATES).scores()));
            }
        }
        System.exit(0);
    }

    /** Wide enough for layers that are computed in parts. */
    private static Options options(Precision precision) {
        Options standard = Options.standard();
        return standard.withViews(ViewOptions.rotationsAndLight())
                .withFolds(0)
                .withTrainViews(3)
                .withTestViews(9)
                .withHeatmap(standard.heatmap().withRotations(2))
                .withFlow(FlowOptions.paper().withBlocks(2).withHiddenUnits(512))
                .withTraining(standard.training().withEpochs(1).withBatchSize(6).withPrecision(precision))
                .withPrecision(precision);
    }

    private static void print(String stage, String values) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(values.getBytes(StandardCharsets.UTF_8));
        System.out.println(stage + " " + HexFormat.of().formatHex(hash));
    }
}
