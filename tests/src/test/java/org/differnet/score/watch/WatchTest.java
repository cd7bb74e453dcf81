package org.differnet.score.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.differnet.bench.Brightness;
import org.differnet.chart.Palette;
import org.differnet.data.Sample;
import org.junit.jupiter.api.Test;

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
    void aFilmOfOneFrameIsRefused() {
        String message = assertThrows(
                        IllegalStateException.class, () -> watch(20).film(2))
                .getMessage();
        assertTrue(message.startsWith("a film needs two frames"), message);
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
