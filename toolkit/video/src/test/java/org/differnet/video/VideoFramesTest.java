package org.differnet.video;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.differnet.data.Sample;
import org.differnet.score.Threshold;
import org.differnet.score.many.ManyImages;
import org.differnet.score.many.ScoredImage;
import org.differnet.score.watch.Alarm;
import org.differnet.score.watch.Frame;
import org.differnet.score.watch.Watch;
import org.differnet.score.watch.Watched;
import org.jcodec.api.awt.AWTSequenceEncoder;
import org.jcodec.common.io.NIOUtils;
import org.jcodec.common.io.SeekableByteChannel;
import org.jcodec.containers.mp4.MP4Util;
import org.jcodec.movtool.Flatten;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VideoFramesTest {

    private static final int FRAMES = 12;
    private static final int BRIGHT_FROM = 6;

    /** The encoder writes grey from 0 to 255, and the decoder reads it from 16 to 235. */
    private static final int CODED = 20;

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Path film;

    /** A film of ten frames a second that is dark and then bright. */
    @BeforeAll
    static void draw() throws IOException {
        film = shared.resolve("film.mp4");
        AWTSequenceEncoder encoder = AWTSequenceEncoder.createSequenceEncoder(film.toFile(), 10);
        for (int i = 0; i < FRAMES; i++) {
            encoder.encodeImage(frame(i));
        }
        encoder.finish();
    }

    @Test
    void framesComeInTheirOrderAndLookAsTheyWereDrawn() {
        List<Frame> frames = frames(VideoFrames.of(film));
        assertEquals(FRAMES, frames.size());
        for (int i = 0; i < FRAMES; i++) {
            BufferedImage image = frames.get(i).sample().image();
            assertEquals(96, image.getWidth());
            assertEquals(64, image.getHeight());
            assertEquals(brightness(frame(i)), brightness(image), CODED, "frame " + i);
            assertEquals("film.mp4 frame " + i, frames.get(i).sample().name());
            assertEquals(0, frames.get(i).skipped());
        }
    }

    @Test
    void timesAreThoseOfTheFilm() {
        Instant start = Instant.parse("2026-01-02T03:04:05Z");
        Instant last = frames(VideoFrames.of(film).from(start)).get(FRAMES - 1).time();
        assertEquals(start.plus(Duration.ofMillis(100L * (FRAMES - 1))), last);
    }

    @Test
    void framesBetweenAreSkippedAndCounted() {
        List<Frame> frames = frames(VideoFrames.of(film).every(5));
        assertEquals(
                List.of("film.mp4 frame 0", "film.mp4 frame 5", "film.mp4 frame 10"),
                frames.stream().map(frame -> frame.sample().name()).toList());
        assertEquals(4, frames.get(1).skipped());
    }

    @Test
    void aWatchedFilmHasAnEventWhereItChanges() {
        Alarm alarm = new Alarm(1, 20, 100, 1, "a test");
        try (VideoFrames frames = VideoFrames.of(film)) {
            Watched watched = Watch.run(brightness(), frames, alarm, frame -> {});
            assertEquals(1, watched.events().size());
            assertEquals(
                    Duration.ofMillis(100L * BRIGHT_FROM),
                    Duration.between(Instant.EPOCH, watched.events().get(0).begin()));
            assertEquals(FRAMES - BRIGHT_FROM, watched.events().get(0).frames());
        }
    }

    @Test
    void aStretchGivesSamplesToLearnFrom() {
        try (Stream<Sample> samples = VideoFrames.of(film).samples()) {
            assertEquals(FRAMES, samples.count());
        }
    }

    @Test
    void aFileThatIsNoVideoIsRefusedWithTheRemedy() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.mp4"), "no video");
        assertRefused(text, "ffmpeg -i notes.mp4");
    }

    @Test
    void aFileThatIsMissingIsRefused() {
        assertRefused(folder.resolve("gone.mp4"), "is no file");
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        assertRefused(Files.createFile(folder.resolve("empty.mp4")), "cannot be read as a video");
    }

    /** The table of frames stands at the end. */
    @Test
    void aFileWithoutItsEndIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(film);
        Path half = Files.write(folder.resolve("half.mp4"), Arrays.copyOf(whole, whole.length / 2));
        assertRefused(half, "Whole files");
    }

    @Test
    void aFileThatBreaksOffGivesTheFramesThatItHasAndSaysSo() throws IOException {
        Path front = folder.resolve("front.mp4");
        try (SeekableByteChannel in = NIOUtils.readableChannel(film.toFile())) {
            new Flatten().flatten(MP4Util.createRefFullMovie(in, film.toUri().toString()), front.toFile());
        }
        byte[] whole = Files.readAllBytes(front);
        Files.write(front, Arrays.copyOf(whole, whole.length - whole.length / 8));
        List<Frame> frames = frames(VideoFrames.of(front));
        assertTrue(frames.size() > 1 && frames.size() <= FRAMES, frames.size() + " frames");
        Frame last = frames.get(frames.size() - 1);
        var error = assertThrows(UncheckedIOException.class, () -> last.sample().image());
        assertTrue(error.getMessage().contains("front.mp4"), error.getMessage());
    }

    @Test
    void anInterruptEndsIt() {
        try (VideoFrames frames = VideoFrames.of(film)) {
            Thread.currentThread().interrupt();
            assertThrows(CancellationException.class, frames::next);
        }
    }

    @Test
    void oneOfNoFramesIsRefused() {
        try (VideoFrames frames = VideoFrames.of(film)) {
            assertThrows(IllegalArgumentException.class, () -> frames.every(0));
        }
    }

    private static void assertRefused(Path file, String said) {
        var error = assertThrows(UncheckedIOException.class, () -> VideoFrames.of(file));
        assertTrue(error.getMessage().contains(said), error.getMessage());
        assertTrue(error.getMessage().contains(new File(file.toString()).getName()), error.getMessage());
    }

    private static List<Frame> frames(VideoFrames source) {
        try (source) {
            List<Frame> frames = new ArrayList<>();
            for (Optional<Frame> frame = source.next(); frame.isPresent(); frame = source.next()) {
                frames.add(frame.get());
            }
            return frames;
        }
    }

    private static ManyImages brightness() {
        Threshold threshold = Threshold.none("none was given");
        return new ManyImages("brightness", threshold, sample -> {
            double score = brightness(sample.image());
            return new ManyImages.Scored(ScoredImage.of(sample.name(), score, threshold, Double.NaN), sample);
        });
    }

    private static BufferedImage frame(int number) {
        BufferedImage image = new BufferedImage(96, 64, BufferedImage.TYPE_3BYTE_BGR);
        Graphics2D g = image.createGraphics();
        int grey = (number < BRIGHT_FROM ? 30 : 130) + 8 * number;
        g.setColor(new Color(grey, grey, grey));
        g.fillRect(0, 0, 96, 64);
        g.dispose();
        return image;
    }

    private static double brightness(BufferedImage image) {
        double sum = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                sum += image.getRGB(x, y) & 255;
            }
        }
        return sum / image.getWidth() / image.getHeight();
    }
}
