package org.differnet.experiment;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.differnet.store.RecordJson;
import org.differnet.store.Replacement;
import org.differnet.work.Uninterrupted;

/** The file of finished runs: JSON Lines, only ever appended to, so that an interruption costs the run in progress alone. */
final class RunLog {

    private final Path file;
    private final Map<String, Finished> runs = new HashMap<>();

    /**
     * @throws UncheckedIOException if the file cannot be read or a line of it is no run; the message names both. A last
     *     line that an interruption cut off is no error: it is removed
     */
    RunLog(Path file) {
        this.file = file;
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                return;
            }
            String text = Uninterrupted.read(() -> Files.readString(file));
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            if (whole.length() < text.length()) {
                Replacement.write(file, out -> out.write(whole.getBytes(StandardCharsets.UTF_8)));
            }
            int number = 0;
            for (String line : whole.lines().toList()) {
                number++;
                Finished run = parse(line);
                if (run == null) {
                    throw new IOException(
                            file + " has no run in line " + number + ": correct the line or move the file away");
                }
                runs.put(run.key(), run);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    synchronized Optional<Finished> find(String key) {
        return Optional.ofNullable(runs.get(key));
    }

    void append(Finished run) {
        append(RecordJson.write(run));
    }

    /**
     * Appends a run as the file has it.
     *
     * @throws IllegalArgumentException if the line is no run
     */
    synchronized void append(String line) {
        Finished run = parse(line);
        if (run == null) {
            throw new IllegalArgumentException("\"" + line + "\" is no run: give lines of Experiment.make");
        }
        // Not a channel, which an interrupt closes.
        try (OutputStream out = new FileOutputStream(file.toFile(), true)) {
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + file + ": " + e, e);
        }
        runs.put(run.key(), run);
    }

    private static Finished parse(String line) {
        try {
            return RecordJson.read(line, Finished.class);
        } catch (IOException e) {
            return null;
        }
    }
}
