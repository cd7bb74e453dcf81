package org.differnet;

import java.time.Duration;
import org.differnet.fetch.Transfer;
import org.differnet.fetch.TransferListener;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;

/** Tells the listener of the toolkit's work how far fetching has come, in MB; not what is done within a second. */
final class FetchProgress implements TransferListener {

    private static final int MB = 1_000_000;
    private static final Duration MENTIONED = Duration.ofSeconds(1);

    private final ProgressListener listener;
    private String task = "";
    private long began;

    FetchProgress(ProgressListener listener) {
        this.listener = listener;
    }

    @Override
    public void on(Transfer transfer) {
        if (!transfer.task().equals(task)) {
            task = transfer.task();
            began = System.nanoTime();
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
        long total = Math.max(transfer.total(), transfer.done()) / MB;
        if (total > 0 && elapsed.compareTo(MENTIONED) > 0) {
            long done = transfer.finished() ? total : Math.min(transfer.done() / MB, total);
            listener.on(new Progress(task + ", MB", done, total, Double.NaN, elapsed));
        }
    }

    @Override
    public void say(String line) {
        listener.warn(line);
    }
}
