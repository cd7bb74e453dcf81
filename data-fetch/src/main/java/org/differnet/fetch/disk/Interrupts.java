package org.differnet.fetch.disk;

import java.util.concurrent.CancellationException;

/**
 * Ends work at an interrupt. The thread stays marked as interrupted, for whoever called. An unchecked exception passes
 * through the libraries that read archives.
 */
public final class Interrupts {

    private Interrupts() {}

    /** @throws CancellationException if this thread is interrupted */
    public static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw cancelled();
        }
    }

    /** What ends the work; marks the thread again, where an {@link InterruptedException} has taken the mark away. */
    public static CancellationException cancelled() {
        Thread.currentThread().interrupt();
        return new CancellationException("the fetching was interrupted; asked again, it goes on where it can");
    }
}
