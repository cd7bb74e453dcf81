package org.differnet.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Supplier;
import java.util.stream.Stream;
import org.differnet.engine.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TrainOptionsTest {

    @Test
    void paperIsThePaper() {
        assertEquals(
                new TrainOptions(192, 96, 2e-4, 0.8, 0.8, 1e-4, 1e-5, Schedule.CONSTANT, Precision.FLOAT32),
                TrainOptions.paper());
    }

    static Stream<Arguments> bad() {
        TrainOptions paper = TrainOptions.paper();
        return Stream.of(
                bad("epochs is 0", () -> paper.withEpochs(0)),
                bad("batchSize is 0", () -> paper.withBatchSize(0)),
                bad("learningRate is -0.1", () -> paper.withLearningRate(-0.1, Schedule.CONSTANT)),
                bad("learningRate is NaN", () -> paper.withLearningRate(Double.NaN, Schedule.CONSTANT)),
                bad("schedule is null", () -> paper.withLearningRate(0.1, null)),
                bad("precision is null", () -> paper.withPrecision(null)),
                bad("beta1 is 1.0", () -> adam(1, 0.8, 1e-4, 0)),
                bad("beta2 is -0.5", () -> adam(0.8, -0.5, 1e-4, 0)),
                bad("epsilon is 0.0", () -> adam(0.8, 0.8, 0, 0)),
                bad("weightDecay is 2.0", () -> adam(0.8, 0.8, 1e-4, 2)));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void badValuesAreNamed(String start, Supplier<TrainOptions> make) {
        String message = assertThrows(IllegalArgumentException.class, make::get).getMessage();
        assertTrue(message.startsWith(start + "; allowed"), message);
    }

    @Test
    void schedulesBeginAtOneAndFallToZero() {
        assertEquals(1, Schedule.CONSTANT.factor(1));
        assertEquals(1, Schedule.LINEAR.factor(0));
        assertEquals(0.25, Schedule.LINEAR.factor(0.75));
        assertEquals(1, Schedule.COSINE.factor(0));
        assertEquals(0.5, Schedule.COSINE.factor(0.5), 1e-12);
        assertEquals(0, Schedule.COSINE.factor(1), 1e-12);
    }

    @ParameterizedTest
    @CsvSource({"1, 160", "3, 54", "20, 8", "1000, 8"})
    void epochsAreAsManyAsTheFewestStepsNeed(int stepsPerEpoch, int epochs) {
        TrainOptions few = TrainOptions.paper().withEpochs(8).withFewestSteps(160);
        assertEquals(epochs, few.withEpochsFor(stepsPerEpoch).epochs());
    }

    @Test
    void fewestStepsOutsideTheirRangeAreRefused() {
        for (int steps : new int[] {-1, 100_001}) {
            assertThrows(
                    IllegalArgumentException.class, () -> TrainOptions.paper().withFewestSteps(steps));
        }
    }

    private static TrainOptions adam(double beta1, double beta2, double epsilon, double weightDecay) {
        return new TrainOptions(1, 1, 0.1, beta1, beta2, epsilon, weightDecay, Schedule.CONSTANT, Precision.FLOAT32);
    }

    private static Arguments bad(String start, Supplier<TrainOptions> make) {
        return Arguments.of(start, make);
    }
}
