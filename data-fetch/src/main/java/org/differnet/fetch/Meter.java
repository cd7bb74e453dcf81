package org.differnet.fetch;

import java.util.function.LongConsumer;
import org.differnet.fetch.disk.Interrupts;
import org.differnet.fetch.recipe.Watcher;

/** Counts the bytes of one piece of work and tells the listener, ten times a second at most; ends at an interrupt. */
final class Meter implements LongConsumer {

    private static final long INTERVAL_NANOS = 100_000_000L;

    private final TransferListener listener;
    private final String task;
    private final long total;
    private final long start;
    private final long began = System.nanoTime();
    private long done;
    private long told;

    private Meter(TransferListener listener, String task, long start, long total) {
        this.listener = listener;
        this.task = task;
        this.start = start;
        this.total = total;
        done = start;
        told = began - INTERVAL_NANOS;
    }

    /** What recipes report to, for a listener. */
    static Watcher watcher(TransferListener listener) {
        return new Watcher() {
            @Override
            public LongConsumer begin(String task, long start, long total) {
                return new Meter(listener, task, start, total);
            }

            @Override
            public void say(String line) {
                listener.say(line);
            }
        };
    }

    @Override
    public void accept(long bytes) {
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
