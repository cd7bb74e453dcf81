package org.differnet.score.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.differnet.data.Folders;
import org.differnet.data.Sample;
import org.differnet.data.image.ImageFile;

/**
 * The images of a folder that fills, oldest first by the time they were last written. The folder is listed again and again:
 * folders on a network tell of no changes. A file is taken when it had the same length and time at two looks, so that one
 * being written is not; one that stays empty, a pipe and a link that leads nowhere are taken after five seconds, as frames
 * that cannot be read. One that is written over, or goes on after it was taken, is a new frame: a single file such as
 * latest.png is enough, and of a writer that rests longer than a look the last part comes too. One that gets another name is
 * no new frame where the system tells files apart.
 *
 * <p>Files that were passed, with their lengths and times, are remembered while they are in the folder; take old files away
 * where many come.
 */
public final class FolderFrames implements FrameSource {

    private static final Duration RAREST_LOOK = Duration.ofDays(1);

    /** Who writes into a file has begun by then. */
    private static final long LEFT_EMPTY_NANOS = 5_000_000_000L;

    private final Path folder;
    private final Duration look;
    private final Duration patience;
    private final boolean all;
    private final Set<State> passed = new HashSet<>();

    /** When each was first seen so, in nanoseconds. */
    private Map<State, Long> before = Map.of();

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
     * @param look time between two looks, over 0 to a day
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
        if (look.compareTo(RAREST_LOOK) > 0) {
            throw new IllegalArgumentException("a look every " + look + " is too rare; allowed are times up to a day");
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
                taken.forEach(found -> passed.add(found.state));
                Found last = taken.get(taken.size() - 1);
                return Optional.of(new Frame(Sample.of(last.file), last.state.time, taken.size() - 1L));
            }
            if (Duration.ofNanos(System.nanoTime() - start).compareTo(patience) > 0) {
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

    private record Found(Path file, State state) {}

    /** @param key what the system tells the file by, or where it has nothing of that kind its path */
    private record State(Object key, Instant time, long length) {}

    /** The images that were not passed as they are and have not changed since the last look, oldest first. */
    private List<Found> whole() {
        List<Found> here = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, ImageFile::isImage)) {
            for (Path file : files) {
                found(file).ifPresent(here::add);
            }
        } catch (DirectoryIteratorException e) {
            throw gone(e.getCause());
        } catch (IOException e) {
            throw gone(e);
        }
        long now = System.nanoTime();
        Map<State, Long> last = before;
        before = new HashMap<>();
        here.forEach(found -> before.put(found.state, last.getOrDefault(found.state, now)));
        passed.retainAll(before.keySet());
        return here.stream()
                .filter(found -> !passed.contains(found.state))
                .filter(found -> last.containsKey(found.state)
                        && (found.state.length > 0 || now - last.get(found.state) >= LEFT_EMPTY_NANOS))
                .sorted(Comparator.comparing((Found found) -> found.state.time).thenComparing(found -> found.file))
                .toList();
    }

    /** Empty where it vanished between listing and looking. */
    private static Optional<Found> found(Path file) {
        try {
            return Optional.of(found(file, Files.readAttributes(file, BasicFileAttributes.class), true));
        } catch (IOException e) {
            return link(file);
        }
    }

    /** A link that leads nowhere is as an empty file. */
    private static Optional<Found> link(Path file) {
        try {
            return Optional.of(found(
                    file, Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS), false));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Found found(Path file, BasicFileAttributes attributes, boolean read) {
        Object key = Objects.requireNonNullElse(attributes.fileKey(), file);
        Instant time = attributes.lastModifiedTime().toInstant();
        return new Found(file, new State(key, time, read && attributes.isRegularFile() ? attributes.size() : 0));
    }

    private UncheckedIOException gone(IOException e) {
        return Folders.refused(folder + " cannot be listed any more: " + e + "; make it again, and watch again");
    }
}
