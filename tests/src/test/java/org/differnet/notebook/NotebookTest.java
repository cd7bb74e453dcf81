package org.differnet.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NotebookTest {

    private static final String BUDGET = "DIFFERNET_BUDGET";

    private String before;

    @BeforeEach
    void keep() {
        before = System.getProperty(BUDGET);
    }

    @AfterEach
    void restore() {
        if (before == null) {
            System.clearProperty(BUDGET);
        } else {
            System.setProperty(BUDGET, before);
        }
    }

    @Test
    void budgetChoosesTheSizeThatIsAskedFor() {
        assertEquals("hours", chosen("paper"));
        assertEquals("minutes", chosen("here"));
        assertEquals("seconds", chosen("test"));
    }

    @Test
    void budgetOfAnotherNameIsRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> chosen("full"))
                .getMessage();
        assertTrue(message.contains("full") && message.contains("paper, here or test"), message);
    }

    private static String chosen(String budget) {
        System.setProperty(BUDGET, budget);
        return Notebook.budget("hours", "minutes", "seconds");
    }
}
