package org.differnet.flow;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;

/**
 * A training between two epochs: all that the following epochs depend on, beside the batches.
 *
 * @param epochs that are done
 * @param weights of the flow, by the names of {@link Flow#stateDict}
 * @param optimiser what the optimiser remembers, in its own order
 */
public record TrainingState(List<History.Epoch> epochs, Map<String, NDArray> weights, List<NDArray> optimiser) {

    public TrainingState {
        epochs = List.copyOf(epochs);
    }
}
