package org.differnet.features.cache;

import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.differnet.data.ReadErrors;
import org.differnet.data.Sample;
import org.differnet.features.FeaturePool;
import org.differnet.features.ViewFeatures;
import org.differnet.fetch.Home;
import org.differnet.view.View;
import org.differnet.work.ProgressListener;

/**
 * The features of images, kept as files, one an image, so that they are computed once: a second fit on the same images, on
 * some of them or after an interruption finds what is there.
 *
 * <p>They are found by a hash of everything that decides their numbers, the code that computed them included, and checked by
 * one of their own: a damaged file is computed anew. Files are written whole or not at all, so processes and users can share
 * the folder: files of other users are used and left as they are, and a folder that cannot be written to is read. A user's
 * files used least recently go when they have grown over the limit: the system property {@code differnet.pool.bytes}, else
 * the variable {@code DIFFERNET_POOL_BYTES}, else 4 GiB. A limit of 0 keeps none.
 *
 * <p>One of these serves one fit, which hears of each kind of trouble once.
 */
public final class FeatureFolder {

    private static final String USUAL_LIMIT = Long.toString(4L << 30);

    private final Path folder;
    private final long limit;
    private final AtomicBoolean saidNotKept = new AtomicBoolean();
    private final AtomicBoolean saidComputedAnew = new AtomicBoolean();

    /** @param limit bytes that all files of a user together may have */
    FeatureFolder(Path folder, long limit) {
        this.folder = folder;
        this.limit = limit;
    }

    /**
     * The folder {@code features} in the home folder.
     *
     * @throws IllegalArgumentException if the limit that the user has set is no number
     */
    public static FeatureFolder inHome() {
        String limit = Objects.requireNonNullElse(
                System.getProperty("differnet.pool.bytes"),
                Objects.requireNonNullElse(System.getenv("DIFFERNET_POOL_BYTES"), USUAL_LIMIT));
        try {
            return new FeatureFolder(Home.path().resolve("features"), Long.parseLong(limit.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "DIFFERNET_POOL_BYTES is '" + limit + "'; give a number of bytes, 0 to keep no features", e);
        }
    }

    /**
     * The pool of these views of these images; what is not there is computed and kept.
     *
     * @param manager decides the device
     * @param views the views of each image, by its place in {@code samples}; as many for each
     * @param task what the listener is told that is being done
     * @param errors hears of images that cannot be read, which the pool then lacks
     * @throws java.util.concurrent.CancellationException if the thread is interrupted; what was computed is kept
     */
    public FeaturePool pool(
            NDManager manager,
            ViewFeatures features,
            List<Sample> samples,
            IntFunction<List<View>> views,
            String task,
            ProgressListener listener,
            ReadErrors errors) {
        FeatureSource computed = (sample, some) -> features.values(manager, sample, some);
        int dimension = features.extractor().dimension();
        if (limit <= 0) {
            return FeaturePool.compute(computed, dimension, samples, views, task, listener, errors);
        }
        FeatureKey key = FeatureKey.of(manager, features);
        AtomicReference<Path> written = new AtomicReference<>();
        FeatureSource kept = (sample, some) -> {
            BufferedImage image = sample.image();
            Sample read = new Sample(sample.name(), sample.kind(), () -> image);
            String own = key.of(read, some);
            Path file = folder.resolve(own + KeptFile.SUFFIX);
            return find(file, own, some.size() * dimension, listener).orElseGet(() -> {
                float[] rows = computed.of(read, some);
                if (keep(file, own, rows, listener)) {
                    written.set(file);
                }
                return rows;
            });
        };
        try {
            return FeaturePool.compute(kept, dimension, samples, views, task, listener, errors);
        } finally {
            if (written.get() != null) {
                new Room(folder, limit).make(written.get());
            }
        }
    }

    private Optional<float[]> find(Path file, String key, int length, ProgressListener listener) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            float[] rows = KeptFile.read(file, key, length);
            // It may be another user's, whose files nobody else can mark as used.
            file.toFile().setLastModified(System.currentTimeMillis());
            return Optional.of(rows);
        } catch (IOException e) {
            if (saidComputedAnew.compareAndSet(false, true)) {
                listener.warn("features are computed anew: " + e.getMessage());
            }
            return Optional.empty();
        }
    }

    private boolean keep(Path file, String key, float[] rows, ProgressListener listener) {
        try {
            Files.createDirectories(folder);
            KeptFile.write(file, key, rows);
            return true;
        } catch (IOException e) {
            if (saidNotKept.compareAndSet(false, true)) {
                listener.warn("the features are not kept for another fit: " + e
                        + ". Set DIFFERNET_HOME to a folder that" + " can be written to, or DIFFERNET_POOL_BYTES to 0");
            }
            return false;
        }
    }
}
