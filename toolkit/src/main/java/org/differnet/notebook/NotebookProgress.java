package org.differnet.notebook;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.differnet.work.Escape;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;

/**
 * A {@link ProgressBar} for each task. What is to be shown while no cell runs, on a kernel that would drop it, is shown at
 * the next report.
 */
final class NotebookProgress implements ProgressListener {

    /** ZeroMQ's word for EINTR, whatever package a kernel has it in. */
    private static final String INTERRUPTED = "Errno 4";

    private final Kernel kernel;

    /** A thread has one task at a time. */
    private final Map<Thread, ProgressBar> bars = new HashMap<>();

    private final List<Runnable> due = new ArrayList<>();

    NotebookProgress(Kernel kernel) {
        this.kernel = kernel;
    }

    @Override
    public synchronized void on(Progress progress) {
        shielded(() -> show(progress));
    }

    private void show(Progress progress) {
        Thread thread = Thread.currentThread();
        ProgressBar bar = bars.get(thread);
        if (bar == null || !bar.task().equals(progress.task())) {
            bars.entrySet().removeIf(old -> endedWithoutAWord(old.getKey(), old.getValue()));
            bar = new ProgressBar(kernel, progress.task());
            bars.put(thread, bar);
        }
        publishDue();
        bar.show(progress);
        if (progress.finished()) {
            bars.remove(thread);
            publish(bar::end);
        }
    }

    @Override
    public synchronized void end(String task) {
        ProgressBar bar = bars.get(Thread.currentThread());
        if (bar != null && bar.task().equals(task)) {
            bars.remove(Thread.currentThread());
            shielded(() -> publish(bar::end));
        }
    }

    @Override
    public synchronized void say(String line) {
        shielded(() -> publish(() -> kernel.show("differnet-" + UUID.randomUUID(), ProgressBar.line(line))));
    }

    @Override
    public synchronized void warn(String message) {
        Bundle bundle = Bundle.html(
                message,
                "<div style=\"border-left:4px solid #E69F00;padding:4px 10px;white-space:pre-wrap\">"
                        + Escape.html(message) + "</div>");
        shielded(() -> publish(() -> kernel.show("differnet-" + UUID.randomUUID(), bundle)));
    }

    /**
     * Shows on a thread that may be told to stop. ZeroMQ, through which kernels show, sends nothing on an interrupted
     * thread, forgets the interrupt and throws EINTR: the model of a training that was stopped would be lost for a bar.
     */
    private static void shielded(Runnable showing) {
        boolean interrupted = Thread.interrupted();
        try {
            showing.run();
        } catch (RuntimeException e) {
            if (!String.valueOf(e.getMessage()).contains(INTERRUPTED)) {
                throw e;
            }
            interrupted = true;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A task that never told its end, since it failed or its length was not known, ends as a line too. */
    private boolean endedWithoutAWord(Thread thread, ProgressBar bar) {
        boolean over = thread == Thread.currentThread() || !thread.isAlive();
        if (over) {
            publish(bar::end);
        }
        return over;
    }

    private void publish(Runnable what) {
        due.add(what);
        publishDue();
    }

    private void publishDue() {
        if (kernel.isShowing()) {
            List<Runnable> all = List.copyOf(due);
            due.clear();
            all.forEach(Runnable::run);
        }
    }
}
