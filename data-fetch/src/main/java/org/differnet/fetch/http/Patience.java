package org.differnet.fetch.http;

import java.time.Duration;

/**
 * When a server is given up.
 *
 * @param silence how long to wait for a connection and the whole head of an answer, and for each further piece of it
 * @param bytesPerSecond what it has to send at the least, at least 1
 * @param time over how long it may send less, on the average; only waiting for it counts
 */
public record Patience(Duration silence, long bytesPerSecond, Duration time) {

    /** 8 s of silence; 1024 bytes a second over 30 s. */
    public static final Patience STANDARD = new Patience(Duration.ofSeconds(8), 1024, Duration.ofSeconds(30));

    /** Whether so many bytes are too few for so long a wait. */
    boolean isTooSlow(long bytes, long nanos) {
        return bytes < bytesPerSecond * (nanos / 1e9);
    }

    String tooSlow() {
        return "it sends fewer than " + bytesPerSecond + " bytes a second for " + time.toSeconds() + " s";
    }
}
