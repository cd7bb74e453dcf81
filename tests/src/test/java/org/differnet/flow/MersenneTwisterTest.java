package org.differnet.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MersenneTwisterTest {

    @Test
    void knownOutputsOfTheAlgorithmAreMet() {
        MersenneTwister random = new MersenneTwister(5489);
        for (int i = 0; i < 9999; i++) {
            random.nextInt();
        }
        assertEquals(4123659995L, Integer.toUnsignedLong(random.nextInt()));
    }

    @Test
    void normalsAreNumpys() {
        MersenneTwister random = new MersenneTwister(5);
        double[] expected = {
            0.44122748688504143, -0.33087015189408764, 2.43077118700778, -0.2520921296030769, 0.10960984157818278
        };
        double[] actual = new double[expected.length];
        for (int i = 0; i < actual.length; i++) {
            actual[i] = random.nextNormal();
        }
        assertArrayEquals(expected, actual, 1e-15);
    }

    @Test
    void permutationIsNumpys() {
        assertArrayEquals(new int[] {3, 5, 4, 1, 0, 2}, new MersenneTwister(3).permutation(6));
    }
}
