package org.differnet.features;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class PrincipalComponentsTest {

    /** Along (3, 4) / 5 by -2 to 2, across it by 1 and -1 at both ends, around (10, 20, 5). */
    private static final float[] ROWS = {
        10 - 1.2f + 0.8f,
        20 - 1.6f - 0.6f,
        5,
        10 - 1.2f - 0.8f,
        20 - 1.6f + 0.6f,
        5,
        10 + 1.2f + 0.8f,
        20 + 1.6f - 0.6f,
        5,
        10 + 1.2f - 0.8f,
        20 + 1.6f + 0.6f,
        5
    };

    @Test
    void firstComponentIsTheDirectionOfGreatestVariance() {
        PrincipalComponents pca = PrincipalComponents.of(ROWS, 3, 2);
        double[][] projected = pca.project(ROWS);
        assertArrayEquals(new double[] {-2, -2, 2, 2}, projected[0], 1e-5);
        assertArrayEquals(new double[] {1, -1, 1, -1}, projected[1], 1e-5);
        assertEquals(0.8, pca.share(0), 1e-6);
        assertEquals(0.2, pca.share(1), 1e-6);
        assertEquals("2 principal components of 3 dimensions: 80.0 %, 20.0 % of the variance", pca.toString());
    }

    @Test
    void newRowsAreSeenFromTheMeanOfTheOldOnes() {
        double[][] projected = PrincipalComponents.of(ROWS, 3, 1).project(new float[] {13, 24, 5});
        assertEquals(5, projected[0][0], 1e-5);
    }

    @Test
    void valuesThatAreNoWholeRowsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> PrincipalComponents.of(new float[7], 3, 1));
        assertThrows(IllegalArgumentException.class, () -> PrincipalComponents.of(new float[3], 3, 1));
        assertThrows(IllegalArgumentException.class, () -> PrincipalComponents.of(ROWS, 3, 4));
        assertThrows(IllegalArgumentException.class, () -> PrincipalComponents.of(ROWS, 3, 1)
                .project(new float[4]));
    }
}
