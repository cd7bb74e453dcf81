package org.differnet.spark;

import java.util.LinkedHashMap;
import java.util.Map;
import org.differnet.DifferNet;

/**
 * The models that this process has opened. Remembered here for all tasks of an executor: a model takes seconds to open and
 * hundreds of megabytes.
 */
final class OpenModels {

    /** So many are used side by side at most; one that is dropped is freed when its last task has ended. */
    private static final int MOST = 2;

    /** By the hash of their files, the one that was used last at the end. */
    private static final Map<String, DifferNet> MODELS = new LinkedHashMap<>(MOST, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, DifferNet> eldest) {
            return size() > MOST;
        }
    };

    private OpenModels() {}

    /**
     * A model, opened at the first call.
     *
     * @throws IllegalStateException as {@link SentModel#open}
     */
    static DifferNet get(SentModel sent) {
        synchronized (MODELS) {
            DifferNet open = MODELS.get(sent.hash());
            if (open == null) {
                open = sent.open();
                MODELS.put(sent.hash(), open);
            }
            return open;
        }
    }
}
