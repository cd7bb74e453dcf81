package org.differnet.kernel;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What cells print, sent ten times a second at most and not in the pieces in which a formatter writes it. What a thread
 * prints between two cells belongs to the one before.
 */
final class CellOutput extends OutputStream {

    private static final long DELAY_MILLIS = 100;
    private static final int MOST_BYTES = 1 << 16;

    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "cell output");
        thread.setDaemon(true);
        return thread;
    });

    private final Consumer<String> target;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private boolean due;

    private CellOutput(Consumer<String> target) {
        this.target = target;
    }

    /** A stream that hands what is printed on it to a target, which makes one message of each piece. */
    static PrintStream on(Consumer<String> target) {
        return new PrintStream(new CellOutput(target), false, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        waiting.write(bytes, offset, length);
        if (waiting.size() > MOST_BYTES) {
            flush();
        } else if (!due) {
            due = true;
            CLOCK.schedule(this::flushLater, DELAY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void flush() {
        if (waiting.size() > 0) {
            String text = waiting.toString(StandardCharsets.UTF_8);
            waiting.reset();
            target.accept(text);
        }
    }

    private synchronized void flushLater() {
        due = false;
        flush();
    }
}
