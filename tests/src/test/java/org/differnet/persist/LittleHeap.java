package org.differnet.persist;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.differnet.Checkpoint;
import org.differnet.Options;
import org.differnet.flow.Flow;
import org.differnet.flow.FlowOptions;
import org.differnet.flow.TrainingState;

/** Writes a checkpoint of a large flow to the file that is its argument and reads it; prints how many bytes it has. */
final class LittleHeap {

    private LittleHeap() {}

    public static void main(String[] arguments) {
        FlowOptions options = FlowOptions.paper().withBlocks(2).withHiddenUnits(1024);
        Checkpoint checkpoint = new Checkpoint(Path.of(arguments[0]), Duration.ZERO);
        CheckpointFile file =
                new CheckpointFile(checkpoint, () -> new CheckpointFile.Key(Options.paper(), "images", "weights"));
        try (Flow flow = Flow.create(options, 768, 0, Device.cpu());
                NDManager manager = flow.manager().newSubManager()) {
            List<NDArray> moments = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                flow.stateDict().values().forEach(weight -> moments.add(manager.zeros(weight.getShape())));
            }
            file.epochDone(new TrainingState(List.of(), flow.stateDict(), moments));
            TrainingState state = file.last(manager).orElseThrow();
            flow.stateDict()
                    .forEach((name, weight) ->
                            check(name, weight.contentEquals(state.weights().get(name))));
            check("moments", state.optimiser().size() == moments.size());
        }
        System.out.println(checkpoint.file().toFile().length());
        System.exit(0);
    }

    private static void check(String what, boolean same) {
        if (!same) {
            throw new IllegalStateException(what + " came back changed");
        }
    }
}
