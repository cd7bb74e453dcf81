package org.differnet.store;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * A file written in whole or not at all: beside the old one, which is replaced when the new one is complete and on the
 * disk. The new one takes over the old one's mode; a link stays, and what it leads to is replaced. An interrupt does not
 * disturb it.
 */
public final class Replacement {

    /** Shorter than any name that a user gives, so that every name can be written. */
    private static final String BEGIN = ".differnet-";

    private static final String END = ".tmp";

    /** Nobody writes for that long: whoever left it was killed. */
    private static final Duration DEAD = Duration.ofHours(1);

    private Replacement() {}

    /** What writes the bytes. */
    @FunctionalInterface
    public interface Content {
        /** Writes all bytes; does not close the stream. */
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file.
     *
     * @throws UncheckedIOException if the folder cannot be written to, the disk is full, or a folder, a pipe or a device has
     *     the name; what was there is as it was
     */
    public static void write(Path file, Content content) {
        try {
            Path target = target(file);
            if (Files.exists(target) && !Files.isRegularFile(target)) {
                throw new IOException(
                        Files.isDirectory(target) ? "it is a folder: name a file in it" : "it is a pipe or a device");
            }
            Path half = target.resolveSibling(
                    beginOf(target) + UUID.randomUUID().toString().substring(0, 8) + END);
            try {
                // Not a channel, which an interrupt closes.
                try (FileOutputStream out = new FileOutputStream(half.toFile())) {
                    content.writeTo(out);
                    out.getFD().sync();
                }
                takeOverMode(target, half);
                Files.move(half, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                deleteQuietly(half);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    file + " cannot be written (" + (e.getClass() == IOException.class ? e.getMessage() : e)
                            + "): choose a folder that exists, is writable and has room",
                    e);
        }
    }

    /** Where the bytes go: a link leads there. */
    private static Path target(Path file) {
        Path target = file.toAbsolutePath();
        try {
            // As many as a file system follows.
            for (int links = 0; Files.isSymbolicLink(target) && links < 40; links++) {
                target = target.resolveSibling(Files.readSymbolicLink(target));
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be written: where it leads to is not known (" + e + ")", e);
        }
    }

    private static void takeOverMode(Path from, Path to) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (view != null && Files.exists(from)) {
            view.setPermissions(Files.getPosixFilePermissions(from));
        }
    }

    /** Deletes what processes that were killed left half written beside a file: what is more than an hour old. */
    public static void sweep(Path file) {
        Path target = target(file);
        deleteHalves(target, half -> isOld(half) && (isHalf(half, BEGIN) || isHalf(half, earlierBeginOf(target))));
    }

    /** Deletes what was left half written of this very file, of whatever age: for its one writer, before it begins. */
    public static void sweepAllOf(Path file) {
        Path target = target(file);
        deleteHalves(target, half -> isHalf(half, beginOf(target)) || isHalf(half, earlierBeginOf(target)));
    }

    private static void deleteHalves(Path target, DirectoryStream.Filter<Path> which) {
        try (DirectoryStream<Path> halves = Files.newDirectoryStream(target.getParent(), which)) {
            halves.forEach(Replacement::deleteQuietly);
        } catch (IOException e) {
            // Whoever writes there next is told what is wrong with the folder.
        }
    }

    private static String beginOf(Path target) {
        return BEGIN + Integer.toHexString(target.getFileName().toString().hashCode()) + "-";
    }

    /** What version 0.1.0 of the library left. */
    private static String earlierBeginOf(Path target) {
        return "." + target.getFileName() + ".";
    }

    private static boolean isHalf(Path entry, String begin) {
        String name = entry.getFileName().toString();
        return name.startsWith(begin) && name.endsWith(END);
    }

    private static boolean isOld(Path half) {
        try {
            return Files.getLastModifiedTime(half)
                    .toInstant()
                    .isBefore(Instant.now().minus(DEAD));
        } catch (IOException e) {
            return false;
        }
    }

    private static void deleteQuietly(Path half) {
        try {
            Files.deleteIfExists(half);
        } catch (IOException e) {
            // The error that left the file there is the one to report.
        }
    }
}
