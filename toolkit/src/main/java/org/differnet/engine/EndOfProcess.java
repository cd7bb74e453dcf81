package org.differnet.engine;

import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Keeps computing and the end of the process apart. At its end the engine frees what its operations share, and one that is
 * under way on another thread then would crash the JVM. So the end waits for the piece of work that each thread has in hand,
 * and no other begins.
 */
public final class EndOfProcess {

    /** The longest pieces take a few seconds; nothing is waited for longer. */
    private static final long SECONDS = 20;

    /** Held for reading by whoever computes, for writing by the end. One for the process, which ends but once. */
    private static final ReentrantReadWriteLock COMPUTING = new ReentrantReadWriteLock();

    private static volatile Runnable first = () -> {};

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(EndOfProcess::await, "differnet-end"));
    }

    private EndOfProcess() {}

    /**
     * Does a piece of work that the end waits for, from its first operation to the freeing of its memory. It must not wait
     * for a piece on another thread.
     *
     * @throws IllegalStateException if the process is ending
     */
    public static <T> T before(Supplier<T> work) {
        begin();
        try {
            return work.get();
        } finally {
            COMPUTING.readLock().unlock();
        }
    }

    /**
     * Has the end do something first, while computing goes on: such as wait for work that it has told to finish.
     *
     * @param wait called on a thread of the end, in place of what was given before
     */
    public static void first(Runnable wait) {
        first = Objects.requireNonNull(wait, "wait");
    }

    /** Whether the process is ending: a piece of several parts should do no more of them. */
    static boolean hasBegun() {
        return COMPUTING.hasQueuedThreads() || COMPUTING.isWriteLocked();
    }

    /** Threads wait rather than fail, since failing would lead them to free memory while the engine does. */
    private static void begin() {
        if (COMPUTING.readLock().tryLock()) {
            return;
        }
        boolean begun = false;
        try {
            begun = COMPUTING.readLock().tryLock(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!begun) {
            throw new IllegalStateException("the process is ending: nothing is computed any more");
        }
    }

    private static void await() {
        first.run();
        try {
            // Not given back: the process is over.
            COMPUTING.writeLock().tryLock(SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
