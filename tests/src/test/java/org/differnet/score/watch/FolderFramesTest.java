package org.differnet.score.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFramesTest {

    private static final Duration LOOK = Duration.ofMillis(5);
    private static final Duration PATIENCE = Duration.ofMillis(200);

    @TempDir
    Path folder;

    @Test
    void theNewestComesAndThoseBeforeItAreSkipped() throws IOException {
        write("b.png", 1);
        write("a.png", 2);
        write("c.png", 3);
        Frame frame = frames().next().orElseThrow();
        assertEquals("c.png", frame.sample().name());
        assertEquals(2, frame.skipped());
        assertEquals(Instant.ofEpochSecond(3), frame.time());
    }

    @Test
    void everyFrameComesOldestFirstWhenNoneMayBeSkipped() throws IOException {
        write("b.png", 1);
        write("a.png", 2);
        FolderFrames all = frames().everyFrame();
        assertEquals("b.png", all.next().orElseThrow().sample().name());
        assertEquals("a.png", all.next().orElseThrow().sample().name());
        assertEquals(Optional.empty(), all.next());
    }

    @Test
    void whatIsNoImageOrStillEmptyIsNoFrame() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "notes");
        Files.createFile(folder.resolve("begun.png"));
        assertEquals(Optional.empty(), frames().next());
    }

    @Test
    void anImageThatComesWhileItWaitsIsTaken() throws Exception {
        FolderFrames frames = FolderFrames.of(folder, LOOK, Duration.ofMinutes(1));
        Thread camera = new Thread(() -> {
            try {
                Thread.sleep(30);
                write("late.png", 1);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        camera.start();
        assertEquals("late.png", frames.next().orElseThrow().sample().name());
        camera.join();
    }

    @Test
    void anInterruptEndsTheWaiting() {
        FolderFrames frames = FolderFrames.of(folder, LOOK, Duration.ofMinutes(1));
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, frames::next);
        assertFalse(Thread.interrupted());
    }

    @Test
    void aFolderThatIsGoneIsNamed() throws IOException {
        Path gone = Files.createDirectory(folder.resolve("gone"));
        FolderFrames frames = FolderFrames.of(gone, LOOK, PATIENCE);
        Files.delete(gone);
        var error = assertThrows(UncheckedIOException.class, frames::next);
        assertTrue(error.getMessage().contains("gone"), error.getMessage());
    }

    private FolderFrames frames() {
        return FolderFrames.of(folder, LOOK, PATIENCE);
    }

    private void write(String name, int second) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "some bytes");
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(second)));
    }
}
