package org.differnet.engine;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Runs independent pieces of work, such as the images of a data set, side by side.
 *
 * <p>Each piece computes on its own share of the processor's cores. That wastes less than one piece after the other on
 * all cores: nothing waits for the slowest core after every operation, and while one piece decodes its image another one
 * is in the network. The results have the same bits.
 */
public final class Cores {

    /** More would cost memory, some 100 MB each and 300 for heat maps, and gain little. */
    private static final int MOST = 4;

    private static final int COUNT = Math.min(MOST, Runtime.getRuntime().availableProcessors());
    private static ExecutorService workers;

    /** Of a thread that does a piece: whether whoever waits for the piece was interrupted. */
    private static final ThreadLocal<AtomicBoolean> PIECE = new ThreadLocal<>();

    private Cores() {}

    /**
     * Does pieces 0 to n - 1 and returns when all are done. What a piece throws ends the rest and is thrown here. A piece
     * that calls this again does its own pieces one after the other.
     *
     * @param piece called on several threads at once, once for each piece
     * @param done called on the caller's thread after each piece, with how many are done
     * @throws CancellationException if the caller's thread is interrupted; no piece is running any more then
     */
    public static void forEach(int n, IntConsumer piece, IntConsumer done) {
        AtomicBoolean own = PIECE.get();
        if (own != null) {
            for (int i = 0; i < n; i++) {
                if (own.get() || EndOfProcess.hasBegun()) {
                    throw new CancellationException("stopped after " + i + " of " + n);
                }
                piece.accept(i);
                done.accept(i + 1);
            }
            return;
        }
        CompletionService<Void> service = new ExecutorCompletionService<>(workers());
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean stopping = new AtomicBoolean();
        int running = 0;
        Throwable failure = null;
        for (; running < Math.min(COUNT, n); running++) {
            submit(service, next, piece, stopping);
        }
        int finished = 0;
        while (running > 0) {
            try {
                Future<Void> ended = service.take();
                running--;
                ended.get();
                if (failure != null) {
                    continue;
                }
                done.accept(++finished);
                if (next.get() < n) {
                    submit(service, next, piece, stopping);
                    running++;
                }
            } catch (ExecutionException e) {
                failure = failure == null ? e.getCause() : failure;
            } catch (InterruptedException e) {
                stopping.set(true);
                failure =
                        failure == null ? new CancellationException("stopped after " + finished + " of " + n) : failure;
            } catch (RuntimeException | Error e) {
                failure = e;
            }
        }
        if (failure instanceof Error error) {
            throw error;
        } else if (failure != null) {
            throw (RuntimeException) failure;
        }
    }

    /**
     * Computes on one worker, as a piece does: the same bits, whoever calls.
     *
     * @throws CancellationException if the caller's thread is interrupted; the work is not running any more then
     */
    public static <T> T one(Supplier<T> work) {
        AtomicReference<T> result = new AtomicReference<>();
        forEach(1, i -> result.set(work.get()), done -> {});
        return result.get();
    }

    /** Computes on this thread and no other, as a piece does: for who runs several of them and keeps account of the cores. */
    public static <T> T here(Supplier<T> work) {
        return PIECE.get() == null ? piece(work, new AtomicBoolean()) : work.get();
    }

    private static <T> T piece(Supplier<T> work, AtomicBoolean stopping) {
        PIECE.set(stopping);
        try {
            return EndOfProcess.before(work);
        } finally {
            PIECE.remove();
        }
    }

    /**
     * Whether the work of this thread is to end: the thread was interrupted, which this takes, or whoever waits for its piece
     * was.
     */
    public static boolean stopped() {
        AtomicBoolean own = PIECE.get();
        return own == null ? Thread.interrupted() : own.get() || Thread.interrupted();
    }

    /** How many pieces run at once. */
    static int count() {
        return COUNT;
    }

    /** Whether this thread does a piece, and then its own pieces one after the other. */
    static boolean onWorker() {
        return PIECE.get() != null;
    }

    /** Has a worker do a piece, unless it is to stop by then. */
    static <T> Future<T> submit(Supplier<T> piece, AtomicBoolean stopping) {
        return workers().submit(() -> {
            if (stopping.get()) {
                throw new CancellationException("stopped before it began");
            }
            return piece(piece, stopping);
        });
    }

    private static void submit(
            CompletionService<Void> service, AtomicInteger next, IntConsumer piece, AtomicBoolean stopping) {
        int i = next.getAndIncrement();
        service.submit(() -> piece(
                () -> {
                    piece.accept(i);
                    return null;
                },
                stopping));
    }

    private static synchronized ExecutorService workers() {
        if (workers == null) {
            workers = Executors.newFixedThreadPool(COUNT, Cores::worker);
        }
        return workers;
    }

    private static Thread worker(Runnable task) {
        Thread worker = new Thread(task, "differnet-worker");
        worker.setDaemon(true);
        return worker;
    }
}
