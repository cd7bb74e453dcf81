package org.differnet.fetch;

import java.util.concurrent.CancellationException;

/** Ends work at an interrupt. An unchecked exception passes through the libraries that read archives. */
final class Interrupts {

    private Interrupts() {}

    static void check() {
        if (Thread.interrupted()) {
            throw cancelled();
        }
    }

    static CancellationException cancelled() {
        return new CancellationException("the fetching was interrupted; asked again, it goes on where it can");
    }
}
