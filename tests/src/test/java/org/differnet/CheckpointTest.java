package org.differnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.differnet.persist.CheckpointFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A training killed at random moments, {@code -Ddiffernet.kills=N} of them, ends with the bits of one left alone. */
class CheckpointTest {

    private static final int KILLS = Integer.getInteger("differnet.kills", 2);
    private static final long SEED = Long.getLong("differnet.seed", System.nanoTime());

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);

    @Test
    void killedTrainingEndsWithTheBitsOfOneLeftAlone() throws Exception {
        assertSurvives("flow", KILLS, 12 * 8);
    }

    @Test
    void killedFitEndsWithTheBitsOfOneLeftAlone() throws Exception {
        assertSurvives("fit", 1, 12);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void fullDiskIsNamedAndLeavesTheLastGoodCheckpoint() throws Exception {
        Path checkpoint = folder.resolve("checkpoint");
        killAfter(start(List.of(), "flow", checkpoint, folder.resolve("never")), 30, 0);
        byte[] good = Files.readAllBytes(checkpoint);
        Process starved = start(List.of("bash", "-c", "ulimit -f 300; exec \"$@\"", "-"), "flow", checkpoint, folder);
        String output = new String(starved.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertFalse(starved.waitFor() == 0, output);
        assertTrue(output.contains(checkpoint + " cannot be written"), output);
        assertArrayEquals(good, Files.readAllBytes(checkpoint));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(checkpoint), files.toList());
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void readOnlyFolderIsNamedBeforeTrainingAndKeepsTheLastGoodCheckpoint() throws Exception {
        Path checkpoint = folder.resolve("checkpoint");
        killAfter(start(List.of(), "flow", checkpoint, folder.resolve("never")), 20, 0);
        byte[] good = Files.readAllBytes(checkpoint);
        folder.toFile().setWritable(false);
        try {
            assumeFalse(Files.isWritable(folder), "the superuser writes everywhere");
            var error = assertThrows(
                    UncheckedIOException.class, () -> file(checkpoint, "noise").last(null));
            assertTrue(error.getMessage().contains(folder + " is not a folder that can be written to"));
            assertArrayEquals(good, Files.readAllBytes(checkpoint));
        } finally {
            folder.toFile().setWritable(true);
        }
    }

    @Test
    void folderThatIsMissingIsNamedBeforeTraining() {
        CheckpointFile file = file(folder.resolve("nowhere").resolve("checkpoint"), "a");
        var error = assertThrows(UncheckedIOException.class, () -> file.last(null));
        assertTrue(error.getMessage().contains("nowhere is not a folder"), error.getMessage());
    }

    @Test
    void checkpointOfOtherImagesIsRefused() throws Exception {
        Path checkpoint = folder.resolve("checkpoint");
        killAfter(start(List.of(), "flow", checkpoint, folder.resolve("never")), 20, 0);
        var error = assertThrows(
                UncheckedIOException.class, () -> file(checkpoint, "other").last(null));
        assertTrue(error.getMessage().contains(checkpoint + " cannot be gone on from"), error.getMessage());
        assertTrue(error.getMessage().contains("other options, images"), error.getMessage());
    }

    @Test
    void damagedCheckpointIsRefused() throws IOException {
        Path checkpoint = Files.writeString(folder.resolve("checkpoint"), "not a checkpoint");
        var error = assertThrows(
                UncheckedIOException.class, () -> file(checkpoint, "a").last(null));
        assertTrue(error.getMessage().contains(checkpoint.toString()), error.getMessage());
    }

    private static CheckpointFile file(Path path, String content) {
        return new CheckpointFile(
                new Checkpoint(path, Duration.ZERO), () -> new CheckpointFile.Key(Options.paper(), content, "none"));
    }

    private void assertSurvives(String what, int kills, int steps) throws Exception {
        Path expected = folder.resolve("expected");
        JavaProcess.finish(start(List.of(), what, folder.resolve("undisturbed"), expected));
        Path checkpoint = folder.resolve("checkpoint");
        Path result = folder.resolve("result");
        for (int i = 0; i < kills; i++) {
            int step = 1 + random.nextInt(Math.max(16, steps / kills));
            killAfter(start(List.of(), what, checkpoint, result), step, random.nextInt(10));
            Files.deleteIfExists(result);
        }
        JavaProcess.finish(start(List.of(), what, checkpoint, result));
        assertArrayEquals(Files.readAllBytes(expected), Files.readAllBytes(result), "differnet.seed is " + SEED);
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(4, files.count(), "a killed process left something behind");
        }
    }

    /** Kills a process some milliseconds after so many steps of training, or lets it end before. */
    private static void killAfter(Process process, int steps, int milliseconds) throws Exception {
        try (BufferedReader output = process.inputReader()) {
            int seen = 0;
            for (String line = output.readLine(); line != null && seen < steps; line = output.readLine()) {
                seen += line.equals("training") ? 1 : 0;
            }
            Thread.sleep(milliseconds);
            process.destroyForcibly().waitFor();
        }
    }

    private static Process start(List<String> wrapper, String what, Path checkpoint, Path result) throws IOException {
        List<String> classPath = List.of("-cp", JavaProcess.CLASS_PATH);
        return JavaProcess.start(wrapper, classPath, Mortal.class, what, checkpoint, result);
    }
}
