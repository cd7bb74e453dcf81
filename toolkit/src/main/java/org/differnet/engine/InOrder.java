package org.differnet.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * The results of independent pieces of work on items of any number, in the order of the items. A few pieces are under way
 * ahead of the result that is asked for, on the workers of {@link Cores}; no more are held, however many items there are.
 *
 * <p>An interrupt of the thread that asks ends it: results whose turn had come by then are still given, then {@link #next}
 * throws a {@link CancellationException}, and no piece is running any more. What a piece throws, {@code next} throws when its
 * turn comes.
 *
 * @param <R> what comes of an item; not null
 */
public final class InOrder<R> implements Iterator<R>, AutoCloseable {

    /** Pieces a worker may be ahead of one that takes long. */
    private static final int AHEAD = 4;

    private final Iterator<Future<R>> pieces;
    private final Deque<Future<R>> ahead = new ArrayDeque<>();
    private final AtomicBoolean stopping;

    private InOrder(Iterator<Future<R>> pieces, AtomicBoolean stopping) {
        this.pieces = pieces;
        this.stopping = stopping;
    }

    /**
     * Begins when the first result is asked for. A piece that calls this has its own pieces done one after the other.
     *
     * @param items asked for on the thread that asks for results
     * @param work called on several threads at once, once for each item
     */
    public static <T, R> InOrder<R> of(Iterator<? extends T> items, Function<? super T, ? extends R> work) {
        AtomicBoolean stopping = new AtomicBoolean();
        boolean here = Cores.onWorker();
        return new InOrder<>(
                new Iterator<>() {
                    @Override
                    public boolean hasNext() {
                        return items.hasNext();
                    }

                    @Override
                    public Future<R> next() {
                        T item = items.next();
                        return here
                                ? CompletableFuture.completedFuture(work.apply(item))
                                : Cores.submit(() -> work.apply(item), stopping);
                    }
                },
                stopping);
    }

    /** Whether there is another result, or an interrupt to be told of. */
    @Override
    public boolean hasNext() {
        return !ahead.isEmpty() || stopping.get() || pieces.hasNext();
    }

    /**
     * Waits for the next result.
     *
     * @throws CancellationException if the thread was interrupted, or this was closed
     */
    @Override
    public R next() {
        if (Thread.interrupted()) {
            // A piece that is done already gives its result to an interrupted thread as to any other.
            stopping.set(true);
        }
        int most = AHEAD * Cores.count();
        while (!stopping.get() && ahead.size() < most && pieces.hasNext()) {
            ahead.add(pieces.next());
        }
        if (ahead.isEmpty()) {
            if (stopping.get()) {
                throw new CancellationException("stopped");
            }
            throw new NoSuchElementException("no more items");
        }
        return result(ahead.remove());
    }

    private R result(Future<R> piece) {
        while (true) {
            try {
                return piece.get();
            } catch (InterruptedException e) {
                stopping.set(true);
            } catch (ExecutionException e) {
                close();
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) e.getCause();
            }
        }
    }

    /** Ends it and waits for the pieces that are under way; does nothing when all results were given. */
    @Override
    public void close() {
        stopping.set(true);
        boolean interrupted = false;
        while (!ahead.isEmpty()) {
            try {
                ahead.peek().get();
                ahead.remove();
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                ahead.remove();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
