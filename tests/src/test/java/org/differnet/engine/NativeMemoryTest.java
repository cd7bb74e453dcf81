package org.differnet.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NativeMemoryTest {

    private final AtomicInteger freed = new AtomicInteger();

    private NativeMemory memory() {
        return NativeMemory.of("this model", freed::incrementAndGet);
    }

    @Test
    void memoryIsFreedOnceWhenItsOneShareIsClosedTwice() {
        NativeMemory memory = memory();
        memory.close();
        memory.close();
        assertEquals(1, freed.get());
    }

    @Test
    void closingOneShareLeavesTheOtherUsable() {
        NativeMemory first = memory();
        NativeMemory second = first.share();
        first.close();
        assertEquals(0, freed.get());
        assertEquals(5, second.use(() -> 5));
        second.close();
        assertEquals(1, freed.get());
    }

    @Test
    void useAfterCloseSaysWhatIsClosed() {
        NativeMemory memory = memory();
        memory.close();
        var error = assertThrows(IllegalStateException.class, () -> memory.use(() -> 5));
        assertTrue(error.getMessage().startsWith("this model is closed"), error.getMessage());
        assertThrows(IllegalStateException.class, memory::share);
    }

    @Test
    void closeDuringWorkFreesWhenTheWorkIsDone() {
        NativeMemory memory = memory();
        memory.use(() -> {
            memory.close();
            assertEquals(0, freed.get());
            return null;
        });
        assertEquals(1, freed.get());
    }

    @Test
    void workThatFailsGivesTheMemoryBack() {
        NativeMemory memory = memory();
        assertThrows(
                IllegalArgumentException.class,
                () -> memory.use(() -> {
                    throw new IllegalArgumentException("no");
                }));
        memory.close();
        assertEquals(1, freed.get());
    }

    @Test
    void shareThatIsForgottenIsFoundByTheGarbageCollector() throws InterruptedException {
        CountDownLatch found = new CountDownLatch(1);
        forget(found);
        for (int i = 0; i < 100 && found.getCount() > 0; i++) {
            System.gc();
            found.await(100, TimeUnit.MILLISECONDS);
        }
        assertEquals(0, found.getCount());
    }

    private static void forget(CountDownLatch found) {
        NativeMemory.of("this model", found::countDown).use(() -> 5);
    }
}
