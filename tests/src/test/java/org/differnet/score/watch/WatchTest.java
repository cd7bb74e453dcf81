package org.differnet.score.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.imageio.ImageIO;
import org.differnet.bench.Brightness;
import org.differnet.chart.Palette;
import org.differnet.data.Sample;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchTest {

    private static final Alarm ALARM = new Alarm(0.5, 0.2, 1, 1, "a test");

    private final Brightness detector = new Brightness();

    @Test
    void anEventLastsAsLongAsTheAverageReachesTheLimit() {
        Watched watched = watch(20, 20, 200, 200, 200, 20, 20, 20);
        assertEquals(1, watched.events().size());
        Event event = watched.events().get(0);
        assertEquals(Instant.ofEpochSecond(2), event.begin());
        assertEquals("4", event.peakFile());
        assertEquals(
                event.frames(),
                watched.last().stream().filter(WatchedFrame::inEvent).count());
    }

    @Test
    void twoStretchesAreTwoEvents() {
        assertEquals(2, watch(250, 20, 20, 20, 250, 20).events().size());
    }

    @Test
    void oneOddFrameAmongGoodOnesIsSmoothedAway() {
        assertEquals(List.of(), watch(20, 20, 150, 20, 20).events());
    }

    @Test
    void aFrameThatCannotBeReadLeavesTheAverageAsItIs() {
        List<Frame> frames = new ArrayList<>(frames(20));
        frames.add(new Frame(
                new Sample("broken", Sample.GOOD, () -> {
                    throw new IllegalArgumentException("broken");
                }),
                Instant.EPOCH,
                3));
        Watched watched = detector.watch(FrameSource.of(frames), ALARM, frame -> {});
        assertEquals(1, watched.failed());
        assertEquals(3, watched.skipped());
        assertEquals(0.2, watched.last().get(1).average(), 1e-12);
        assertTrue(watched.toString().startsWith("2 frames, 3 skipped, 1 not scored: 0 events"), watched.toString());
    }

    @Test
    void aFrameWhoseOwnCodeThrowsIsOneThatCannotBeScored() {
        for (Throwable own : List.of(new IllegalStateException("Queue full"), new StackOverflowError())) {
            List<Frame> frames = new ArrayList<>(frames(20, 250));
            Sample broken = new Sample("broken", Sample.GOOD, () -> {
                WatchTest.<RuntimeException>raise(own);
                return null;
            });
            frames.add(1, new Frame(broken, Instant.EPOCH, 0));
            Watched watched = watch(FrameSource.of(frames));
            assertEquals(3, watched.frames());
            assertEquals(1, watched.failed());
            assertEquals(1, watched.events().size());
        }
    }

    @Test
    void anInterruptEndsItWithWhatWasSeen() {
        Watched watched = detector.watch(FrameSource.of(frames(20, 20, 20)), ALARM, frame -> {
            if (frame.row().file().equals("1")) {
                Thread.currentThread().interrupt();
            }
        });
        assertTrue(watched.stopped());
        assertEquals(2, watched.frames());
        assertFalse(Thread.interrupted());
    }

    @Test
    void aSourceThatThrowsEndsItWithWhatWasSeenAndSaysWhy() {
        Iterator<Frame> two = frames(250, 20).iterator();
        RuntimeException broken = new UnsupportedOperationException("the camera fell");
        List<String> warnings = new ArrayList<>();
        Watched watched = hearing(
                warnings,
                () -> watch(() -> {
                    if (!two.hasNext()) {
                        throw broken;
                    }
                    return Optional.of(two.next());
                }));
        assertEquals(2, watched.frames());
        assertEquals(1, watched.events().size());
        assertSame(broken, watched.fault().orElseThrow());
        assertFalse(watched.stopped());
        assertTrue(watched.toString().contains("the camera fell"), watched.toString());
        assertEquals(1, warnings.size());
        assertTrue(warnings.get(0).contains("after 2 frames"), warnings.get(0));
        assertTrue(warnings.get(0).contains("the camera fell"), warnings.get(0));
    }

    @Test
    void aFolderThatIsGoneEndsItWithWhatWasSeen(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.png");
        ImageIO.write(Brightness.image(250), "png", file.toFile());
        FrameSource frames = FolderFrames.of(folder, Duration.ofMillis(5), Duration.ofMinutes(1));
        List<String> warnings = new ArrayList<>();
        Watched watched = hearing(
                warnings,
                () -> detector.watch(frames, ALARM, frame -> {
                    assertTrue(file.toFile().delete());
                    assertTrue(folder.toFile().delete());
                }));
        assertEquals(1, watched.events().size());
        String said = watched.fault().orElseThrow().getMessage();
        assertTrue(said.startsWith(folder + " cannot be listed any more"), said);
        assertTrue(warnings.get(0).endsWith(said), warnings.get(0));
    }

    @Test
    void aSourceMayThrowWhatItDoesNotDeclare() {
        Exception own = new IOException("unplugged");
        Watched watched = hearing(
                new ArrayList<>(),
                () -> watch(() -> {
                    WatchTest.<RuntimeException>raise(own);
                    return Optional.empty();
                }));
        assertSame(own, watched.fault().orElseThrow());
    }

    @Test
    void aSourceThatGivesNullIsToldWhatToGive() {
        Watched watched = hearing(new ArrayList<>(), () -> watch(() -> null));
        String said = watched.fault().orElseThrow().getMessage();
        assertTrue(said.contains("Optional.empty()"), said);
    }

    @Test
    void aSourceThatWrapsAnInterruptIsStopped() {
        Watched watched = watch(() -> {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted");
        });
        assertTrue(watched.stopped());
        assertEquals(Optional.empty(), watched.fault());
        assertFalse(Thread.interrupted());
    }

    @Test
    void whatAConsumerThrowsIsThrownOnWithWhatWasSeen() {
        for (Throwable own : List.of(
                new ArithmeticException("full"),
                new IllegalStateException(),
                new IOException(),
                new AssertionError())) {
            Throwable thrown = assertThrows(
                    own.getClass(),
                    () -> detector.watch(FrameSource.of(frames(250, 20, 250)), ALARM, frame -> {
                        if (frame.row().file().equals("1")) {
                            WatchTest.<RuntimeException>raise(own);
                        }
                    }));
            assertSame(own, thrown);
            Watched watched = Watched.before(thrown).orElseThrow();
            assertEquals(2, watched.frames());
            assertEquals(1, watched.events().size());
        }
    }

    @Test
    void whatNoWatchThrewHasSeenNothing() {
        assertEquals(Optional.empty(), Watched.before(new IllegalStateException("elsewhere")));
    }

    @Test
    void aChartWithoutAScoreSaysWhyThereIsNone() {
        String nothing = refusal(watch());
        assertTrue(nothing.contains("none was looked at"), nothing);
        Frame broken = new Frame(
                new Sample("broken", Sample.GOOD, () -> {
                    throw new IllegalArgumentException("torn");
                }),
                Instant.EPOCH,
                0);
        String failed = refusal(watch(FrameSource.of(List.of(broken, broken))));
        assertTrue(failed.contains("none of the last 2 could be"), failed);
        assertTrue(failed.contains("torn"), failed);
    }

    @Test
    void theChartShowsScoresAverageAndLimit() {
        assertTrue(watch(20, 200).chart().picture().getWidth() > 0);
    }

    @Test
    void theFilmShowsEachFrameAboveTheChart() {
        Watched watched = watch(20, 250, 250, 20);
        BufferedImage film = watched.film(2).picture();
        assertTrue(film.getWidth() > film.getHeight(), "four frames side by side");
        assertTrue(has(film, Palette.DEFECT.getRGB()), "the rim of an event");
        assertFalse(has(watch(20, 30, 20).film(2).picture(), Palette.DEFECT.getRGB()));
    }

    @Test
    void theStillFilmHasTheFramesInWhichEventsBegin() {
        int[] levels = new int[30];
        Arrays.fill(levels, 20);
        levels[5] = 250;
        assertTrue(has(watch(levels).film(2).picture(), Palette.DEFECT.getRGB()), "the rim of an event of two frames");
    }

    @Test
    void aFilmOfOneFrameIsRefused() {
        String message = assertThrows(
                        IllegalStateException.class, () -> watch(20).film(2))
                .getMessage();
        assertTrue(message.startsWith("a film needs two frames"), message);
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void raise(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private static String refusal(Watched watched) {
        return assertThrows(IllegalStateException.class, watched::chart).getMessage();
    }

    private static Watched hearing(List<String> warnings, Supplier<Watched> watch) {
        ProgressListener before = ProgressListener.getDefault();
        ProgressListener.setDefault(new ProgressListener() {
            @Override
            public void on(Progress progress) {}

            @Override
            public void warn(String message) {
                warnings.add(message);
            }
        });
        try {
            return watch.get();
        } finally {
            ProgressListener.setDefault(before);
        }
    }

    private Watched watch(FrameSource source) {
        return detector.watch(source, ALARM, frame -> {});
    }

    private static boolean has(BufferedImage image, int colour) {
        int[] all = image.getRGB(0, 0, image.getWidth(), image.getHeight() / 4, null, 0, image.getWidth());
        return Arrays.stream(all).filter(rgb -> rgb == colour).count() > 100;
    }

    private Watched watch(int... greys) {
        return detector.watch(FrameSource.of(frames(greys)), ALARM, frame -> {});
    }

    private static List<Frame> frames(int... greys) {
        List<Frame> frames = new ArrayList<>();
        for (int i = 0; i < greys.length; i++) {
            int grey = greys[i];
            frames.add(new Frame(
                    new Sample("" + i, Sample.GOOD, () -> Brightness.image(grey)), Instant.ofEpochSecond(i), 0));
        }
        return frames;
    }
}
