package org.differnet.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.differnet.engine.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Weights leave a flow and come back by name. */
class StateDictTest {

    private static final FlowOptions SMALL = new FlowOptions(2, 8, 3, 3, FlowOptions.TWO_OVER_PI);
    private static final String WEIGHT = "module_list.4.s2.fc2b.weight";

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
    void loadedWeightsGiveTheSameLatents() {
        NDArray y = flow.sample(4, 1, manager);
        try (Flow other = Flow.create(SMALL, 6, 99, Device.cpu())) {
            other.load(flow.stateDict());
            assertEquals(flow.forward(y).z(), other.forward(y).z());
        }
    }

    @Test
    void loadedWeightsAreCopies() {
        try (Flow other = Flow.of(flow.stateDict(), 3, FlowOptions.TWO_OVER_PI, Device.cpu())) {
            flow.parameters().get(WEIGHT).addi(1);
            assertNotEquals(flow.parameters().get(WEIGHT), other.parameters().get(WEIGHT));
        }
    }

    @Test
    void loadingMendsWeightsThatAreNotNumbers() {
        Map<String, NDArray> saved = edited(all -> all.replaceAll((name, array) -> array.duplicate()));
        flow.parameters().get(WEIGHT).muli(Float.NaN);
        flow.load(saved);
        assertEquals(saved.get(WEIGHT), flow.parameters().get(WEIGHT));
    }

    @Test
    void sizesAreReadOffTheShapes() {
        FlowOptions odd = new FlowOptions(3, 5, 4, 2, 0.636);
        try (Flow source = Flow.create(odd, 7, 1, Device.cpu());
                Flow read = Flow.of(source.stateDict(), 2, 0.636, Device.cpu())) {
            assertEquals(odd, read.options());
            assertEquals(7, read.dimension());
        }
    }

    @Test
    void entriesWithoutPartAreLeftAside() {
        flow.load(edited(all -> {
            all.put("module_list.2.s1.bn.running_mean", manager.ones(new Shape(3)));
            all.put("module_list.2.s2.bn.num_batches_tracked", manager.ones(new Shape()));
            all.put("module_list.1.perm", manager.ones(new Shape(6)));
            all.put("module_list.1.perm_inv", manager.ones(new Shape(6)));
        }));
        assertEquals(32, flow.parameters().size());
    }

    @Test
    void aMissingWeightIsNamed() {
        refused(() -> flow.load(edited(all -> all.remove(WEIGHT))), "1 are missing [" + WEIGHT + "]");
    }

    @Test
    void anUnknownWeightIsNamed() {
        refused(
                () -> flow.load(edited(all -> all.put("classifier.weight", manager.ones(new Shape(2))))),
                "1 are not known [classifier.weight]");
    }

    @Test
    void aWeightOfAnotherShapeIsNamed() {
        refused(
                () -> flow.load(edited(all -> all.put(WEIGHT, manager.ones(new Shape(8, 9))))),
                WEIGHT,
                "(8, 9)",
                "(8, 8)");
    }

    @Test
    void refusedWeightsLeaveTheFlowUnchanged() {
        NDArray before = flow.parameters().get("module_list.2.s1.fc1.weight").duplicate();
        assertThrows(
                IllegalArgumentException.class,
                () -> flow.load(edited(all -> {
                    all.replaceAll((name, array) -> manager.zeros(array.getShape()));
                    all.remove(WEIGHT);
                })));
        assertEquals(before, flow.parameters().get("module_list.2.s1.fc1.weight"));
    }

    @Test
    void aBlockThatIsMissingIsNamed() {
        Map<String, NDArray> gap = edited(all -> all.keySet().removeIf(name -> name.startsWith("module_list.2.")));
        refused(() -> Flow.of(gap, 3, 0.636, Device.cpu()), "module_list.2.s1.fc1.weight");
    }

    @Test
    void weightsOfSomethingElseAreRefused() {
        Map<String, NDArray> other = Map.of("features.0.weight", manager.ones(new Shape(64, 3, 11, 11)));
        refused(() -> Flow.of(other, 3, 0.636, Device.cpu()), "features.0.weight", "module_list.2.s1.fc1.weight");
    }

    private Map<String, NDArray> edited(Consumer<Map<String, NDArray>> edit) {
        Map<String, NDArray> all = new LinkedHashMap<>(flow.stateDict());
        edit.accept(all);
        return all;
    }

    private static void refused(Runnable action, String... parts) {
        String message =
                assertThrows(IllegalArgumentException.class, action::run).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }
}
