package org.differnet.score.watch;

import java.time.Instant;
import java.util.Objects;
import org.differnet.data.Sample;

/**
 * A frame to look at.
 *
 * @param sample its image
 * @param time when it was taken, as far as that is known
 * @param skipped frames before it that came since the last one and are passed over, at least 0
 */
public record Frame(Sample sample, Instant time, long skipped) {

    public Frame {
        Objects.requireNonNull(sample, "sample");
        Objects.requireNonNull(time, "time");
        if (skipped < 0) {
            throw new IllegalArgumentException(skipped + " frames were skipped; allowed are 0 and more");
        }
    }
}
