package org.differnet.store;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damages good files in seeded ways, {@code -Ddiffernet.fuzz=N} times each: the reader reads them or names them. */
class ReaderFuzzTest {

    private static final int CASES = Integer.getInteger("differnet.fuzz", 2000);

    @TempDir
    Path folder;

    @Test
    void damagedSafetensorsAreReadOrRefused() throws IOException {
        fuzz(Files.readAllBytes(Fixtures.resource("varied.safetensors")), Safetensors::read, 1);
    }

    @Test
    void damagedZipCheckpointsAreReadOrRefused() throws IOException {
        fuzz(Files.readAllBytes(Fixtures.resource("varied.pth")), TorchCheckpoint::read, 2);
    }

    @Test
    void damagedPicklesInGoodZipsAreReadOrRefused() throws IOException {
        byte[] pickle = Pickle.dictOf("FloatStorage", 4, 0, new long[] {2, 2}, 1, 2);
        Random random = new Random(3);
        for (int i = 0; i < CASES; i++) {
            attempt(Fixtures.checkpoint(damage(pickle, random), 16), TorchCheckpoint::read, "seed 3, case " + i);
        }
    }

    @Test
    void damagedLegacyCheckpointsAreReadOrRefused() throws IOException {
        fuzz(Files.readAllBytes(Fixtures.resource("varied-legacy.pth")), TorchCheckpoint::read, 4);
    }

    private void fuzz(byte[] good, Function<Path, Map<String, Tensor>> reader, long seed) throws IOException {
        Random random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            attempt(damage(good, random), reader, "seed " + seed + ", case " + i);
        }
    }

    private void attempt(byte[] content, Function<Path, Map<String, Tensor>> reader, String name) throws IOException {
        Path file = Fixtures.write(folder, content);
        try {
            long bytes = reader.apply(file).values().stream()
                    .mapToLong(tensor -> tensor.data().remaining())
                    .sum();
            assertTrue(bytes <= 100L * content.length, name + " made " + bytes + " bytes");
        } catch (UncheckedIOException e) {
            assertTrue(e.getMessage().contains(file.toString()), name + ": " + e.getMessage());
        } catch (RuntimeException | Error e) {
            throw new AssertionError(name, e);
        }
    }

    private static byte[] damage(byte[] good, Random random) {
        byte[] bytes = good.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(5)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt(256);
                case 2 ->
                    Arrays.fill(bytes, at, Math.min(bytes.length, at + 8), (byte) (random.nextBoolean() ? 255 : 0));
                case 3 -> bytes = Arrays.copyOf(bytes, 1 + at);
                default -> {
                    int from = random.nextInt(bytes.length);
                    int length = Math.min(random.nextInt(64), bytes.length - Math.max(from, at));
                    System.arraycopy(bytes, from, bytes, at, length);
                }
            }
        }
        return bytes;
    }
}
