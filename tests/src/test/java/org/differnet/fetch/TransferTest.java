package org.differnet.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
