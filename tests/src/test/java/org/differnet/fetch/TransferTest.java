package org.differnet.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TransferTest {

    @Test
    void progressShowsRateAndTimeLeft() {
        Transfer transfer = new Transfer("downloading VisA", 50_000_000, 200_000_000, 1_000_000);
        assertEquals("downloading VisA: 50.0 of 200.0 MB (25 %), 1.0 MB/s, 2 min 30 s left", transfer.toString());
    }

    @Test
    void withoutAKnownTotalThereIsNoTimeLeft() {
        assertEquals("tiles: 5.0 MB, 1.0 MB/s", new Transfer("tiles", 5_000_000, 0, 1_000_000).toString());
    }

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
