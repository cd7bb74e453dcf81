package org.differnet.fetch.http;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How often and after how long a server in trouble is asked again. Pauses double; half of each is random, so that a
 * classroom does not ask in step.
 *
 * @param tries how often in a row without a byte of progress, at least 1
 * @param first about how long the first pause is
 * @param longest what no pause exceeds, also where the server asks for more
 */
public record Pauses(int tries, Duration first, Duration longest) {

    /** Six tries; a second at first, a minute at most. */
    public static final Pauses STANDARD = new Pauses(6, Duration.ofSeconds(1), Duration.ofSeconds(60));

    /** The pause after so many failures in a row, at least what the server asks for. */
    Duration after(int failures, Duration asked) {
        double doubled = first.toMillis()
                * Math.pow(2, failures - 1)
                * ThreadLocalRandom.current().nextDouble(0.75, 1.25);
        long millis = Math.max((long) doubled, asked.toMillis());
        return Duration.ofMillis(Math.min(millis, longest.toMillis()));
    }
}
