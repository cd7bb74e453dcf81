package org.differnet.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class CellsTest {

    @Test
    void interruptBetweenTwoStatementsIsNotLost() throws Exception {
        AtomicInteger statements = new AtomicInteger();
        Cells cells = new Cells(new CellExecution() {
            @Override
            protected String invoke(Method snippet) throws Exception {
                if (statements.incrementAndGet() == 3) {
                    interrupt();
                }
                return super.invoke(snippet);
            }
        });
        statements.set(0);
        InterruptedException seen = assertThrows(
                InterruptedException.class, () -> cells.run("int a = 1;\nint b = 2;\nThread.sleep(600_000);"));
        assertTrue(seen.getMessage().contains("The cell was interrupted."), seen.getMessage());
        assertEquals(3, cells.run("a + b"));
    }
}
