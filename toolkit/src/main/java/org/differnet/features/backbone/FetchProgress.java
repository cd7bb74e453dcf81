package org.differnet.features.backbone;

import java.time.Duration;
import org.differnet.fetch.Transfer;
import org.differnet.fetch.TransferListener;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;

/** Tells the listener of the toolkit's work how far fetching has come, in MB; not what is done within a second. */
public final class FetchProgress implements TransferListener {

    private static final int MB = 1_000_000;
    private static final Duration MENTIONED = Duration.ofSeconds(1);

    private final ProgressListener listener;
    private String task = "";
    private long began;

    /** Reports to this listener. */
    public FetchProgress(ProgressListener listener) {
        this.listener = listener;
    }

    @Override
    public void on(Transfer transfer) {
        if (!transfer.task().equals(task)) {
            task = transfer.task();
            began = System.nanoTime();
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
        if (elapsed.compareTo(MENTIONED) > 0) {
            long done = transfer.done() / MB;
            // Where the size is not known, the end is as near as the bar can show.
            long total = transfer.total() > 0 ? Math.max(transfer.total() / MB, done) : done + 1;
            if (total > 0) {
                listener.on(
                        new Progress(task + ", MB", transfer.finished() ? total : done, total, Double.NaN, elapsed));
            }
        }
        if (transfer.finished()) {
            task = "";
        }
    }

    @Override
    public void say(String line) {
        listener.warn(line);
    }
}
