package org.differnet.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.differnet.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads the checkpoints that make_fixtures.py, beside them, made with PyTorch. */
class TorchCheckpointTest {

    @ParameterizedTest
    @ValueSource(strings = {"varied.pth", "varied-legacy.pth", "varied-protocol4.pth"})
    void everyFormatGivesTheSameTensorsAsSafetensors(String name) {
        Map<String, Tensor> expected = Safetensors.read(Fixtures.resource("varied.safetensors"));
        Map<String, Tensor> tensors = TorchCheckpoint.read(Fixtures.resource(name));
        assertEquals(expected, tensors);
    }

    @Test
    void tensorsComeInTheOrderOfTheirDict() {
        Map<String, Tensor> tensors = TorchCheckpoint.read(Fixtures.resource("varied.pth"));
        assertEquals(
                List.of("plain", "transposed", "window", "row"),
                List.copyOf(tensors.keySet()).subList(0, 4));
    }

    @Test
    void aTransposedTensorIsReadInTheOrderOfItsShape() {
        Tensor transposed =
                TorchCheckpoint.read(Fixtures.resource("varied.pth")).get("transposed");
        assertEquals("F32[4, 3]", transposed.toString());
        assertArrayEquals(
                new float[] {-0.5f, 0, 0.5f, -0.375f, 0.125f, 0.625f, -0.25f, 0.25f, 0.75f, -0.125f, 0.375f, 0.875f},
                transposed.floats());
    }

    @Test
    void everyTypeIsReadAsItsNumbers() {
        Map<String, Tensor> tensors = TorchCheckpoint.read(Fixtures.resource("varied.pth"));
        assertArrayEquals(
                new float[] {0, -0f, 1.5f, -65504, 0x1p-24f, Float.POSITIVE_INFINITY, Float.NaN},
                tensors.get("half").floats());
        assertArrayEquals(
                new float[] {0, 1.5f, Float.intBitsToFloat(0xff620000), 0x1p-130f},
                tensors.get("bfloat").floats());
        assertArrayEquals(tensors.get("plain").floats(), tensors.get("double").floats());
        assertArrayEquals(new long[] {-(1L << 62), 7}, tensors.get("long").longs());
        assertArrayEquals(new long[] {-7}, tensors.get("int").longs());
        assertArrayEquals(new long[] {-300}, tensors.get("short").longs());
        assertArrayEquals(new long[] {-100}, tensors.get("char").longs());
        assertArrayEquals(new long[] {200}, tensors.get("byte").longs());
        assertArrayEquals(new long[] {1, 0}, tensors.get("bool").longs());
    }

    @Test
    void onlyWantedTensorsAreRead() {
        Map<String, Tensor> tensors = TorchCheckpoint.read(Fixtures.resource("varied.pth"), "row"::equals);
        assertEquals(Map.of("row", Tensor.of(new float[] {0.5f, 0.625f, 0.75f, 0.875f}, 4)), tensors);
    }

    @Test
    void theTrainedFlowIsTheSameInBothFormats() {
        Map<String, Tensor> expected = Safetensors.read(SharedData.golden().resolve("flow-trained.safetensors"));
        Map<String, Tensor> tensors = TorchCheckpoint.read(SharedData.golden().resolve("flow-trained.pth"));
        tensors.keySet().retainAll(expected.keySet());
        assertEquals(expected, tensors);
    }
}
