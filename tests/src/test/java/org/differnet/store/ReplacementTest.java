package org.differnet.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplacementTest {

    @TempDir
    Path folder;

    @Test
    void fileIsReplacedAndNothingElseIsLeft() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        write(file, "new");
        assertEquals("new", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void pipeIsRefusedAndStays() throws IOException, InterruptedException {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        var error = assertThrows(UncheckedIOException.class, () -> write(pipe, "new"));
        assertTrue(error.getMessage().startsWith(pipe + " cannot be written (it is a pipe or a device)"));
        assertEquals(List.of(pipe), files());
    }

    @Test
    void folderIsRefusedAndStays() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("taken"));
        var error = assertThrows(UncheckedIOException.class, () -> write(taken, "new"));
        assertTrue(error.getMessage().contains("it is a folder: name a file in it"), error.getMessage());
        assertEquals(List.of(taken), files());
    }

    @Test
    void pendingInterruptDisturbsNothingAndStaysPending() throws IOException {
        Path file = folder.resolve("file");
        Thread.currentThread().interrupt();
        write(file, "new");
        assertTrue(Thread.interrupted());
        assertEquals("new", Files.readString(file));
    }

    @Test
    void interruptInTheMiddleDisturbsNothingAndStaysPending() throws IOException {
        Path file = folder.resolve("file");
        Replacement.write(file, out -> {
            out.write('a');
            Thread.currentThread().interrupt();
            out.write('b');
        });
        assertTrue(Thread.interrupted());
        assertEquals("ab", Files.readString(file));
    }

    @Test
    void writerThatFailsLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        var error = assertThrows(
                UncheckedIOException.class,
                () -> Replacement.write(file, out -> {
                    out.write('n');
                    throw new IOException("No space left on device");
                }));
        assertTrue(error.getMessage().startsWith(file + " cannot be written"), error.getMessage());
        assertEquals("old", Files.readString(file));
        assertEquals(List.of(file), files());
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "rw-rw-r--", "r--------", "rwxr-x---"})
    @DisabledOnOs(OS.WINDOWS)
    void modeOfTheOldFileIsKept(String mode) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        write(file, "new");
        assertEquals(mode, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals("new", Files.readString(file));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linkStaysAndWhatItLeadsToIsReplaced() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path target = Files.writeString(elsewhere.resolve("target"), "old");
        Path middle = Files.createSymbolicLink(folder.resolve("middle"), Path.of("elsewhere", "target"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), middle);
        write(link, "new");
        assertTrue(Files.isSymbolicLink(link));
        assertTrue(Files.isSymbolicLink(middle));
        assertEquals("new", Files.readString(target));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void linkToAFileThatIsNotThereYetLeadsToIt() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("target"));
        write(link, "new");
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("new", Files.readString(folder.resolve("target")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 30, 200, 252, 255})
    void nameOfAnyLengthIsWritten(int length) throws IOException {
        Path file = folder.resolve("n".repeat(length));
        assumeTrue(canExist(file), "this file system has shorter names");
        write(file, "new");
        assertEquals("new", Files.readString(file));
    }

    private static boolean canExist(Path file) {
        try {
            Files.delete(Files.createFile(file));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {".differnet-0-12345678.tmp", ".file.6fa459ea-ee8a-3ca4-894e-db77e160355e.tmp"})
    void restsOfKilledWritersAreSweptByAge(String name) throws IOException {
        Path old = rest(name, Duration.ofHours(2));
        Replacement.sweep(folder.resolve("file"));
        assertFalse(Files.exists(old));
        Path young = rest(name, Duration.ofMinutes(2));
        Replacement.sweep(folder.resolve("file"));
        assertTrue(Files.exists(young), "somebody may still be writing it");
    }

    @Test
    void filesOfOthersAreNotSwept() throws IOException {
        for (String name : List.of("file.tmp", ".other.tmp", "differnet-0.tmp", ".differnet-0.safetensors")) {
            rest(name, Duration.ofDays(9));
        }
        Replacement.sweep(folder.resolve("file"));
        Replacement.sweepAllOf(folder.resolve("file"));
        assertEquals(4, files().size());
    }

    private Path rest(String name, Duration age) throws IOException {
        Path rest = Files.writeString(folder.resolve(name), "half");
        return Files.setLastModifiedTime(rest, FileTime.from(Instant.now().minus(age)));
    }

    private static void write(Path file, String text) {
        Replacement.write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }
}
