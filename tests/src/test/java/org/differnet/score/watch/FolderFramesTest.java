package org.differnet.score.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import javax.imageio.ImageIO;
import org.differnet.bench.Brightness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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
    void aFileThatIsWrittenOverIsANewFrame() throws IOException {
        write("latest.png", 1);
        FolderFrames frames = frames();
        assertEquals(Instant.ofEpochSecond(1), frames.next().orElseThrow().time());
        write("latest.png", 2);
        Frame second = frames.next().orElseThrow();
        assertEquals("latest.png", second.sample().name());
        assertEquals(Instant.ofEpochSecond(2), second.time());
        assertEquals(Optional.empty(), frames.next());
    }

    @Test
    void everyFileThatIsWrittenOverIsANewFrameWhenNoneMayBeSkipped() throws IOException {
        write("a.png", 1);
        write("b.png", 2);
        FolderFrames all = frames().everyFrame();
        assertEquals("a.png", all.next().orElseThrow().sample().name());
        assertEquals("b.png", all.next().orElseThrow().sample().name());
        write("a.png", 3);
        assertEquals("a.png", all.next().orElseThrow().sample().name());
        assertEquals(Optional.empty(), all.next());
    }

    @Test
    void aFileThatGrewAfterItWasTakenComesAgain() throws IOException {
        write("slow.png", 1);
        FolderFrames frames = frames();
        frames.next().orElseThrow();
        Path file = Files.writeString(folder.resolve("slow.png"), "some bytes and more");
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1)));
        assertEquals("slow.png", frames.next().orElseThrow().sample().name());
        assertEquals(Optional.empty(), frames.next());
    }

    @Test
    void aSlowWriterLosesNoFrame() throws Exception {
        byte[] whole = jpeg();
        Path file = Files.write(folder.resolve("slow.jpg"), Arrays.copyOf(whole, whole.length / 2));
        FrameSource frames = FolderFrames.of(folder, LOOK, PATIENCE);
        Watched watched = new Brightness().watch(frames, new Alarm(1, 0, 9, 1, "a test"), frame -> {
            if (frame.row().failed()) {
                writeWhole(file, whole);
            }
        });
        assertEquals(2, watched.frames());
        assertEquals(1, watched.failed());
        assertFalse(watched.last().get(1).row().failed());
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void whatStaysEmptyOrLeadsNowhereIsAFrameAfterAWhile() throws IOException {
        Files.createFile(folder.resolve("full-disk.png"));
        Files.createSymbolicLink(folder.resolve("unplugged.png"), folder.resolve("gone/1.png"));
        FolderFrames all = FolderFrames.of(folder, LOOK, Duration.ofSeconds(20)).everyFrame();
        Set<String> names = Set.of(
                all.next().orElseThrow().sample().name(),
                all.next().orElseThrow().sample().name());
        assertEquals(Set.of("full-disk.png", "unplugged.png"), names);
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void aFrameThatGetsAnotherNameIsNoNewOne() throws IOException {
        write("new.png", 1);
        FolderFrames all = frames().everyFrame();
        assertEquals("new.png", all.next().orElseThrow().sample().name());
        Files.move(folder.resolve("new.png"), folder.resolve("old.png"));
        write("new.png", 2);
        assertEquals("new.png", all.next().orElseThrow().sample().name());
        assertEquals(Optional.empty(), all.next());
    }

    @Test
    void patienceMayBeForEverAndALookMayNot() throws IOException {
        Duration ever = ChronoUnit.FOREVER.getDuration();
        write("a.png", 1);
        assertTrue(FolderFrames.of(folder, LOOK, ever).next().isPresent());
        var error = assertThrows(IllegalArgumentException.class, () -> FolderFrames.of(folder, ever, PATIENCE));
        assertTrue(error.getMessage().contains("up to a day"), error.getMessage());
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

    private static byte[] jpeg() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 64 * 64; i++) {
            image.getRaster().setSample(i % 64, i / 64, 0, i * 7 % 256);
        }
        ImageIO.write(image, "jpg", out);
        return out.toByteArray();
    }

    private static void writeWhole(Path file, byte[] whole) {
        try {
            Files.write(file, whole);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String name, int second) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "some bytes");
        Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(second)));
    }
}
