package org.differnet.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private static final History.Epoch FIRST = new History.Epoch(1, 0.46, 0.5, 2e-4, 31);
    private static final History.Epoch LAST = new History.Epoch(2, -1.734, -1.702, 2e-4, 32);

    @Test
    void oneLineSaysHowItWent() {
        assertEquals(
                "2 epochs, 63 s, loss 0.460 to -1.734, held out -1.702",
                new History(List.of(FIRST, LAST), false).toString());
    }

    @Test
    void nothingHeldOutIsNotMentioned() {
        History.Epoch alone = new History.Epoch(1, 0.46, Double.NaN, 2e-4, 31);
        assertEquals("1 epoch, 31 s, loss 0.460 to 0.460", new History(List.of(alone), false).toString());
    }

    @Test
    void anEarlyStopIsMentioned() {
        assertEquals("0 epochs, stopped early", new History(List.of(), true).toString());
    }

    @Test
    void tableHasTheLosses() {
        assertEquals(
                List.of(0.46, -1.734),
                new History(List.of(FIRST, LAST), false)
                        .table()
                        .doubleColumn("loss")
                        .asList());
    }
}
