package org.differnet.features.cache;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps the files of one user in a folder under a limit, and sweeps away what killed writers have left. Other users' files
 * stay, and other processes may read, write and delete meanwhile.
 *
 * @param folder the folder
 * @param limit bytes that all kept files of the user may have together
 */
record Room(Path folder, long limit) {

    private static final Duration LEFT = Duration.ofMinutes(10);

    /** A file as it was when it was looked at. */
    private record Kept(File file, long lastUsed, long bytes) {

        static Kept of(Path path) {
            File file = path.toFile();
            return new Kept(file, file.lastModified(), file.length());
        }
    }

    /**
     * Deletes the files used least recently until the rest fits.
     *
     * @param mine a file that this process has written: what has the same owner is its user's
     */
    void make(Path mine) {
        Optional<String> me = owner(mine);
        try (Stream<Path> files = Files.list(folder)) {
            List<Kept> oldestFirst = files.filter(
                            file -> Files.isRegularFile(file) && owner(file).equals(me))
                    .filter(file -> !unfinished(file) || abandoned(file))
                    .map(Kept::of)
                    .sorted(Comparator.comparing((Kept kept) -> !unfinished(kept.file.toPath()))
                            .thenComparingLong(Kept::lastUsed))
                    .toList();
            long total = oldestFirst.stream().mapToLong(Kept::bytes).sum();
            for (Kept kept : oldestFirst) {
                if (total > limit || unfinished(kept.file.toPath())) {
                    total -= kept.bytes;
                    Files.deleteIfExists(kept.file.toPath());
                }
            }
        } catch (IOException e) {
            // A folder that cannot be read has been warned of, and what is in it does not grow.
        }
    }

    private static boolean unfinished(Path file) {
        return file.toString().endsWith(KeptFile.UNFINISHED);
    }

    /** Whether its writer was killed: it is old, and nobody holds its lock. */
    private static boolean abandoned(Path file) {
        if (System.currentTimeMillis() - file.toFile().lastModified() < LEFT.toMillis()) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock != null;
        } catch (IOException | OverlappingFileLockException e) {
            return false;
        }
    }

    /** Empty where files have no owners, and then all are the user's. */
    private static Optional<String> owner(Path file) {
        try {
            return Optional.of(Files.getOwner(file).getName());
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }
}
