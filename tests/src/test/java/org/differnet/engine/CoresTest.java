package org.differnet.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CoresTest {

    @BeforeAll
    static void startTheEngine() {
        Torch.newManager(Device.cpu()).close();
    }

    @Test
    void everyPieceIsDoneOnceAndToldOnTheCallersThread() {
        int[] times = new int[50];
        List<Integer> told = new ArrayList<>();
        List<Thread> tellers = new ArrayList<>();
        Cores.forEach(times.length, i -> times[i]++, done -> {
            told.add(done);
            tellers.add(Thread.currentThread());
        });
        assertArrayEquals(IntStream.generate(() -> 1).limit(50).toArray(), times);
        assertEquals(IntStream.rangeClosed(1, 50).boxed().toList(), told);
        assertTrue(tellers.stream().allMatch(Thread.currentThread()::equals));
    }

    @Test
    void whatAPieceThrowsEndsTheRest() {
        AtomicInteger begun = new AtomicInteger();
        var error = assertThrows(
                IllegalArgumentException.class,
                () -> Cores.forEach(
                        100_000,
                        i -> {
                            begun.incrementAndGet();
                            if (i == 3) {
                                throw new IllegalArgumentException("image 3");
                            }
                        },
                        done -> {}));
        assertEquals("image 3", error.getMessage());
        assertTrue(begun.get() < 100_000, begun + " pieces were begun");
    }

    @Test
    void anInterruptLetsThePiecesInHandEndAndLeavesNoneRunning() {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger begun = new AtomicInteger();
        assertThrows(
                CancellationException.class,
                () -> Cores.forEach(
                        1000,
                        i -> {
                            begun.incrementAndGet();
                            running.incrementAndGet();
                            pause();
                            running.decrementAndGet();
                        },
                        done -> Thread.currentThread().interrupt()));
        assertEquals(0, running.get());
        assertTrue(begun.get() < 20, begun + " pieces were begun");
        assertFalse(Thread.interrupted(), "the interrupt was answered");
    }

    @Test
    void aPieceIsToldWhenItsCallerIsInterrupted() {
        AtomicInteger told = new AtomicInteger();
        assertThrows(
                CancellationException.class,
                () -> Cores.forEach(
                        100,
                        i -> {
                            for (int k = 0; i > 0 && k < 1000 && !Cores.stopped(); k++) {
                                pause();
                            }
                            if (Cores.stopped()) {
                                told.incrementAndGet();
                            }
                        },
                        done -> Thread.currentThread().interrupt()));
        assertTrue(told.get() > 0);
        assertFalse(Cores.stopped(), "the interrupt was taken");
    }

    @Test
    void anErrorLetsThePiecesInHandEndBeforeItIsThrown() {
        AtomicInteger running = new AtomicInteger();
        assertThrows(
                OutOfMemoryError.class,
                () -> Cores.forEach(
                        1000,
                        i -> {
                            if (i == 0) {
                                throw new OutOfMemoryError("piece 0");
                            }
                            running.incrementAndGet();
                            pause();
                            running.decrementAndGet();
                        },
                        done -> {}));
        assertEquals(0, running.get());
    }

    @Test
    void anErrorOfTheListenerLetsThePiecesInHandEndToo() {
        AtomicInteger running = new AtomicInteger();
        assertThrows(
                StackOverflowError.class,
                () -> Cores.forEach(
                        1000,
                        i -> {
                            running.incrementAndGet();
                            pause();
                            running.decrementAndGet();
                        },
                        done -> {
                            throw new StackOverflowError();
                        }));
        assertEquals(0, running.get());
    }

    @Test
    void aPieceMayHavePiecesOfItsOwn() {
        AtomicInteger inner = new AtomicInteger();
        Cores.forEach(8, i -> Cores.forEach(5, j -> inner.incrementAndGet(), done -> {}), done -> {});
        assertEquals(40, inner.get());
    }

    @Test
    void anInterruptEndsThePiecesOfAPieceToo() {
        AtomicInteger inner = new AtomicInteger();
        Thread caller = Thread.currentThread();
        assertThrows(
                CancellationException.class,
                () -> Cores.forEach(
                        2,
                        i -> Cores.forEach(
                                1000,
                                j -> {
                                    caller.interrupt();
                                    inner.incrementAndGet();
                                    pause();
                                },
                                done -> {}),
                        done -> {}));
        assertTrue(inner.get() < 20, inner + " inner pieces were begun");
        Thread.interrupted();
    }

    @Test
    void anOperationComputesOnOneThreadWhoeverCalls() {
        assertEquals(1, JniUtils.getNumThreads());
        assertEquals(1, CompletableFuture.supplyAsync(JniUtils::getNumThreads).join());
        int[] threads = new int[8];
        Cores.forEach(threads.length, i -> threads[i] = JniUtils.getNumThreads(), done -> {});
        assertArrayEquals(IntStream.generate(() -> 1).limit(8).toArray(), threads);
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatIsComputedHereStaysOnTheThreadOfTheCaller() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Cores.here(() -> {
            Cores.forEach(8, i -> threads.add(Thread.currentThread()), done -> {});
            return Cores.one(() -> threads.add(Thread.currentThread()));
        });
        assertEquals(Set.of(Thread.currentThread()), threads);
        Cores.forEach(1, i -> threads.add(Thread.currentThread()), done -> {});
        assertEquals(2, threads.size(), "afterwards workers are used again");
    }
}
