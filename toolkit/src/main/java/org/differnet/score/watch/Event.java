package org.differnet.score.watch;

import java.time.Instant;

/**
 * A stretch of frames whose smoothed score reached the limit.
 *
 * @param begin the time of its first frame
 * @param end the time of its last frame so far
 * @param frames that were looked at in it, at least 1
 * @param peakFile the frame with the highest smoothed score
 * @param peak that score
 */
public record Event(Instant begin, Instant end, long frames, String peakFile, double peak) {

    static Event of(WatchedFrame first) {
        Instant time = first.frame().time();
        return new Event(time, time, 1, first.row().file(), first.average());
    }

    Event and(WatchedFrame next) {
        boolean higher = next.average() > peak;
        return new Event(
                begin,
                next.frame().time(),
                frames + 1,
                higher ? next.row().file() : peakFile,
                higher ? next.average() : peak);
    }
}
