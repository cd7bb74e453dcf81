package org.differnet.cli;

import java.io.PrintWriter;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;

/** Progress on a terminal in one line that changes; elsewhere a line every ten seconds, and one at the end of a task. */
final class TerminalProgress implements ProgressListener {

    private static final long TERMINAL_NANOS = 200_000_000L;
    private static final long FILE_NANOS = 10_000_000_000L;

    private final PrintWriter err;
    private final boolean terminal;
    private long last = System.nanoTime();
    private int shown;

    TerminalProgress(PrintWriter err, boolean terminal) {
        this.err = err;
        this.terminal = terminal;
    }

    /** For the standard error of this process. */
    static ProgressListener of(PrintWriter err, boolean quiet) {
        return quiet ? new Quiet(err) : new TerminalProgress(err, System.console() != null);
    }

    @Override
    public synchronized void on(Progress progress) {
        long now = System.nanoTime();
        if (!progress.finished() && now - last < (terminal ? TERMINAL_NANOS : FILE_NANOS)) {
            return;
        }
        last = now;
        String line = progress.toString();
        if (terminal) {
            clear();
            err.print(line);
            shown = line.length();
            if (progress.finished()) {
                err.println();
                shown = 0;
            }
            err.flush();
        } else {
            err.println(line);
        }
    }

    @Override
    public synchronized void say(String line) {
        clear();
        err.println(line);
    }

    @Override
    public void warn(String message) {
        say("Warning: " + message);
    }

    /** Makes room for a line. */
    synchronized void clear() {
        if (shown > 0) {
            err.print("\r" + " ".repeat(shown) + "\r");
            err.flush();
            shown = 0;
        }
    }

    /** Warnings alone. */
    private record Quiet(PrintWriter err) implements ProgressListener {

        @Override
        public void on(Progress progress) {}

        @Override
        public void warn(String message) {
            err.println("Warning: " + message);
        }
    }
}
