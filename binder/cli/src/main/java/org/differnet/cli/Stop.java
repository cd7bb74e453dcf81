package org.differnet.cli;

import java.io.PrintWriter;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.differnet.work.ForwardingListener;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;

/**
 * What a signal that ends the process does first: the work is interrupted, and what it leaves is waited for. What must not be
 * lost is waited for however long it takes, all else for {@value #PATIENCE_SECONDS} seconds.
 */
final class Stop {

    private static final long PATIENCE_SECONDS = 20;

    private final Thread work;
    private final PrintWriter err;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean trained;
    private volatile boolean kept;
    private volatile boolean writing;

    Stop(Thread work, PrintWriter err) {
        this.work = work;
        this.err = err;
    }

    /** From the first step of training on something is kept. */
    ProgressListener keepingTrained(ProgressListener listener) {
        return new ForwardingListener(listener) {
            @Override
            public void on(Progress progress) {
                if (progress.task().equals("training")) {
                    trained = true;
                    kept = true;
                }
                super.on(progress);
            }
        };
    }

    /** Whether a step of training was done. */
    boolean trained() {
        return trained;
    }

    /** From now on no interrupt makes anything shorter. */
    void writing() {
        kept = true;
        writing = true;
    }

    /** The work is over. */
    void over() {
        over.countDown();
    }

    /** Called by the end of the process. */
    void beforeTheEnd() {
        if (over.getCount() == 0) {
            return;
        }
        err.println("Stopping: wait for what is under way" + (kept ? ", and for the model to be written" : ""));
        work.interrupt();
        try {
            if (over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                return;
            }
            if (!kept) {
                err.println("Stopping: given up after " + PATIENCE_SECONDS + " s");
                return;
            }
            if (!writing) {
                // Ends what comes between training and writing.
                work.interrupt();
            }
            over.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
