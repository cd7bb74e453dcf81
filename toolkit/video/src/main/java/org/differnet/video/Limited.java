package org.differnet.video;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Work of a decoder that a damaged file may keep from ever ending: on a thread of its own, which is left to itself then. An
 * interrupt ends the waiting at once, and the result can be waited for again.
 */
final class Limited<T> {

    /** Far more than any picture takes. */
    static final Duration LIMIT = Duration.ofMinutes(1);

    private final FutureTask<T> task;
    private final Duration limit;

    private Limited(FutureTask<T> task, Duration limit) {
        this.task = task;
        this.limit = limit;
    }

    static <T> Limited<T> start(Callable<T> work, Duration limit) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "differnet-video");
        thread.setDaemon(true);
        thread.start();
        return new Limited<>(task, limit);
    }

    /**
     * Waits for it.
     *
     * @throws IOException what the work threw, as are errors and runtime exceptions
     * @throws TimeoutException if it does not end
     * @throws CancellationException if the thread is interrupted
     */
    T get() throws IOException, TimeoutException {
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new CancellationException("stopped while a film was read");
        } catch (TimeoutException e) {
            throw new TimeoutException("it is damaged: reading it did not end within " + limit.toSeconds() + " s");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
