package org.differnet.video;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.differnet.data.Folders;
import org.differnet.data.Sample;
import org.differnet.score.watch.Frame;
import org.differnet.score.watch.FrameSource;

/**
 * The frames of a video file: MP4 or QuickTime with H.264, as most cameras and {@code ffmpeg -c:v libx264 -pix_fmt yuv420p}
 * write it: with 8 bits, 4:2:0 chroma, whole frames and no fragments. They come in the order in which they are shown; those
 * that a list of edits leaves out, as where a film was cut without coding it anew, are not shown.
 *
 * <p>Example: <pre>{@code
 * try (VideoFrames film = VideoFrames.of(Path.of("conveyor.mp4"))) {
 *     Watched watched = model.watch(film, alarm, frame -> {});
 * }
 * }</pre>
 *
 * <p>Brightness is taken to be coded from 16 to 235, as in nearly all films, whatever the file says; where it is coded from
 * 0 to 255, the darkest and the brightest 6 % are cut off.
 *
 * <p>A file waits, so that no frame is skipped however slow the model is, unless {@link #every} says so. A frame that cannot
 * be decoded is one that cannot be scored; where the file breaks off, the last frame says so.
 */
public final class VideoFrames implements FrameSource, AutoCloseable {

    private static final Pattern PLAIN = Pattern.compile("[\\w.][\\w.-]*");

    private final Path file;
    private final Film film;
    private final int step;
    private final Instant start;

    private VideoFrames(Path file, Film film, int step, Instant start) {
        this.file = file;
        this.film = film;
        this.step = step;
        this.start = start;
    }

    /**
     * Opens a file. The time of a frame is that since the beginning of the film, as if it had begun on 1 January 1970 at 0:00.
     *
     * @throws UncheckedIOException if there is no such file, it is no such video, not whole, or has no frame; the message says
     *     what it is, and how to convert it
     * @throws CancellationException if the thread is interrupted
     */
    public static VideoFrames of(Path file) {
        if (!Files.isRegularFile(file)) {
            throw Folders.refused(file + " is no file; give a video in MP4 or QuickTime with H.264");
        }
        try {
            return new VideoFrames(file, Film.open(file, conversion(file)), 1, Instant.EPOCH);
        } catch (CancellationException e) {
            throw e;
        } catch (IOException e) {
            throw refused(file, e.getMessage(), e);
        } catch (RuntimeException e) {
            throw refused(file, "it has no pictures that can be found, or is damaged", e);
        }
    }

    private static UncheckedIOException refused(Path file, String reason, Exception cause) {
        String message = file + " cannot be read as a video (" + reason + "). " + conversion(file);
        return new UncheckedIOException(message, new IOException(message, cause));
    }

    private static String conversion(Path file) {
        String name = file.getFileName().toString();
        String quoted = PLAIN.matcher(name).matches() ? name : '"' + name + '"';
        return "Whole files of MP4 or QuickTime with H.264 of 8 bits, 4:2:0 and whole frames can; others are converted with:"
                + " ffmpeg -i " + quoted + " -c:v libx264 -pix_fmt yuv420p converted.mp4";
    }

    /**
     * One frame of so many; those between are decoded, not looked at, and count as skipped by the frame after them, so that
     * those behind the last one count nowhere. Goes on where this is.
     *
     * @param frames at least 1, which is every frame
     */
    public VideoFrames every(int frames) {
        if (frames < 1) {
            throw new IllegalArgumentException("one of " + frames + " frames is not possible; give 1 or more");
        }
        return new VideoFrames(file, film, frames, start);
    }

    /** With the time at which the film began. */
    public VideoFrames from(Instant beginning) {
        return new VideoFrames(file, film, step, beginning);
    }

    /** How many frames the file says that it shows. */
    public int count() {
        return film.count();
    }

    /**
     * The next frame.
     *
     * @throws CancellationException if the thread is interrupted, also while a frame is decoded; this goes on where it was
     */
    @Override
    public Optional<Frame> next() {
        for (int skipped = 0; ; skipped++) {
            if (Thread.interrupted()) {
                throw new CancellationException("stopped while " + file + " was read");
            }
            Optional<Film.Shown> shown = read();
            if (shown.isEmpty() || skipped == step - 1 || shown.get().number() == 0) {
                int passed = skipped;
                return shown.map(some -> frame(some, passed));
            }
        }
    }

    private Optional<Film.Shown> read() {
        try {
            return film.next();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read any more: " + e, e);
        }
    }

    private Frame frame(Film.Shown shown, int skipped) {
        String name = file.getFileName() + " frame " + shown.number();
        Sample sample = shown.image()
                .map(image -> Sample.of(name, image))
                .orElseGet(() -> new Sample(name, Sample.GOOD, () -> {
                    throw Folders.refused(name + ": " + shown.fault());
                }));
        return new Frame(sample, start.plus(Duration.ofNanos(Math.round(1e9 * shown.seconds()))), skipped);
    }

    /** The frames from here on, for {@link org.differnet.Detector#score(Stream)}; closing it closes this. */
    public Stream<Sample> samples() {
        return Stream.generate(this::next)
                .takeWhile(Optional::isPresent)
                .map(frame -> frame.get().sample())
                .onClose(this::close);
    }

    @Override
    public void close() {
        film.close();
    }

    /** Such as "conveyor.mp4, 300 frames". */
    @Override
    public String toString() {
        return file.getFileName() + ", " + count() + " frames";
    }
}
