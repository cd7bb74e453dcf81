package org.differnet.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordJsonTest {

    record Inner(double value, String text) {
        Inner {
            if (value == 7) {
                throw new IllegalArgumentException("value is 7; allowed are all others");
            }
        }
    }

    record Outer(long seed, boolean yes, List<Inner> inner) {}

    @Test
    void everyValueComesBack() throws IOException {
        Outer outer = new Outer(
                Long.MIN_VALUE + 1,
                true,
                List.of(
                        new Inner(Double.NaN, "ä\"\n<"),
                        new Inner(Double.NEGATIVE_INFINITY, ""),
                        new Inner(0.1 + 0.2, "NaN"),
                        new Inner(-0.0, " ")));
        assertEquals(outer, RecordJson.read(RecordJson.write(outer), Outer.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{",
                "{\"value\":1.0}",
                "{\"value\":1.0,\"text\":null}",
                "{\"value\":1.0,\"text\":\"a\",\"more\":1}",
                "{\"value\":1.0,\"text\":\"a\",\"text\":\"b\"}",
                "{\"value\":1.0,\"text\":\"a\"",
                "{\"value\":\"one\",\"text\":\"a\"}",
                "{\"value\":1.0,\"text\":\"a\"} 2",
                "{value:1.0,text:\"a\"}"
            })
    void otherJsonIsRefused(String json) {
        assertThrows(IOException.class, () -> RecordJson.read(json, Inner.class));
    }

    @Test
    void valueThatTheRecordRefusesIsToldInItsWords() {
        var error =
                assertThrows(IOException.class, () -> RecordJson.read("{\"value\":7.0,\"text\":\"a\"}", Inner.class));
        assertTrue(error.getMessage().startsWith("value is 7; allowed"), error.getMessage());
    }
}
