package org.differnet.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FlowOptionsTest {

    @Test
    void paperIsThePaper() {
        assertEquals(new FlowOptions(8, 2048, 3, 3, 2 / Math.PI), FlowOptions.paper());
    }

    static Stream<Arguments> bad() {
        FlowOptions paper = FlowOptions.paper();
        return Stream.of(
                bad("blocks is 0", () -> paper.withBlocks(0)),
                bad("blocks is 65", () -> paper.withBlocks(65)),
                bad("hiddenUnits is -1", () -> paper.withHiddenUnits(-1)),
                bad("hiddenLayers is 17", () -> paper.withHiddenLayers(17)),
                bad("clamp is 0.0", () -> paper.withClamp(0, 0.636)),
                bad("clamp is NaN", () -> paper.withClamp(Double.NaN, 0.636)),
                bad("clampFactor is 1.5", () -> paper.withClamp(3, 1.5)));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void badValuesAreNamed(String start, Supplier<FlowOptions> make) {
        String message = assertThrows(IllegalArgumentException.class, make::get).getMessage();
        assertTrue(message.startsWith(start + "; allowed"), message);
    }

    private static Arguments bad(String start, Supplier<FlowOptions> make) {
        return Arguments.of(start, make);
    }
}
