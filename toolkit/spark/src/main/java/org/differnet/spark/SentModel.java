package org.differnet.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.differnet.DifferNet;
import org.differnet.fetch.disk.Hashes;
import org.differnet.persist.ModelFile;
import org.differnet.work.ProgressListener;

/**
 * A model file on its way to the executors, as it was when it was sent. An executor fetches it when it first opens the model.
 *
 * <p>Not by {@code SparkContext.addFile}: from Spark 4 on, queries of a session do not see what was added there.
 *
 * @param hash SHA-256 of the content
 * @param origin what the user calls the file
 */
record SentModel(Broadcast<byte[]> content, String hash, String origin) implements Serializable {

    /** The most that Java holds in one array, which is what is sent. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - 8L;

    /**
     * Reads a file and checks it here, where who asked for it is told, and not on every executor.
     *
     * @throws UncheckedIOException if it cannot be read, is no model, damaged or of a newer version
     * @throws IllegalArgumentException if it has 2 GB or more
     */
    static SentModel of(JavaSparkContext context, Path file) {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IllegalArgumentException("the model " + file + " has " + Files.size(file) + " bytes; at most "
                        + MOST_BYTES + " can be sent: fit one with fewer hidden units or blocks");
            }
            ModelFile.check(file);
            byte[] content = Files.readAllBytes(file);
            return new SentModel(context.broadcast(content), Hashes.sha256(content), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the model " + file + " cannot be read (" + e
                            + "); give the path of a file that DifferNet.save wrote",
                    e);
        }
    }

    /**
     * Opens it here.
     *
     * @throws IllegalStateException if it cannot be opened here, as where the weights or the native library are missing; the
     *     message names the host
     */
    DifferNet open() {
        try {
            Path file = Files.createTempFile("differnet-", ".safetensors");
            try {
                Files.write(file, content.value());
                return DifferNet.load(file, ProgressListener.NONE);
            } catch (RuntimeException e) {
                String reason = String.valueOf(e.getMessage()).replace(file.toString(), origin);
                throw new IllegalStateException(
                        "the model " + origin + " cannot be opened on " + Host.name() + ": " + reason, e);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the model " + origin + " cannot be opened on " + Host.name() + ": " + e
                            + "; its folder for temporary files needs room for it",
                    e);
        }
    }
}
