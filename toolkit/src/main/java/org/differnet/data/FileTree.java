package org.differnet.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import org.differnet.data.image.ImageFile;

/**
 * What lies in a folder; no file is opened. Hidden files and what systems leave behind are passed over, links are
 * followed, a link to a folder that it lies in is not.
 *
 * @param images files that are read, by name
 * @param others files that are not, by name
 * @param lost links that lead nowhere or to themselves, by name
 * @param special pipes, sockets and devices with the name of an image, by name
 * @param folders folders that were not entered, by name
 */
record FileTree(List<Path> images, List<Path> others, List<Path> lost, List<Path> special, List<Path> folders) {

    /** The most files and folders that a data set may have. */
    static final int MOST_ENTRIES = 1_000_000;

    private static final int DEEPEST = 32;
    private static final Set<String> LEFT_BEHIND = Set.of(
            "__macosx",
            "@eadir",
            "$recycle.bin",
            "system volume information",
            "lost+found",
            "thumbs.db",
            "desktop.ini");

    /** The entries of a folder itself. */
    static FileTree of(Path folder) {
        return of(folder, entered -> false, 1);
    }

    /**
     * The entries of a folder and of the folders in it.
     *
     * @param enter which of the folders to look into
     * @throws UncheckedIOException if a folder cannot be listed or there are more than {@link #MOST_ENTRIES} entries
     * @throws CancellationException if the thread is interrupted
     */
    static FileTree of(Path folder, Predicate<Path> enter) {
        return of(folder, enter, DEEPEST);
    }

    /** The entries of a folder itself; those of which nothing can be known are special. */
    static FileTree readable(Path folder) {
        return of(new Walk(folder, entered -> false, MOST_ENTRIES, Unknown.SPECIAL), 1);
    }

    private static FileTree of(Path folder, Predicate<Path> enter, int depth) {
        return of(new Walk(folder, enter, MOST_ENTRIES, Unknown.REFUSED), depth);
    }

    private static FileTree of(Walk walk, int depth) {
        if (walk.go(depth)) {
            return walk.found();
        }
        throw Folders.refused(String.format(
                Locale.ROOT,
                "%s holds more than %,d files and folders; give the folder of one data set, without links to others",
                walk.start,
                MOST_ENTRIES));
    }

    /**
     * How many images lie in a folder and below, where it can be listed and among its first {@code entries}.
     *
     * @return such as "3 images", "at least 3 images" or "more than 1000 files"; empty where there is none
     */
    static Optional<String> count(Path folder, int entries) {
        Walk walk = new Walk(folder, entered -> true, entries, Unknown.LEFT_OUT);
        boolean all = walk.go(DEEPEST);
        int images = walk.images.size();
        if (images == 0) {
            return all ? Optional.empty() : Optional.of("more than " + entries + " files");
        }
        return Optional.of((all ? "" : "at least ") + images(images));
    }

    /** Such as "1 image" or "3 images". */
    static String images(int n) {
        return n == 1 ? "1 image" : n + " images";
    }

    /** What becomes of entries of which the system says nothing. */
    private enum Unknown {
        REFUSED,
        SPECIAL,
        LEFT_OUT
    }

    private static final class Walk extends SimpleFileVisitor<Path> {

        private final Path start;
        private final Predicate<Path> enter;
        private final int most;
        private final Unknown unknown;
        private final List<Path> images = new ArrayList<>();
        private final List<Path> others = new ArrayList<>();
        private final List<Path> lost = new ArrayList<>();
        private final List<Path> special = new ArrayList<>();
        private final List<Path> folders = new ArrayList<>();
        private int entries;

        Walk(Path start, Predicate<Path> enter, int most, Unknown unknown) {
            this.start = start;
            this.enter = enter;
            this.most = most;
            this.unknown = unknown;
        }

        /** Whether everything was seen. */
        boolean go(int depth) {
            try {
                Files.walkFileTree(start, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, this);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot list " + start + ": " + e + "; check who may read it", e);
            }
            return entries <= most;
        }

        FileTree found() {
            return new FileTree(sorted(images), sorted(others), sorted(lost), sorted(special), sorted(folders));
        }

        /** By name and not as the system sorts paths, so that the same seed draws the same images everywhere. */
        private List<Path> sorted(List<Path> paths) {
            return paths.stream()
                    .map(path -> Map.entry(FileNames.in(start, path), path))
                    .sorted(Map.Entry.comparingByKey())
                    .map(Map.Entry::getValue)
                    .toList();
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (folder.equals(start)) {
                return FileVisitResult.CONTINUE;
            }
            if (leftBehind(folder)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            if (!enter.test(folder)) {
                folders.add(folder);
                return counted() == FileVisitResult.TERMINATE
                        ? FileVisitResult.TERMINATE
                        : FileVisitResult.SKIP_SUBTREE;
            }
            return counted();
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!leftBehind(file)) {
                if (attributes.isSymbolicLink()) {
                    lost.add(file);
                } else if (attributes.isDirectory()) {
                    folders.add(file);
                } else if (attributes.isRegularFile()) {
                    (ImageFile.isImage(file) ? images : others).add(file);
                } else if (ImageFile.isImage(file)) {
                    special.add(file);
                }
            }
            return counted();
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (!leftBehind(file) && !(e instanceof FileSystemLoopException)) {
                if (unknown == Unknown.REFUSED || unknown == Unknown.SPECIAL && file.equals(start)) {
                    throw e;
                } else if (unknown == Unknown.SPECIAL && !LeftOut.isText(file)) {
                    special.add(file);
                }
            }
            return counted();
        }

        private FileVisitResult counted() {
            if (Thread.interrupted()) {
                throw new CancellationException("stopped while " + start + " was listed");
            }
            return ++entries > most ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        private static boolean leftBehind(Path entry) {
            String name = entry.getFileName().toString();
            return name.startsWith(".") || LEFT_BEHIND.contains(name.toLowerCase(Locale.ROOT));
        }
    }
}
