package org.differnet.store;

import static org.differnet.store.Fixtures.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.differnet.SharedData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {

    @TempDir
    Path folder;

    @Test
    void writtenTensorsReadBackInTheirOrder() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("zebra", Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
        tensors.put("\u00e9 \"quoted\"\n", Tensor.of(new float[] {-1}));
        tensors.put("empty", Tensor.of(new float[0], 0, 4));
        Path file = folder.resolve("model.safetensors");
        Safetensors.write(file, tensors, Map.of());
        assertEquals(
                List.copyOf(tensors.entrySet()),
                List.copyOf(Safetensors.read(file).entrySet()));
    }

    @Test
    void longerNumbersAreWrittenFirstSoThatAllAreAligned() {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("byte", new Tensor(Tensor.Type.U8, new long[] {1}, ByteBuffer.allocate(1)));
        tensors.put("long", Tensor.of(new long[] {1}, 1));
        Path file = folder.resolve("model.safetensors");
        Safetensors.write(file, tensors, Map.of());
        assertEquals(List.of("long", "byte"), List.copyOf(Safetensors.read(file).keySet()));
    }

    @Test
    void metadataReadsBack() {
        Path file = folder.resolve("model.safetensors");
        Safetensors.write(
                file, Map.of("a", Tensor.of(new float[1], 1)), Map.of("format", "1", "options", "{\"a\": 1}"));
        assertEquals(Map.of("format", "1", "options", "{\"a\": 1}"), Safetensors.metadata(file));
    }

    @Test
    void aFileOfThePythonLibraryReads() {
        Path file = Fixtures.resource("varied.safetensors");
        Map<String, Tensor> tensors = Safetensors.read(file);
        assertEquals(Map.of("made", "in Python"), Safetensors.metadata(file));
        assertArrayEquals(
                new float[] {0.125f, 0.25f, 0.625f, 0.75f},
                tensors.get("window").floats());
        assertArrayEquals(new long[] {-(1L << 62), 7}, tensors.get("long").longs());
    }

    @Test
    void theTrainedFlowOfTheFirstImplementationReads() {
        Map<String, Tensor> flow = Safetensors.read(SharedData.golden().resolve("flow-trained.safetensors"));
        assertEquals("F32[64, 384]", flow.get("module_list.2.s1.fc1.weight").toString());
    }

    @Test
    void writingReplacesTheOldFileAndLeavesNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("model.safetensors"), "old");
        Safetensors.write(file, Map.of("a", Tensor.of(new float[1], 1)), Map.of());
        assertEquals(1, Safetensors.read(file).size());
        assertOnlyFile(file);
    }

    @Test
    void aWriteThatFailsLeavesTheOldFile() throws IOException {
        Path file = folder.resolve("model.safetensors");
        Files.createDirectories(file.resolve("in the way"));
        Map<String, Tensor> tensors = Map.of("a", Tensor.of(new float[1], 1));
        assertThrows(UncheckedIOException.class, () -> Safetensors.write(file, tensors, Map.of()));
        assertOnlyFile(file);
    }

    @Test
    void aMissingFolderIsNamed() {
        Path file = folder.resolve("missing/model.safetensors");
        Map<String, Tensor> tensors = Map.of("a", Tensor.of(new float[1], 1));
        assertRefused(file, "cannot be written", () -> Safetensors.write(file, tensors, Map.of()));
    }

    @Test
    void aTensorCannotTakeTheNameOfTheMetadata() {
        Map<String, Tensor> tensors = Map.of("__metadata__", Tensor.of(new float[1], 1));
        assertThrows(
                IllegalArgumentException.class, () -> Safetensors.write(folder.resolve("model"), tensors, Map.of()));
    }

    private void assertOnlyFile(Path file) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }
}
