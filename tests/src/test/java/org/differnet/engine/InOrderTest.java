package org.differnet.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InOrderTest {

    @Test
    void resultsComeInTheOrderOfTheItems() {
        List<Integer> results = new ArrayList<>();
        InOrder.of(IntStream.range(0, 500).iterator(), i -> 2 * i).forEachRemaining(results::add);
        assertEquals(IntStream.range(0, 500).map(i -> 2 * i).boxed().toList(), results);
    }

    @Test
    void onlyAFewItemsAreTakenAhead() {
        AtomicInteger taken = new AtomicInteger();
        Iterator<Integer> endless = IntStream.generate(taken::incrementAndGet).iterator();
        try (InOrder<Integer> results = InOrder.of(endless, i -> i)) {
            results.next();
            assertTrue(taken.get() <= 32, taken + " were taken for one result");
        }
    }

    @Test
    void whatAPieceThrowsIsThrownAtItsTurn() {
        InOrder<Integer> results = InOrder.of(List.of(1, 2, 3).iterator(), i -> {
            if (i == 2) {
                throw new IllegalArgumentException("two");
            }
            return i;
        });
        assertEquals(1, results.next());
        assertEquals(
                "two",
                assertThrows(IllegalArgumentException.class, results::next).getMessage());
    }

    @Test
    void anInterruptEndsItWithNoPieceRunning() {
        AtomicInteger running = new AtomicInteger();
        Iterator<Integer> items = IntStream.range(0, 1000).iterator();
        InOrder<Integer> results = InOrder.of(items, i -> {
            running.incrementAndGet();
            pause();
            running.decrementAndGet();
            return i;
        });
        results.next();
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> results.forEachRemaining(i -> {}));
        assertEquals(0, running.get());
        assertFalse(Thread.interrupted());
        assertTrue(items.hasNext());
    }

    @Test
    void aPieceDoesItsOwnPiecesItself() {
        InOrder<Integer> outer = InOrder.of(IntStream.range(0, 20).iterator(), i -> {
            InOrder<Integer> inner = InOrder.of(IntStream.range(0, 20).iterator(), j -> i * j);
            int sum = 0;
            while (inner.hasNext()) {
                sum += inner.next();
            }
            return sum;
        });
        List<Integer> sums = new ArrayList<>();
        outer.forEachRemaining(sums::add);
        assertEquals(IntStream.range(0, 20).map(i -> 190 * i).boxed().toList(), sums);
    }

    private static void pause() {
        try {
            Thread.sleep(2);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
