package org.differnet.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Locale;
import org.differnet.engine.Torch;
import org.differnet.flow.Flow;
import org.differnet.flow.FlowOptions;
import org.differnet.flow.RecordedStep;
import org.differnet.flow.Step;
import org.differnet.flow.TrainOptions;
import org.differnet.flow.TrainingStep;

/**
 * What the hand-written step of training saves over the recorded one, in float32, on 768 features and batches of 96.
 *
 * <p>Run with {@code mvn -q -pl tests exec:java@steps -Dunits=256,512}. Times are medians of 9 steps, the two kinds in turn.
 */
public final class Steps {

    private static final int BATCH = 96;
    private static final int FEATURES = 768;
    private static final int TURNS = 3;

    private Steps() {}

    public static void main(String[] args) {
        try (NDManager manager = Torch.newManager(Torch.defaultDevice())) {
            for (String units : System.getProperty("units", "256,512").split(",")) {
                FlowOptions size = FlowOptions.paper().withHiddenUnits(Integer.parseInt(units));
                try (Flow byHand = Flow.create(size, FEATURES, 0, manager.getDevice());
                        Flow recorded = Flow.create(size, FEATURES, 0, manager.getDevice());
                        Step fast = new TrainingStep(byHand, TrainOptions.paper());
                        Step general = new RecordedStep(recorded, TrainOptions.paper());
                        NDManager scratch = manager.newSubManager()) {
                    NDArray batch = scratch.randomNormal(new Shape(BATCH, FEATURES));
                    for (int turn = 0; turn < TURNS; turn++) {
                        double one = Clock.median(9, () -> fast.run(batch, 1e-6));
                        double other = Clock.median(9, () -> general.run(batch, 1e-6));
                        System.out.printf(
                                Locale.ROOT,
                                "%s units: by hand %.0f ms, recorded %.0f ms, %.1f times%n",
                                units,
                                1e3 * one,
                                1e3 * other,
                                other / one);
                    }
                }
            }
        }
    }
}
