package org.differnet.flow;

import ai.djl.ndarray.NDManager;
import java.util.Optional;

/** Keeps the state of a training, so that it can go on after its process has died. */
public interface Checkpoints {

    /** Keeps nothing. */
    Checkpoints NONE = new Checkpoints() {
        @Override
        public Optional<TrainingState> last(NDManager owner) {
            return Optional.empty();
        }

        @Override
        public void epochDone(TrainingState state) {}
    };

    /**
     * Where the training goes on; empty if it begins.
     *
     * @param owner owns the arrays
     */
    Optional<TrainingState> last(NDManager owner);

    /** Called after each epoch; the arrays are the living ones, which the next step changes. */
    void epochDone(TrainingState state);
}
