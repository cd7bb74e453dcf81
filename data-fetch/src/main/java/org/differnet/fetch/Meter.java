package org.differnet.fetch;

/** Counts the bytes of one piece of work and tells the listener, ten times a second at most; ends at an interrupt. */
final class Meter {

    private static final long INTERVAL_NANOS = 100_000_000L;

    private final TransferListener listener;
    private final String task;
    private final long total;
    private final long start;
    private final long began = System.nanoTime();
    private long done;
    private long told;

    /** @param start bytes that an earlier run has brought */
    Meter(TransferListener listener, String task, long start, long total) {
        this.listener = listener;
        this.task = task;
        this.start = start;
        this.total = total;
        done = start;
        told = began - INTERVAL_NANOS;
    }

    void add(long bytes) {
        Interrupts.check();
        done += bytes;
        long now = System.nanoTime();
        if (done == total || now - told >= INTERVAL_NANOS) {
            told = now;
            double seconds = (now - began) / 1e9;
            listener.on(new Transfer(task, done, total, seconds > 0 ? (done - start) / seconds : 0));
        }
    }
}
