package org.differnet.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RecordsTest {

    private record Size(int width, long height, String name) {
        private Size {
            if (width < 0) {
                throw new IllegalArgumentException("width is " + width + "; allowed are 0 and more");
            }
        }
    }

    private static final Size SIZE = new Size(1, 2, "small");

    @Test
    void copyDiffersInTheNamedComponentAlone() {
        assertEquals(new Size(1, 5, "small"), Records.with(SIZE, "height", 5L));
    }

    @Test
    void valueThatTheRecordRefusesIsToldInItsWords() {
        var error = assertThrows(IllegalArgumentException.class, () -> Records.with(SIZE, "width", -1));
        assertEquals("width is -1; allowed are 0 and more", error.getMessage());
    }

    @Test
    void componentThatIsNotThereIsNamed() {
        var error = assertThrows(IllegalArgumentException.class, () -> Records.with(SIZE, "depth", 1));
        assertTrue(error.getMessage().contains("Size has no component 'depth'"), error.getMessage());
    }
}
