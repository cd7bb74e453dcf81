package org.differnet.work;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/** Reads small files whole, interrupted or not: Java closes a channel whose thread is interrupted. */
public final class Uninterrupted {

    private Uninterrupted() {}

    /** What reads a file from its beginning. */
    @FunctionalInterface
    public interface Reading<T> {
        /** Opens and reads it; may be called again. */
        T read() throws IOException;
    }

    /** What is read, begun anew after each interrupt; the thread stays marked as interrupted. */
    public static <T> T read(Reading<T> reading) throws IOException {
        boolean interrupted = false;
        try {
            while (true) {
                interrupted |= Thread.interrupted();
                try {
                    return reading.read();
                } catch (ClosedByInterruptException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
