package org.differnet;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * A file that keeps a training alive: if its process dies, the same call of {@link DifferNet#fit} goes on from there and
 * ends with the same model, bit for bit, as if nothing had happened.
 *
 * <p>It is written after an epoch, in whole or not at all, and stays when the training is done. Features are computed
 * anew, as are the flows of cross-validation, where good images are so few that the threshold comes from it.
 *
 * @param file read if it is there, written at intervals
 * @param interval the least time between two writes; zero writes after every epoch
 */
public record Checkpoint(Path file, Duration interval) {

    public Checkpoint {
        Objects.requireNonNull(interval, "interval");
        Objects.requireNonNull(file, "file");
        if (interval.isNegative()) {
            throw new IllegalArgumentException(
                    "interval is " + interval + "; allowed are zero, for every epoch, and more");
        }
    }

    /** Once a minute. */
    public static Checkpoint resumeFrom(Path file) {
        return new Checkpoint(file, Duration.ofMinutes(1));
    }
}
