package org.differnet.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class LimitedTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final CountDownLatch open = new CountDownLatch(1);

    @Test
    void workThatDoesNotEndIsGivenUp() {
        Limited<Boolean> endless = Limited.start(this::untilOpen, Duration.ofMillis(20));
        var error = assertThrows(TimeoutException.class, endless::get);
        assertTrue(error.getMessage().startsWith("it is damaged"), error.getMessage());
        open.countDown();
    }

    @Test
    void anInterruptEndsTheWaitingAndTheResultIsStillThere() throws Exception {
        Limited<Boolean> slow = Limited.start(this::untilOpen, LONG);
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, slow::get);
        assertFalse(Thread.interrupted());
        open.countDown();
        assertEquals(true, slow.get());
    }

    @Test
    void whatTheWorkThrowsIsThrown() {
        for (Exception own : new Exception[] {new IOException("torn"), new IllegalStateException("odd")}) {
            Limited<Boolean> failing = Limited.start(
                    () -> {
                        throw own;
                    },
                    LONG);
            assertSame(own, assertThrows(own.getClass(), failing::get));
        }
    }

    private boolean untilOpen() throws InterruptedException {
        open.await();
        return true;
    }
}
