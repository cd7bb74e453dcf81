package org.differnet.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.differnet.data.image.ImageFile;

/**
 * The images in a folder and below, whatever its folders are called, listed as they are asked for: of each folder the images
 * by name, then the folders in it by name. No more than the entries of the folders on the way to an image are in memory.
 *
 * <p>Hidden files and what systems leave behind are passed over, links are followed, a link to a folder that it lies in is
 * not. A folder that cannot be listed is a sample that cannot be read, and says so when its image is asked for; so are links
 * that lead nowhere, unless they have the name of a text, pipes and devices with the name of an image, and pictures in formats
 * that are not read. Names are paths from the folder, with forward slashes.
 */
public final class ImageTree implements Iterable<Sample> {

    private final Path root;

    private ImageTree(Path root) {
        this.root = root;
    }

    /**
     * The images of a folder.
     *
     * @throws UncheckedIOException if there is no such folder
     */
    public static ImageTree of(Path folder) {
        Objects.requireNonNull(folder, "folder");
        return new ImageTree(Folders.existing(folder));
    }

    /**
     * How many images there are now; lists everything once.
     *
     * @throws CancellationException if the thread is interrupted
     */
    public long count() {
        long images = 0;
        for (Iterator<Sample> all = iterator(); all.hasNext(); all.next()) {
            images++;
        }
        return images;
    }

    /**
     * {@inheritDoc}
     *
     * <p>It throws a {@link CancellationException} if the thread is interrupted while a folder is listed.
     */
    @Override
    public Iterator<Sample> iterator() {
        return new Walk();
    }

    /** The folder. */
    @Override
    public String toString() {
        return root.toString();
    }

    private final class Walk implements Iterator<Sample> {

        private final Deque<Entered> way = new ArrayDeque<>();
        private final Set<Path> entered = new HashSet<>();
        private Sample next;

        /** A folder whose images, then whose folders are still to come. */
        private record Entered(Path real, Iterator<Path> images, Iterator<Path> folders) {}

        Walk() {
            enter(root);
            next = find();
        }

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public Sample next() {
            if (next == null) {
                throw new NoSuchElementException("no more images in " + root);
            }
            Sample found = next;
            next = find();
            return found;
        }

        private Sample find() {
            while (!way.isEmpty()) {
                Entered here = way.peek();
                if (here.images.hasNext()) {
                    Path image = here.images.next();
                    return Sample.of(FileNames.in(root, image), Sample.GOOD, image);
                }
                if (!here.folders.hasNext()) {
                    entered.remove(way.pop().real);
                    continue;
                }
                Path folder = here.folders.next();
                try {
                    enter(folder);
                } catch (UncheckedIOException e) {
                    return unreadable(folder, e);
                }
            }
            return null;
        }

        private void enter(Path folder) {
            Path real;
            try {
                real = folder.toRealPath();
            } catch (IOException e) {
                throw new UncheckedIOException(folder + " is gone or cannot be entered: " + e, e);
            }
            if (entered.add(real)) {
                try {
                    FileTree tree = FileTree.readable(folder);
                    way.push(new Entered(
                            real,
                            images(folder, tree).iterator(),
                            tree.folders().iterator()));
                } catch (UncheckedIOException e) {
                    entered.remove(real);
                    throw e;
                }
            }
        }

        /** With what turns out to be no image when it is read. */
        private static List<Path> images(Path folder, FileTree tree) {
            Stream<Path> lost = tree.lost().stream().filter(link -> !LeftOut.isText(link));
            Stream<Path> others = tree.others().stream().filter(ImageFile::isOfAnotherFormat);
            return Stream.of(tree.images().stream(), lost, tree.special().stream(), others)
                    .flatMap(some -> some)
                    .sorted(Comparator.comparing(file -> FileNames.in(folder, file)))
                    .toList();
        }

        private Sample unreadable(Path folder, UncheckedIOException reason) {
            return new Sample(FileNames.in(root, folder), Sample.GOOD, () -> {
                throw reason;
            });
        }
    }
}
