package org.differnet.work;

import java.io.PrintStream;

final class ConsoleProgress implements ProgressListener {

    private static final long INTERVAL_NANOS = 1_000_000_000L;

    private final PrintStream out;
    private long lastPrinted = System.nanoTime() - INTERVAL_NANOS;

    ConsoleProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void on(Progress progress) {
        long now = System.nanoTime();
        if (progress.finished() || now - lastPrinted >= INTERVAL_NANOS) {
            lastPrinted = now;
            out.println(progress);
        }
    }

    @Override
    public void say(String line) {
        out.println(line);
    }
}
