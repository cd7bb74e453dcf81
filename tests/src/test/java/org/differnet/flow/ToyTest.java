package org.differnet.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ToyTest {

    @ParameterizedTest
    @EnumSource
    void sameSeedDrawsTheSamePointsWithinThePicture(Toy toy) {
        float[] points = toy.points(500, 3);
        assertArrayEquals(points, toy.points(500, 3));
        for (float value : points) {
            assertTrue(Math.abs(value) < 5, toy + " " + value);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "PINWHEEL")
    void exactDensityIntegratesToOneAndIsThatOfThePoints(Toy toy) {
        int side = 100;
        double cell = 10.0 / side;
        double sum = 0;
        double expected = 0;
        for (int i = 0; i < side * side; i++) {
            double density = toy.density((i % side + 0.5) * cell - 5, (i / side + 0.5) * cell - 5);
            sum += density * cell * cell;
            expected += density > 0 ? density * Math.log(density) * cell * cell : 0;
        }
        assertEquals(1, sum, 0.01);
        double mean = 0;
        for (double log : toy.logDensity(toy.points(1000, 1))) {
            mean += log / 1000;
        }
        assertEquals(expected, mean, 0.12);
    }
}
