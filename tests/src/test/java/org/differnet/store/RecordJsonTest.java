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
    void jsonInManyLevelsIsRefusedBeforeItIsRead() {
        String json = "{\"value\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        var error = assertThrows(IOException.class, () -> RecordJson.read(json, Inner.class));
        assertTrue(error.getMessage().contains("more than 100 levels"), error.getMessage());
    }

    @Test
    void bracketsInTextAreNoLevels() throws IOException {
        Inner inner = new Inner(1, "\"[{".repeat(1000));
        assertEquals(inner, RecordJson.read(RecordJson.write(inner), Inner.class));
    }

    @Test
    void valueThatTheRecordRefusesIsToldInItsWords() {
        var error =
                assertThrows(IOException.class, () -> RecordJson.read("{\"value\":7.0,\"text\":\"a\"}", Inner.class));
        assertTrue(error.getMessage().startsWith("value is 7; allowed"), error.getMessage());
    }

    enum Colour {
        RED,
        GREEN
    }

    record Grown(
            String text,
            @IfAbsent("RED") Colour colour,
            @IfAbsent("2.5") double weight) {}

    @Test
    void componentThatOlderJsonDoesNotNameHasTheValueItSays() throws IOException {
        assertEquals(new Grown("a", Colour.RED, 2.5), RecordJson.read("{\"text\":\"a\"}", Grown.class));
    }

    @Test
    void componentThatIsNamedKeepsItsValue() throws IOException {
        Grown grown = new Grown("a", Colour.GREEN, 3);
        assertEquals(grown, RecordJson.read(RecordJson.write(grown), Grown.class));
    }

    @Test
    void wordThatAnEnumDoesNotKnowIsNotTakenForAbsent() {
        assertThrows(IOException.class, () -> RecordJson.read("{\"text\":\"a\",\"colour\":\"BLUE\"}", Grown.class));
    }

    @Coded(ShapeCodec.class)
    interface Shape {
        String name();
    }

    record Named(String name) implements Shape {}

    record Holder(int id, Shape shape) {}

    private static class ShapeCodec implements JsonCodec<Shape> {

        @Override
        public Class<Shape> type() {
            return Shape.class;
        }

        @Override
        public String write(Shape value) {
            return RecordJson.write(new Named(value.name()));
        }

        @Override
        public Shape read(String json) throws IOException {
            Named named = RecordJson.read(json, Named.class);
            if (!named.name().equals("circle")) {
                throw new IOException("there is no shape " + named.name() + "; give its class");
            }
            return named;
        }
    }

    private static final class AnyShape extends ShapeCodec {

        @Override
        public Shape read(String json) throws IOException {
            return RecordJson.read(json, Named.class);
        }
    }

    @Test
    void openTypeIsWrittenAndReadByTheCodecThatItNames() throws IOException {
        Holder holder = new Holder(1, new Named("circle"));
        String json = RecordJson.write(holder);
        assertEquals("{\"id\":1,\"shape\":{\"name\":\"circle\"}}", json);
        assertEquals(holder, RecordJson.read(json, Holder.class));
    }

    @Test
    void valueThatACodecDoesNotKnowIsToldInItsWords() {
        String json = RecordJson.write(new Holder(1, new Named("square")));
        var error = assertThrows(IOException.class, () -> RecordJson.read(json, Holder.class));
        assertEquals("there is no shape square; give its class", error.getMessage());
    }

    @Test
    void codecThatIsGivenTakesThePlaceOfTheUsualOne() throws IOException {
        Holder holder = new Holder(1, new Named("square"));
        assertEquals(holder, RecordJson.read(RecordJson.write(holder), Holder.class, new AnyShape()));
    }
}
