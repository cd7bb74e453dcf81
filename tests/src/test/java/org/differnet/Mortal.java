package org.differnet;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.engine.Precision;
import org.differnet.features.Backbone;
import org.differnet.features.FeatureBatches;
import org.differnet.flow.Flow;
import org.differnet.flow.FlowOptions;
import org.differnet.flow.Schedule;
import org.differnet.flow.TrainOptions;
import org.differnet.flow.Trainer;
import org.differnet.persist.CheckpointFile;
import org.differnet.store.Safetensors;
import org.differnet.store.Tensor;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;

/** A training in a process of its own, which the test kills. Prints a line after every step. */
final class Mortal {

    private static final int EPOCHS = 12;
    private static final int STEPS = 8;
    private static final FlowOptions FLOW =
            FlowOptions.paper().withBlocks(2).withHiddenUnits(64).withHiddenLayers(2);
    private static final TrainOptions TRAINING = TrainOptions.paper()
            .withEpochs(EPOCHS)
            .withBatchSize(8)
            .withLearningRate(1e-3, Schedule.COSINE)
            .withPrecision(Precision.FLOAT32);
    private static final Options OPTIONS = Options.standard()
            .withViews(ViewOptions.rotationsAndLight())
            .withFolds(0)
            .withBackbone(Backbone.alexNet().untrained(0))
            .withTrainViews(2)
            .withTestViews(2)
            .withFlow(FLOW)
            .withTraining(TRAINING)
            .withPrecision(Precision.FLOAT32);

    private Mortal() {}

    /** Arguments: what is trained, the file of the checkpoint, the file for the weights in the end. */
    public static void main(String[] arguments) {
        Checkpoint checkpoint = new Checkpoint(Path.of(arguments[1]), Duration.ZERO);
        ProgressListener listener = progress -> System.out.println(progress.task());
        if (arguments[0].equals("flow")) {
            try (Flow flow = Flow.create(FLOW, 64, 1, Device.cpu())) {
                CheckpointFile file =
                        new CheckpointFile(checkpoint, () -> new CheckpointFile.Key(OPTIONS, "noise", "none"));
                Trainer.fit(flow, noise(), null, TRAINING, listener, file);
                save(flow, Path.of(arguments[2]));
            }
        } else {
            Dataset plates = Datasets.synthetic(Product.METAL_PLATE, 0.1, 6, 0, 3);
            try (DifferNet model = DifferNet.fit(plates, OPTIONS, listener, checkpoint)) {
                save(model.flow(), Path.of(arguments[2]));
            }
        }
        System.exit(0);
    }

    private static void save(Flow flow, Path file) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        flow.stateDict().forEach((name, array) -> weights.put(name, Tensor.of(array)));
        Safetensors.write(file, weights, Map.of());
    }

    private static FeatureBatches noise() {
        return new FeatureBatches() {
            @Override
            public int stepsPerEpoch() {
                return STEPS;
            }

            @Override
            public NDArray batch(int epoch, int step, NDManager manager) {
                SplittableRandom random = new SplittableRandom(1000L * epoch + step);
                float[] values = new float[8 * 64];
                for (int i = 0; i < values.length; i++) {
                    values[i] = (float) random.nextDouble();
                }
                return manager.create(values, new Shape(8, 64));
            }
        };
    }
}
