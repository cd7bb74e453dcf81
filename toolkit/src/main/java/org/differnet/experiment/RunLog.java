package org.differnet.experiment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.differnet.store.RecordJson;

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
            String text = Files.readString(file);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            if (whole.length() < text.length()) {
                Files.writeString(file, whole);
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
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
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
