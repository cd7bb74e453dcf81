package org.differnet.score.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.differnet.data.Folders;
import org.differnet.data.Sample;
import org.differnet.data.image.ImageFile;

/**
 * The images of a folder that fills, oldest first by the time they were last written. The folder is listed again and again:
 * folders on a network tell of no changes. A file is taken when it had the same length and time at two looks, so that one
 * being written is not. One that is written over, or goes on after it was taken, is a new frame: a single file such as
 * latest.png is enough, and of a writer that rests longer than a look the last part comes too.
 *
 * <p>Names of files that were passed, with their lengths and times, are remembered while they are in the folder; take old
 * files away where many come.
 */
public final class FolderFrames implements FrameSource {

    private final Path folder;
    private final Duration look;
    private final Duration patience;
    private final boolean all;
    private final Map<Path, Found> passed = new HashMap<>();
    private Map<Path, Found> before = Map.of();

    private FolderFrames(Path folder, Duration look, Duration patience, boolean all) {
        this.folder = folder;
        this.look = look;
        this.patience = patience;
        this.all = all;
    }

    /**
     * The newest image each time, skipping those between: looked for ten times a second, for an hour without a new one.
     *
     * @throws UncheckedIOException if there is no such folder
     */
    public static FolderFrames of(Path folder) {
        return of(folder, Duration.ofMillis(100), Duration.ofHours(1));
    }

    /**
     * The newest image each time, skipping those between.
     *
     * @param look time between two looks, over 0
     * @param patience so long after the last image that none will come; over 0
     * @throws UncheckedIOException if there is no such folder
     */
    public static FolderFrames of(Path folder, Duration look, Duration patience) {
        if (!Files.isDirectory(folder)) {
            throw Folders.refused(folder + " is no folder; give the one that the images come into");
        }
        if (look.isNegative() || look.isZero() || patience.isNegative() || patience.isZero()) {
            throw new IllegalArgumentException(
                    "a look every " + look + " for " + patience + " is not possible; both have to be over 0");
        }
        return new FolderFrames(folder, look, patience, false);
    }

    /** Every image, however far that falls behind; from the beginning. */
    public FolderFrames everyFrame() {
        return new FolderFrames(folder, look, patience, true);
    }

    @Override
    public Optional<Frame> next() {
        long start = System.nanoTime();
        while (true) {
            List<Found> whole = whole();
            if (!whole.isEmpty()) {
                List<Found> taken = all ? whole.subList(0, 1) : whole;
                taken.forEach(found -> passed.put(found.file, found));
                Found last = taken.get(taken.size() - 1);
                return Optional.of(new Frame(Sample.of(last.file), last.time, taken.size() - 1L));
            }
            if (System.nanoTime() - start > patience.toNanos()) {
                return Optional.empty();
            }
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(look.toMillis(), look.toNanosPart() % 1_000_000);
        } catch (InterruptedException e) {
            throw new CancellationException("stopped while " + folder + " was watched");
        }
    }

    private record Found(Path file, Instant time, long length) {}

    /** The images that were not passed as they are and have not changed since the last look, oldest first. */
    private List<Found> whole() {
        Map<Path, Found> here = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ImageFile::isImage)) {
            for (Path file : files) {
                found(file).ifPresent(found -> here.put(file, found));
            }
        } catch (DirectoryIteratorException e) {
            throw gone(e.getCause());
        } catch (IOException e) {
            throw gone(e);
        }
        passed.keySet().retainAll(here.keySet());
        Map<Path, Found> last = before;
        before = here;
        return here.values().stream()
                .filter(found -> !found.equals(passed.get(found.file)))
                .filter(found -> found.length > 0 && found.equals(last.get(found.file)))
                .sorted(Comparator.comparing(Found::time).thenComparing(found -> found.file))
                .toList();
    }

    /** Empty where it vanished between listing and looking. */
    private static Optional<Found> found(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return Optional.of(new Found(file, attributes.lastModifiedTime().toInstant(), attributes.size()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private UncheckedIOException gone(IOException e) {
        return Folders.refused(folder + " cannot be listed any more: " + e + "; make it again, and watch again");
    }
}
