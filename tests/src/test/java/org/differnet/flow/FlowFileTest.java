package org.differnet.flow;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlowFileTest {

    private static final float[] ROWS = Toy.TWO_MOONS.points(20, 1);

    @TempDir
    Path folder;

    private record Shifted(NDArray t) implements Transform {

        @Override
        public Transformed forward(NDArray y) {
            return new Transformed(
                    y.add(t), y.getManager().zeros(new Shape(y.getShape().get(0))));
        }

        @Override
        public NDArray inverse(NDArray z) {
            return z.sub(t);
        }

        @Override
        public Map<String, NDArray> parameters() {
            return Map.of("t", t);
        }
    }

    private static final Layer SHIFT = Layer.own("Shift", setup -> new Shifted(setup.zeros(setup.dimension())));

    private Path saved(Composition composition) {
        Path file = folder.resolve("flow.safetensors");
        try (Flow flow = composition.build(3, Device.cpu())) {
            flow.save(file);
        }
        return file;
    }

    @Test
    void aSavedFlowIsReadWithTheSameBits() {
        Composition composition =
                Flow.on(2).normalize().linear(0).spline(16).repeat(2).mixture(3);
        Path file = folder.resolve("flow.safetensors");
        try (Flow flow = composition.build(3, Device.cpu())) {
            flow.save(file);
            try (Flow read = Flow.load(file)) {
                assertArrayEquals(flow.logProb(ROWS), read.logProb(ROWS));
                assertArrayEquals(flow.sample(5, 1), read.sample(5, 1));
                assertEquals(flow.toString(), read.toString());
            }
        }
    }

    @Test
    void aLayerOfOnesOwnHasToBeGiven() {
        Path file = saved(Flow.on(2).add(SHIFT).couple(8));
        try (Flow read = Flow.load(file, SHIFT)) {
            assertEquals(2, read.transforms().size());
        }
        String message =
                assertThrows(UncheckedIOException.class, () -> Flow.load(file)).getMessage();
        assertTrue(message.startsWith(file.toString()) && message.contains("Shift"), message);
    }

    @Test
    void aTurnedBitIsFoundByTheChecksum() throws IOException {
        Path file = saved(Flow.on(2).couple(8));
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 3] ^= 4;
        Files.write(file, bytes);
        String message =
                assertThrows(UncheckedIOException.class, () -> Flow.load(file)).getMessage();
        assertTrue(message.contains("is damaged"), message);
    }

    @Test
    void aFlowOfTransformsThatExistedIsNotSaved() {
        try (Flow layers = Flow.on(2).couple(8).build(1, Device.cpu());
                Flow flow = Flow.of(Base.standardNormal(), layers.transforms().get(0))) {
            Path file = folder.resolve("flow.safetensors");
            assertThrows(IllegalStateException.class, () -> flow.save(file));
            assertTrue(Files.notExists(file));
        }
    }

    @Test
    void closedFlowSaysThatItIsClosed() {
        Flow flow = Flow.on(2).couple(8).build(1, Device.cpu());
        flow.close();
        assertEquals("Flow on 2 dimensions, closed", flow.toString());
        assertEquals(
                "the flow is closed; build it again, or close it later",
                assertThrows(IllegalStateException.class, () -> flow.logProb(ROWS))
                        .getMessage());
        assertThrows(IllegalStateException.class, () -> flow.sample(5, 1));
        assertThrows(IllegalStateException.class, () -> flow.save(folder.resolve("f")));
    }
}
