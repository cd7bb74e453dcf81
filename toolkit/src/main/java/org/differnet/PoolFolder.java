package org.differnet;

import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
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
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.differnet.data.Sample;
import org.differnet.features.FeatureExtractor;
import org.differnet.features.FeaturePool;
import org.differnet.features.ViewFeatures;
import org.differnet.fetch.Home;
import org.differnet.store.Safetensors;
import org.differnet.store.Tensor;
import org.differnet.view.View;
import org.differnet.work.ProgressListener;

/**
 * Feature pools kept as files, so that a second fit on the same images need not compute them again.
 *
 * <p>A pool is found by a hash of everything that decides its numbers: the pixels of the images, the views, the
 * network's weights and precision. Files are written whole or not at all, so two processes can share the folder; the
 * ones used least recently go when the folder would grow over its limit: the system property {@code
 * differnet.pool.bytes}, else the variable {@code DIFFERNET_POOL_BYTES}, else 4 GiB. A limit of 0 keeps none.
 */
final class PoolFolder {

    private static final String USUAL_LIMIT = Long.toString(4L << 30);
    private static final String FORMAT = "differnet feature pool 1";
    private static final String SUFFIX = ".safetensors";
    private static final String TENSOR = "features";

    private final Path folder;
    private final long limit;

    /** @param limit bytes that all files together may have */
    PoolFolder(Path folder, long limit) {
        this.folder = folder;
        this.limit = limit;
    }

    /**
     * The folder {@code features} in the home folder.
     *
     * @throws IllegalArgumentException if the limit that the user has set is no number
     */
    static PoolFolder inHome() {
        String limit = Objects.requireNonNullElse(
                System.getProperty("differnet.pool.bytes"),
                Objects.requireNonNullElse(System.getenv("DIFFERNET_POOL_BYTES"), USUAL_LIMIT));
        try {
            return new PoolFolder(Home.path().resolve("features"), Long.parseLong(limit.strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "DIFFERNET_POOL_BYTES is '" + limit + "'; give a number of bytes, 0 to keep no features", e);
        }
    }

    /** The pool of these views of these images, computed if it is not there, and kept. */
    FeaturePool get(
            NDManager manager,
            ViewFeatures features,
            List<Sample> samples,
            IntFunction<List<View>> views,
            String task,
            ProgressListener listener) {
        if (limit <= 0) {
            return FeaturePool.compute(manager, features, samples, views, task, listener);
        }
        String key = key(features.extractor(), samples, views);
        return find(key, samples.size(), listener).orElseGet(() -> {
            FeaturePool pool = FeaturePool.compute(manager, features, samples, views, task, listener);
            try {
                keep(key, pool);
            } catch (UncheckedIOException e) {
                listener.warn("the features are not kept for another fit: " + e.getMessage());
            }
            return pool;
        });
    }

    /** What a pool of these is found by. */
    static String key(FeatureExtractor extractor, List<Sample> samples, IntFunction<List<View>> views) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update((FORMAT + extractor.describe() + extractor.weightsHash()).getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < samples.size(); i++) {
                BufferedImage image = samples.get(i).image();
                digest.update(ByteBuffer.allocate(12)
                        .putInt(image.getWidth())
                        .putInt(image.getHeight())
                        .putInt(image.getType())
                        .flip());
                digest.update(
                        (byte[]) image.getRaster().getDataElements(0, 0, image.getWidth(), image.getHeight(), null));
                for (View view : views.apply(i)) {
                    digest.update(ByteBuffer.allocate(24)
                            .putDouble(view.degrees())
                            .putDouble(view.brightness())
                            .putDouble(view.contrast())
                            .flip());
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The pool of this key, if it is there; a damaged file is deleted and the listener told. */
    Optional<FeaturePool> find(String key, int images, ProgressListener listener) {
        Path file = folder.resolve(key + SUFFIX);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            Tensor tensor = Safetensors.read(file).get(TENSOR);
            if (tensor == null || tensor.shape().length != 3 || tensor.shape()[0] != images) {
                throw new UncheckedIOException(new IOException(file + " holds no pool of " + images + " images"));
            }
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            long[] shape = tensor.shape();
            return Optional.of(new FeaturePool(images, (int) shape[1], (int) shape[2], tensor.floats()));
        } catch (UncheckedIOException | IOException e) {
            listener.warn("features are computed anew: " + e.getMessage());
            file.toFile().delete();
            return Optional.empty();
        }
    }

    /**
     * Keeps a pool.
     *
     * @throws UncheckedIOException if the folder cannot be written to
     */
    void keep(String key, FeaturePool pool) {
        long bytes = 4L * pool.values().length;
        if (bytes > limit) {
            return;
        }
        try {
            Files.createDirectories(folder);
            makeRoom(bytes);
            Safetensors.write(
                    folder.resolve(key + SUFFIX),
                    Map.of(TENSOR, Tensor.of(pool.values(), pool.images(), pool.viewsPerImage(), pool.dimension())),
                    Map.of("format", FORMAT, "content", pool.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(folder + " cannot be written to", e);
        }
    }

    private void makeRoom(long bytes) throws IOException {
        List<Path> oldestFirst;
        try (Stream<Path> files = Files.list(folder)) {
            oldestFirst = files.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparingLong(file -> file.toFile().lastModified()))
                    .toList();
        }
        long total = bytes
                + oldestFirst.stream().mapToLong(file -> file.toFile().length()).sum();
        for (Path file : oldestFirst) {
            if (total > limit) {
                total -= file.toFile().length();
                Files.deleteIfExists(file);
            }
        }
    }
}
