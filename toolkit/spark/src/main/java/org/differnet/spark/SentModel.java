package org.differnet.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.spark.SparkContext;
import org.apache.spark.SparkFiles;
import org.differnet.fetch.disk.Hashes;

/** A model file on its way to the executors: as it was when it was sent, whatever becomes of the file. */
final class SentModel {

    private SentModel() {}

    /**
     * Has every executor fetch the file when it first needs it.
     *
     * @return its name there: the same content has the same name, so that it is sent and opened once
     * @throws UncheckedIOException if the file cannot be read
     */
    static String send(SparkContext context, Path file) {
        try {
            String name = "differnet-" + Hashes.sha256(file) + ".safetensors";
            Path folder = Files.createDirectories(Path.of(SparkFiles.getRootDirectory(), "models"));
            Path copy = folder.resolve(name);
            if (!Files.exists(copy)) {
                Path part = Files.createTempFile(folder, "part", null);
                Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
                Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
            }
            context.addFile(copy.toUri().toString());
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the model " + file + " cannot be read (" + e
                            + "); give the path of a file that DifferNet.save wrote",
                    e);
        }
    }
}
