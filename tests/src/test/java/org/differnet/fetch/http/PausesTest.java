package org.differnet.fetch.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PausesTest {

    @Test
    void pausesGrowAndKeepToTheirLongest() {
        Pauses pauses = new Pauses(9, Duration.ofMillis(1000), Duration.ofMillis(60_000));
        for (int i = 0; i < 100; i++) {
            assertTrue(between(pauses.after(1, Duration.ZERO), 750, 1250));
            assertTrue(between(pauses.after(3, Duration.ZERO), 3000, 5000));
            assertEquals(60_000, pauses.after(9, Duration.ZERO).toMillis());
            assertEquals(20_000, pauses.after(1, Duration.ofSeconds(20)).toMillis());
            assertEquals(60_000, pauses.after(1, Duration.ofHours(1)).toMillis());
        }
    }

    private static boolean between(Duration pause, long least, long most) {
        return pause.toMillis() >= least && pause.toMillis() <= most;
    }
}
