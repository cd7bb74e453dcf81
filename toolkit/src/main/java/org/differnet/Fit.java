package org.differnet;

import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.differnet.work.ForwardingListener;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;

/**
 * A fit that goes on in a thread of its own, and the model that comes of it, see {@link DifferNet#fitting}. Several threads
 * may use it at once.
 *
 * <p>Example, each line in a cell of its own: <pre>{@code
 * Fit fit = DifferNet.fitting(data, Options.paper());
 * fit                                     // how far it is
 * DifferNet model = fit.model();          // waits; the stop button ends the wait and not the training
 * DifferNet model = fit.stop().model();   // the model as trained so far
 * }</pre>
 *
 * <p>A program does not wait for its end: what is not done then is lost, but for a {@link Checkpoint}.
 */
public final class Fit {

    private final FutureTask<DifferNet> task;
    private final Thread thread;
    private final Heard heard;
    private final AtomicBoolean stopped = new AtomicBoolean();

    /** Begins the work, which is handed the listener that it has to report to. */
    Fit(ProgressListener listener, Function<ProgressListener, DifferNet> work) {
        this.heard = new Heard(Objects.requireNonNull(listener, "listener"));
        this.task = new FutureTask<>(() -> work.apply(heard));
        this.thread = new Thread(outermost(), task, "differnet-fit");
        thread.setDaemon(true);
        thread.start();
    }

    /** Kernels end threads of a cell by their group, this one among them if it were of the cell's. */
    private static ThreadGroup outermost() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }

    /**
     * Ends the training after the step in hand: {@link #model()} then is the model as trained so far, whose history says that
     * it was stopped. Stopped before training has begun, it has none. Does not wait; a second call, or one when the fit is
     * done, does nothing.
     *
     * @return this
     */
    public Fit stop() {
        if (stopped.compareAndSet(false, true)) {
            thread.interrupt();
        }
        return this;
    }

    /**
     * The model, as soon as it is there; the same for each call.
     *
     * @throws CancellationException if the thread that waits is interrupted, which leaves the training alone; or if the fit
     *     was stopped before training had begun
     * @throws RuntimeException whatever the fit has thrown, see {@link DifferNet#fit(org.differnet.data.Dataset, Options,
     *     ProgressListener)}
     */
    public DifferNet model() {
        try {
            return task.get();
        } catch (InterruptedException e) {
            throw new CancellationException("the wait was ended by an interrupt; the fit goes on. Call model() again,"
                    + " or stop().model() for what is trained so far");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause();
        }
    }

    /** Whether the model is there, or the fit has failed. */
    public boolean isDone() {
        return task.isDone();
    }

    /** What was reported last; empty before the first report. */
    public Optional<Progress> progress() {
        return Optional.ofNullable(heard.last);
    }

    /** One line, such as "fit: training 120/768, 2.1/s, 5 min 12 s left, loss -0.402". */
    @Override
    public String toString() {
        if (!isDone()) {
            String far = progress().map(Progress::toString).orElse("begun");
            return "fit: " + far + (stopped.get() ? ", stopping" : "");
        }
        try {
            return "fit: done, " + model().history();
        } catch (RuntimeException | Error e) {
            return "fit: ended without a model, " + e;
        }
    }

    /** Remembers the last report. Knows nothing of the model, which may know it and must be able to be forgotten. */
    private static final class Heard extends ForwardingListener {

        private volatile Progress last;

        Heard(ProgressListener listener) {
            super(listener);
        }

        @Override
        public void on(Progress progress) {
            last = progress;
            super.on(progress);
        }
    }
}
