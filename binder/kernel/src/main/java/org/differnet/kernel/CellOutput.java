package org.differnet.kernel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** What a cell prints, sent ten times a second at most and not in the pieces in which a formatter writes it. */
final class CellOutput extends OutputStream {

    private static final long DELAY_MILLIS = 100;
    private static final int MOST_BYTES = 1 << 16;

    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "cell output");
        thread.setDaemon(true);
        return thread;
    });

    private final OutputStream target;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private boolean due;

    private CellOutput(OutputStream target) {
        this.target = target;
    }

    /** Prints on a stream that makes one message of each flush. */
    static PrintStream on(OutputStream target) {
        return new PrintStream(new CellOutput(target), false, StandardCharsets.UTF_8);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        waiting.write(bytes, offset, length);
        if (waiting.size() > MOST_BYTES) {
            flush();
        } else if (!due) {
            due = true;
            CLOCK.schedule(this::flushLater, DELAY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void flush() throws IOException {
        if (waiting.size() > 0) {
            waiting.writeTo(target);
            waiting.reset();
            target.flush();
        }
    }

    private synchronized void flushLater() {
        due = false;
        try {
            flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
