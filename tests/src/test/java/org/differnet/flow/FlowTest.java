package org.differnet.flow;

import static org.differnet.flow.FlowAsserts.assertClose;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.differnet.engine.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlowTest {

    private static final FlowOptions SMALL = new FlowOptions(2, 8, 3, 3, FlowOptions.TWO_OVER_PI);

    private NDManager manager;
    private Flow flow;

    @BeforeEach
    void open() {
        manager = Torch.newManager(Device.cpu());
        flow = Flow.create(SMALL, 6, 7, Device.cpu());
    }

    @AfterEach
    void close() {
        flow.close();
        manager.close();
    }

    @Test
    void weightsStartAsPyTorchsLinearLayersWithThatSeed() {
        // torch.manual_seed(7); torch.nn.Linear(3, 2)
        Flow start = Flow.create(new FlowOptions(1, 2, 1, 3, FlowOptions.TWO_OVER_PI), 6, 7, Device.cpu());
        try (start) {
            Map<String, NDArray> weights = start.parameters();
            assertArrayEquals(
                    new float[] {
                        0.04032507538795471f,
                        -0.3477921187877655f,
                        0.18384182453155518f,
                        0.1811612844467163f,
                        -0.3085803687572479f,
                        -0.0865316316485405f
                    },
                    weights.get("module_list.2.s1.fc1.weight").toFloatArray());
            assertArrayEquals(
                    new float[] {-0.33822792768478394f, 0.1498066484928131f},
                    weights.get("module_list.2.s1.fc1.bias").toFloatArray());
        }
    }

    @Test
    void anotherSeedGivesOtherWeights() {
        try (Flow other = Flow.create(SMALL, 6, 8, Device.cpu())) {
            String name = "module_list.4.s2.fc2b.weight";
            assertNotEquals(flow.parameters().get(name), other.parameters().get(name));
        }
    }

    @Test
    void thePapersSizeIsCounted() {
        try (Flow narrow = Flow.create(FlowOptions.paper().withHiddenUnits(64), 768, 0, Device.cpu())) {
            long expected = 16 * (384 * 64 + 64 + 2 * (64 * 64 + 64) + 64 * 768 + 768);
            assertEquals(expected, narrow.parameterCount());
        }
    }

    @Test
    void blocksPermuteByTheirIndex() {
        Permutation second = (Permutation) flow.transforms().get(2);
        assertArrayEquals(new MersenneTwister(1).permutation(6), second.order());
    }

    @Test
    void logProbIntegratesToOne() {
        try (Flow plane = Flow.create(SMALL, 2, 3, Device.cpu())) {
            int side = 400;
            double cell = 40.0 / side;
            float[] grid = new float[side * side * 2];
            for (int i = 0; i < side * side; i++) {
                grid[2 * i] = (float) ((i % side + 0.5) * cell - 20);
                grid[2 * i + 1] = (float) ((i / side + 0.5) * cell - 20);
            }
            NDArray density = plane.logProb(manager.create(grid, new Shape(side * side, 2)))
                    .exp();
            assertEquals(1, density.sum().getFloat() * cell * cell, 0.01);
        }
    }

    @Test
    void samplesAreTheSameForTheSameSeed() {
        assertEquals(flow.sample(3, 5, manager), flow.sample(3, 5, manager));
        assertNotEquals(flow.sample(3, 5, manager), flow.sample(3, 6, manager));
    }

    @Test
    void latentsOfSamplesAreNumpysNormals() {
        // numpy.random.RandomState(5).standard_normal(5)
        NDArray z = flow.forward(flow.sample(1, 5, manager)).z().get(":, :5");
        NDArray expected = manager.create(
                new float[] {0.44122748f, -0.33087015f, 2.43077118f, -0.25209212f, 0.10960984f}, new Shape(1, 5));
        assertClose(expected, z, 1e-4);
    }

    @Test
    void resultsBelongToTheDatasManager() {
        Transformed result = flow.forward(manager.ones(new Shape(2, 6)));
        assertSame(manager, result.z().getManager());
        assertSame(manager, result.logDet().getManager());
        assertSame(manager, flow.logProb(manager.ones(new Shape(2, 6))).getManager());
    }

    @Test
    void aManyThreadedCallerGetsTheSameValues() throws InterruptedException {
        float[] values = flow.sample(20, 1, manager).toFloatArray();
        float[] expected =
                flow.logProb(manager.create(values, new Shape(20, 6))).toFloatArray();
        float[][] found = new float[4][];
        Thread[] threads = new Thread[found.length];
        for (int i = 0; i < threads.length; i++) {
            int index = i;
            threads[i] = new Thread(() -> {
                try (NDManager own = Torch.newManager(Device.cpu())) {
                    found[index] =
                            flow.logProb(own.create(values, new Shape(20, 6))).toFloatArray();
                }
            });
            threads[i].start();
        }
        for (int i = 0; i < threads.length; i++) {
            threads[i].join();
            assertArrayEquals(expected, found[i]);
        }
    }

    @Test
    void scoringOnAnotherThreadRecordsNoGradients() throws InterruptedException {
        boolean[] recorded = {true};
        Thread thread = new Thread(() -> {
            try (NDManager own = Torch.newManager(Device.cpu())) {
                recorded[0] = flow.forward(own.ones(new Shape(2, 6))).z().hasGradient();
            }
        });
        thread.start();
        thread.join();
        assertFalse(recorded[0]);
    }

    @Test
    void structureIsShown() {
        String text = flow.toString();
        assertTrue(text.startsWith("Flow on 6 dimensions, 2 blocks, 920 parameters\n"), text);
        assertTrue(text.contains("AffineCoupling(3 and 3, nets 3-8-8-8-6 and 3-8-8-8-6, clamp 3.0)"), text);
    }

    @Test
    void featuresOfAnotherLengthAreRefused() {
        refused(() -> flow.forward(manager.ones(new Shape(2, 5))), "(2, 5)", "(n, 6)");
    }

    @Test
    void latentsOfAnotherLengthAreRefused() {
        refused(() -> flow.inverse(manager.ones(new Shape(6))), "(6)", "(n, 6)");
    }

    @Test
    void featuresOfAnotherTypeAreRefused() {
        refused(() -> flow.forward(manager.ones(new Shape(2, 6), DataType.FLOAT64)), "float64", "float32");
    }

    @Test
    void oneDimensionIsRefused() {
        refused(() -> Flow.create(SMALL, 1, 0, Device.cpu()), "1 dimensions", "2 or more");
    }

    @Test
    void noSamplesAreRefused() {
        refused(() -> flow.sample(0, 1, manager), "0 samples", "1 or more");
    }

    private static void refused(Runnable action, String... parts) {
        String message =
                assertThrows(IllegalArgumentException.class, action::run).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }

    @Test
    void withoutPermutationsOneBlockIsItsCoupling() {
        FlowOptions one = SMALL.withBlocks(1);
        try (Flow fixed = Flow.create(one, List.of(new int[] {0, 1, 2, 3}), 7, Device.cpu());
                Flow usual = Flow.create(one, 4, 7, Device.cpu())) {
            NDArray y = manager.create(new float[][] {{1, -2, 3, 0.5f}});
            assertEquals(
                    usual.transforms().get(1).forward(y).z(), fixed.forward(y).z());
            assertNotEquals(usual.forward(y).z(), fixed.forward(y).z());
        }
    }

    @Test
    void ordersThatDoNotFitTheBlocksAreRefused() {
        int[] order = {0, 1};
        String tooFew = assertThrows(
                        IllegalArgumentException.class, () -> Flow.create(SMALL, List.of(order), 0, Device.cpu()))
                .getMessage();
        assertEquals("1 orders for 2 blocks; give one for each block", tooFew);
        String uneven = assertThrows(
                        IllegalArgumentException.class,
                        () -> Flow.create(SMALL, List.of(order, new int[] {0, 1, 2}), 0, Device.cpu()))
                .getMessage();
        assertEquals("orders have 2 and 3 dimensions; give all of them the same", uneven);
    }

    @Test
    void anInterruptEndsTheDrawingOfWeights() {
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> Flow.create(FlowOptions.paper(), 768, 1, Device.cpu()));
        assertFalse(Thread.interrupted(), "the interrupt was answered");
    }
}
