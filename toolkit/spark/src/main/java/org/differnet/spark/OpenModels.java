package org.differnet.spark;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.spark.SparkFiles;
import org.differnet.DifferNet;
import org.differnet.work.ProgressListener;

/**
 * The models that this process has opened. Remembered here for all tasks of an executor: a model takes seconds to open and
 * hundreds of megabytes.
 */
final class OpenModels {

    /** So many are used side by side at most; one that is dropped is freed when its last task has ended. */
    private static final int MOST = 2;

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
     * @param name of its file among those that the driver has sent
     * @param origin what the user calls the file
     * @throws IllegalStateException if it cannot be opened here; the message names the host
     */
    static DifferNet get(String name, String origin) {
        synchronized (MODELS) {
            DifferNet open = MODELS.get(name);
            if (open == null) {
                open = open(name, origin);
                MODELS.put(name, open);
            }
            return open;
        }
    }

    private static DifferNet open(String name, String origin) {
        try {
            return DifferNet.load(Path.of(SparkFiles.get(name)), ProgressListener.NONE);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "the model " + origin + " cannot be opened on " + Host.name() + ": " + e.getMessage(), e);
        }
    }
}
