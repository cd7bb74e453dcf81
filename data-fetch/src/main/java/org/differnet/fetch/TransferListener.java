package org.differnet.fetch;

import java.io.PrintStream;

/** Hears how far downloading and unpacking have come. Called on the working thread, a few times a second: be quick. */
@FunctionalInterface
public interface TransferListener {

    /** Hears nothing. */
    TransferListener NONE = new TransferListener() {
        @Override
        public void on(Transfer progress) {}

        @Override
        public void say(String line) {}
    };

    /** Called now and then, and when a piece of work is done. */
    void on(Transfer progress);

    /** Called with a line for the user, such as that another process is waited for. */
    default void say(String line) {
        System.out.println(line);
    }

    /** Prints a line a second; what takes less than a second is not mentioned. */
    static TransferListener console(PrintStream out) {
        return new TransferListener() {
            private String task = "";
            private long printed;

            @Override
            public synchronized void on(Transfer progress) {
                long now = System.nanoTime();
                if (!progress.task().equals(task)) {
                    task = progress.task();
                    printed = now;
                } else if (now - printed >= 1_000_000_000L) {
                    printed = now;
                    out.println(progress);
                }
            }

            @Override
            public void say(String line) {
                out.println(line);
            }
        };
    }

    /** The listener of fetching that was given none; {@link #console} on standard output until {@link #setDefault}. */
    static TransferListener getDefault() {
        return DefaultListener.current;
    }

    /** Sets the listener of fetching that was given none, for the whole program. */
    static void setDefault(TransferListener listener) {
        DefaultListener.current = listener;
    }
}
