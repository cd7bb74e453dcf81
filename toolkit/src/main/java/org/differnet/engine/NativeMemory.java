package org.differnet.engine;

import java.lang.ref.Cleaner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A share in native memory that several values may hold. The memory is freed when the last share was closed, or was
 * forgotten and found by the garbage collector, and no work that uses it is under way any more.
 */
public final class NativeMemory implements AutoCloseable {

    /** Waits for shares that nobody closed. */
    private static final Cleaner CLEANER = Cleaner.create();

    /**
     * Memory that is not freed yet. Remembered here, for all that the process opens, because the garbage collector sees
     * nothing of it: see {@link #freeForgotten}.
     */
    private static final AtomicInteger OPEN = new AtomicInteger();

    /** So much that is open calls for a look at what of it was forgotten. */
    private static final int MANY = 3;

    /** A collector that was told to ignore the call never answers. */
    private static final int LONGEST_LOOK_SECONDS = 1;

    private final Memory memory;
    private final Share share;
    private final Cleaner.Cleanable cleanable;

    private NativeMemory(Memory memory) {
        this.memory = memory;
        this.share = memory.newShare();
        this.cleanable = CLEANER.register(this, share);
    }

    /**
     * The first share.
     *
     * @param owner what messages call the value, such as "this model"
     * @param free frees the memory, on any thread; must not lead to the value that holds the share
     */
    public static NativeMemory of(String owner, Runnable free) {
        return new NativeMemory(new Memory(owner, free));
    }

    /**
     * Lets the garbage collector look for shares that were forgotten, if many are open, and waits until it has looked. Called
     * before more memory is taken: a heap that has room is not collected otherwise, however much native memory hangs on it.
     */
    public static void freeForgotten() {
        if (OPEN.get() < MANY) {
            return;
        }
        CountDownLatch looked = new CountDownLatch(1);
        CLEANER.register(new Object(), looked::countDown);
        System.gc();
        try {
            looked.await(LONGEST_LOOK_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Another share in the same memory.
     *
     * @throws IllegalStateException if this one is closed
     */
    public NativeMemory share() {
        return use(() -> new NativeMemory(memory));
    }

    /**
     * Does work that uses the memory, which stays until it is done, even if this is closed in the meantime.
     *
     * @throws IllegalStateException if this is closed
     */
    public <T> T use(Supplier<T> work) {
        memory.enter(share);
        try {
            return work.get();
        } finally {
            memory.leave();
        }
    }

    /** Gives the share back; a second time nothing happens. */
    @Override
    public void close() {
        cleanable.clean();
    }

    /** The memory itself and how many hold it: open shares and work under way. */
    private static final class Memory {

        private final String owner;
        private final Runnable free;
        private int holders;

        Memory(String owner, Runnable free) {
            this.owner = owner;
            this.free = free;
            OPEN.incrementAndGet();
        }

        synchronized Share newShare() {
            holders++;
            return new Share(this);
        }

        synchronized void enter(Share share) {
            if (share.closed) {
                throw new IllegalStateException(
                        owner + " is closed and its memory given back: use it before it is closed, or make it anew");
            }
            holders++;
        }

        void close(Share share) {
            synchronized (this) {
                share.closed = true;
            }
            leave();
        }

        void leave() {
            boolean last;
            synchronized (this) {
                holders--;
                last = holders == 0;
            }
            if (last) {
                OPEN.decrementAndGet();
                free.run();
            }
        }
    }

    /** What is left of a share that was forgotten. Run once, by whoever comes first. */
    private static final class Share implements Runnable {

        private final Memory memory;
        private boolean closed;

        Share(Memory memory) {
            this.memory = memory;
        }

        @Override
        public void run() {
            memory.close(this);
        }
    }
}
