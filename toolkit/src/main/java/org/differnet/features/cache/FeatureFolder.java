package org.differnet.features.cache;

import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.differnet.data.ContentHash;
import org.differnet.data.Sample;
import org.differnet.features.FeatureExtractor;
import org.differnet.features.FeaturePool;
import org.differnet.features.ViewFeatures;
import org.differnet.fetch.Home;
import org.differnet.store.Safetensors;
import org.differnet.store.Tensor;
import org.differnet.view.Framing;
import org.differnet.view.View;
import org.differnet.work.ProgressListener;

/**
 * The features of images, kept as files, one an image, so that they are computed once: a second fit on the same images, on
 * some of them or after an interruption finds what is there.
 *
 * <p>They are found by a hash of everything that decides their numbers: the pixels of the image, its views and their
 * framing, the network's weights and precision. Files are written whole or not at all, so two processes can share the
 * folder; the ones used least recently go when the folder has grown over its limit: the system property
 * {@code differnet.pool.bytes}, else the variable {@code DIFFERNET_POOL_BYTES}, else 4 GiB. A limit of 0 keeps none.
 */
public final class FeatureFolder {

    private static final String USUAL_LIMIT = Long.toString(4L << 30);
    private static final String FORMAT = "differnet features 2";
    private static final String SUFFIX = ".safetensors";
    private static final String TENSOR = "features";

    private final Path folder;
    private final long limit;

    /** @param limit bytes that all files together may have */
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

    /** The pool of these views of these images; what is not there is computed and kept. */
    public FeaturePool pool(
            NDManager manager,
            ViewFeatures features,
            List<Sample> samples,
            IntFunction<List<View>> views,
            String task,
            ProgressListener listener) {
        FeatureSource computed = (sample, some) -> features.values(manager, sample, some);
        int dimension = features.extractor().dimension();
        if (limit <= 0) {
            return FeaturePool.compute(computed, dimension, samples, views, task, listener);
        }
        Warning warning = new Warning(listener);
        try {
            Files.createDirectories(folder);
            return FeaturePool.compute(kept(computed, features, warning), dimension, samples, views, task, listener);
        } catch (IOException e) {
            warning.notKept(e.toString());
            return FeaturePool.compute(computed, dimension, samples, views, task, listener);
        } finally {
            makeRoom();
        }
    }

    /** Says once, not for each image, that nothing can be kept. */
    private static final class Warning {

        private final ProgressListener listener;
        private final AtomicBoolean said = new AtomicBoolean();

        Warning(ProgressListener listener) {
            this.listener = listener;
        }

        void notKept(String why) {
            if (said.compareAndSet(false, true)) {
                listener.warn("the features are not kept for another fit: " + why);
            }
        }

        synchronized void computedAnew(String why) {
            listener.warn("features are computed anew: " + why);
        }
    }

    private FeatureSource kept(FeatureSource source, ViewFeatures features, Warning warning) {
        FeatureExtractor extractor = features.extractor();
        Framing framing = features.renderer().framing();
        return (sample, views) -> {
            BufferedImage image = sample.image();
            Sample read = new Sample(sample.name(), sample.kind(), () -> image);
            Path file = folder.resolve(key(extractor, framing, read, views) + SUFFIX);
            int length = views.size() * extractor.dimension();
            return find(file, length, warning).orElseGet(() -> {
                float[] rows = source.of(read, views);
                try {
                    Safetensors.write(
                            file,
                            Map.of(TENSOR, Tensor.of(rows, views.size(), extractor.dimension())),
                            Map.of("format", FORMAT));
                } catch (UncheckedIOException e) {
                    warning.notKept(e.getMessage());
                }
                return rows;
            });
        };
    }

    /** What the features of these views of an image are found by. */
    static String key(FeatureExtractor extractor, Framing framing, Sample sample, List<View> views) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String pixels = new ContentHash(List.of(sample)).value();
            digest.update((FORMAT + extractor.describe() + extractor.weightsHash() + pixels)
                    .getBytes(StandardCharsets.UTF_8));
            // Left out for STRETCHED, so that features kept before there were framings are found.
            if (framing != Framing.STRETCHED) {
                digest.update(framing.name().getBytes(StandardCharsets.UTF_8));
            }
            for (View view : views) {
                digest.update(ByteBuffer.allocate(24)
                        .putDouble(view.degrees())
                        .putDouble(view.brightness())
                        .putDouble(view.contrast())
                        .flip());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static Optional<float[]> find(Path file, int length, Warning warning) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Tensor tensor = Safetensors.read(file).get(TENSOR);
            float[] rows = tensor == null ? new float[0] : tensor.floats();
            if (rows.length != length) {
                throw new IOException(file + " holds " + rows.length + " numbers, not " + length);
            }
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            return Optional.of(rows);
        } catch (UncheckedIOException | IOException e) {
            warning.computedAnew(e.getMessage());
            file.toFile().delete();
            return Optional.empty();
        }
    }

    /** A file as it was when it was looked at: other processes read, write and delete meanwhile. */
    private record Kept(File file, long lastUsed, long bytes) {

        static Kept of(Path path) {
            File file = path.toFile();
            return new Kept(file, file.lastModified(), file.length());
        }
    }

    private void makeRoom() {
        try (Stream<Path> files = Files.list(folder)) {
            List<Kept> oldestFirst = files.filter(file -> file.toString().endsWith(SUFFIX))
                    .map(Kept::of)
                    .sorted(Comparator.comparingLong(Kept::lastUsed))
                    .toList();
            long total = oldestFirst.stream().mapToLong(Kept::bytes).sum();
            for (Kept kept : oldestFirst) {
                if (total > limit) {
                    total -= kept.bytes;
                    Files.deleteIfExists(kept.file.toPath());
                }
            }
        } catch (IOException e) {
            // A folder that cannot be read has been warned of, and what is in it does not grow.
        }
    }
}
