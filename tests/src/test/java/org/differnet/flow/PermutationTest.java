package org.differnet.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.Map;
import org.differnet.engine.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PermutationTest {

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = Torch.newManager(Device.cpu());
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void ordersAreThoseOfTheFirstImplementation() {
        Map<String, NDArray> golden = Golden.read("permutations.npz", manager);
        assertEquals(12, golden.size());
        for (int k = 0; k < 12; k++) {
            int[] expected = Arrays.stream(golden.get("p" + k).toLongArray())
                    .mapToInt(i -> (int) i)
                    .toArray();
            assertArrayEquals(expected, Permutation.random(768, k, manager).order(), "seed " + k);
        }
    }

    @Test
    void latentsComeFromWhereTheOrderSays() {
        Permutation permutation = Permutation.random(4, 1, manager);
        NDArray y = manager.create(new float[][] {{0, 1, 2, 3}, {10, 11, 12, 13}});
        int[] order = permutation.order();
        float[][] expected = new float[2][4];
        for (int i = 0; i < 4; i++) {
            expected[0][i] = order[i];
            expected[1][i] = 10 + order[i];
        }
        assertEquals(manager.create(expected), permutation.forward(y).z());
    }

    @Test
    void noDimensionsAreRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> Permutation.random(0, 1, manager))
                .getMessage();
        assertTrue(message.contains("0 dimensions"), message);
    }

    @Test
    void aGivenOrderIsKept() {
        NDArray y = manager.create(new float[][] {{10, 11, 12}});
        Permutation permutation = Permutation.of(new int[] {2, 0, 1}, manager);
        assertEquals(
                manager.create(new float[][] {{12, 10, 11}}),
                permutation.forward(y).z());
        assertEquals(y, permutation.inverse(permutation.forward(y).z()));
    }

    @Test
    void anOrderThatRepeatsADimensionIsRefused() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> Permutation.of(new int[] {0, 2, 2}, manager))
                .getMessage();
        assertEquals("order is [0, 2, 2]; give each of the dimensions 0 to 2 once", message);
    }
}
