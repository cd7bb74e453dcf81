package org.differnet.fetch.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Makes a file or a folder appear under its name when it is whole, and never before. An interrupt meanwhile changes
 * nothing: the writing is finished, and the thread stays marked as interrupted.
 */
public final class Atomic {

    private static final boolean WINDOWS = System.getProperty("os.name").startsWith("Windows");

    private Atomic() {}

    /** Where a file or folder grows, beside the place that it will have. */
    public static Path part(Path target) {
        return target.resolveSibling("." + target.getFileName() + ".part");
    }

    /**
     * Writes a file, or leaves the old one; folders on the way are made.
     *
     * @throws FileSystemException if it cannot be written
     */
    public static void write(Path target, byte[] content) throws IOException {
        Files.createDirectories(target.getParent());
        Path part = part(target);
        try (DiskOutput out = DiskOutput.to(part)) {
            out.write(content);
        }
        publish(part, target);
    }

    /**
     * Writes a file to the disk, then gives it its name. Of a folder only its own entries are written out first: to wait
     * for thousands of small files takes minutes on a busy disk, and should a power cut lose some of their content, the
     * check at the next use says so.
     */
    public static void publish(Path part, Path target) throws IOException {
        if (Files.isDirectory(part)) {
            forceFolder(part);
        } else {
            try (DiskOutput out = DiskOutput.appending(part)) {
                out.force();
            }
        }
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        forceFolder(target.getParent());
    }

    private static void forceFolder(Path folder) throws IOException {
        // Windows does not open folders and writes their entries by itself.
        if (WINDOWS) {
            return;
        }
        boolean interrupted = false;
        boolean done = false;
        try {
            while (!done) {
                interrupted |= Thread.interrupted();
                done = isForced(folder);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** False where an interrupt closed the channel; only a channel opens a folder. */
    private static boolean isForced(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
            return true;
        } catch (ClosedByInterruptException e) {
            return false;
        }
    }

    /** Deletes a file, or a folder with all in it; follows no links. */
    public static void delete(Path path) {
        try {
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return;
            }
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException error) throws IOException {
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(path + " is left over and cannot be deleted (" + e + "): delete it", e);
        }
    }
}
