package org.differnet.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ImageTreeTest {

    @TempDir
    Path root;

    @Test
    void imagesComeBeforeFoldersEachByName() throws IOException {
        for (String name : List.of("z.png", "b/2.jpg", "b/1.jpg", "a/x/1.bmp", "notes.txt", ".hidden/1.png")) {
            touch(name);
        }
        assertEquals(List.of("z.png", "a/x/1.bmp", "b/1.jpg", "b/2.jpg"), names());
        assertEquals(4, ImageTree.of(root).count());
    }

    @Test
    void aLinkToAFolderAroundItIsNotFollowed() throws IOException {
        touch("a/1.png");
        Files.createSymbolicLink(root.resolve("a/again"), root);
        assertEquals(List.of("a/1.png"), names());
    }

    @Test
    void aFolderThatVanishesIsASampleThatSaysSo() throws IOException {
        touch("1.png");
        Path gone = touch("sub/2.png");
        Iterator<Sample> all = ImageTree.of(root).iterator();
        Files.delete(gone);
        Files.delete(gone.getParent());
        assertEquals("1.png", all.next().name());
        Sample lost = all.next();
        assertEquals("sub", lost.name());
        var error = assertThrows(UncheckedIOException.class, lost::image);
        assertTrue(error.getMessage().contains("sub"), error.getMessage());
    }

    @Test
    void aPictureInAFormatThatIsNotReadIsASampleThatSaysWhich() throws IOException {
        touch("a.png");
        Files.writeString(root.resolve("b.HEIC"), "\0\0\0\u0018ftypheic\0\0\0\0");
        Files.writeString(root.resolve("c.psd"), "8BPS");
        touch("logo.svg");
        touch("model.safetensors");
        assertEquals(List.of("a.png", "b.HEIC", "c.psd"), names());
        for (Sample sample : ImageTree.of(root)) {
            if (sample.name().equals("b.HEIC")) {
                var error = assertThrows(UncheckedIOException.class, sample::image);
                assertTrue(error.getMessage().contains("is an image in HEIC; save it as PNG"), error.getMessage());
            }
        }
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void whatCannotBeReadIsASampleThatSaysWhy() throws Exception {
        touch("c.png");
        touch("notes.txt");
        Path nowhere = root.resolve("unplugged");
        Files.createSymbolicLink(root.resolve("b.png"), nowhere.resolve("b.png"));
        Files.createSymbolicLink(root.resolve("camera 2"), nowhere);
        Files.createSymbolicLink(root.resolve("README.md"), nowhere.resolve("README.md"));
        Files.createSymbolicLink(root.resolve("loop.png"), Path.of("loop.png"));
        Files.createSymbolicLink(root.resolve("x.png"), Path.of("y.png"));
        Files.createSymbolicLink(root.resolve("y.png"), Path.of("x.png"));
        assertEquals(
                0,
                new ProcessBuilder("mkfifo", root.resolve("pipe.png").toString())
                        .start()
                        .waitFor());
        assertEquals(List.of("b.png", "c.png", "camera 2", "loop.png", "pipe.png", "x.png", "y.png"), names());
        assertEquals(7, ImageTree.of(root).count());
        List<String> reasons = List.of(
                "unplugged/b.png, where there is nothing",
                "c.png",
                "unplugged, where there is nothing",
                "link to loop.png, which cannot be followed",
                "pipe.png is a pipe",
                "link to y.png",
                "link to x.png");
        Iterator<String> reason = reasons.iterator();
        for (Sample sample : ImageTree.of(root)) {
            String message =
                    assertThrows(UncheckedIOException.class, sample::image).getMessage();
            assertTrue(message.contains(reason.next()), message);
        }
    }

    private List<String> names() {
        List<String> names = new ArrayList<>();
        ImageTree.of(root).forEach(sample -> names.add(sample.name()));
        return names;
    }

    private Path touch(String name) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.createFile(file);
    }
}
