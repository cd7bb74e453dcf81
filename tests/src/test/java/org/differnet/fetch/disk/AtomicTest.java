package org.differnet.fetch.disk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicTest {

    @TempDir
    Path folder;

    @Test
    void aFileIsWrittenWithItsFolders() throws IOException {
        Path file = folder.resolve("a/b");
        Atomic.write(file, "x".getBytes(UTF_8));
        assertEquals("x", Files.readString(file));
        assertFalse(Files.exists(Atomic.part(file)));
    }

    @Test
    void anInterruptThatWaitsDoesNotKeepAFileFromBeingWritten() throws IOException {
        Path file = folder.resolve("file");
        Thread.currentThread().interrupt();
        Atomic.write(file, "x".getBytes(UTF_8));
        assertTrue(Thread.interrupted());
        assertEquals("x", Files.readString(file));
    }

    /** Interrupts at any moment of many writes: each is whole. */
    @Test
    void interruptsMeanwhileLeaveEachFileWhole() throws Exception {
        Path file = folder.resolve("file");
        Thread writer = Thread.currentThread();
        Thread interrupter = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                writer.interrupt();
                Thread.yield();
            }
        });
        interrupter.start();
        try {
            for (int i = 0; i < 50; i++) {
                Atomic.write(file, String.valueOf(i).repeat(10_000).getBytes(UTF_8));
            }
        } finally {
            interrupter.interrupt();
            while (interrupter.isAlive()) {
                Thread.onSpinWait();
            }
            assertTrue(Thread.interrupted());
        }
        assertEquals("49".repeat(10_000), Files.readString(file));
    }

    @Test
    void aFolderThatCannotBeMadeLeavesTheOldFile() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "old");
        assertThrows(FileSystemException.class, () -> Atomic.write(file.resolve("below"), new byte[1]));
        assertEquals("old", Files.readString(file));
    }

    @Test
    void hashingEndsAtAnInterruptAndLeavesTheMark() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> Hashes.sha256(file));
        assertTrue(Thread.interrupted());
    }

    @Test
    void theHashOfAFileIsThatOfItsBytes() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "abc");
        assertEquals("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Hashes.sha256(file));
        assertEquals(Hashes.sha256("abc".getBytes(UTF_8)), Hashes.sha256(file));
    }
}
