package org.differnet.score.watch;

import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.differnet.chart.Animation;
import org.differnet.chart.Chart;
import org.differnet.chart.Palette;
import org.differnet.chart.Series;

/**
 * What was seen of a stream of frames.
 *
 * @param frames that were looked at
 * @param skipped that were passed over so as not to fall behind
 * @param failed of those looked at that could not be scored
 * @param events in their order; the last may still have been going on
 * @param alarm by which they are events
 * @param last the last frames that were looked at, at most {@value #MOST_KEPT}
 * @param stopped whether it was interrupted before the frames ended
 * @param fault what the source of the frames threw, which ended it; empty where it did not
 */
public record Watched(
        long frames,
        long skipped,
        long failed,
        List<Event> events,
        Alarm alarm,
        List<WatchedFrame> last,
        boolean stopped,
        Optional<Exception> fault) {

    /** The most frames that are kept for the chart. */
    public static final int MOST_KEPT = 10_000;

    /** The most frames of {@link #film}. */
    public static final int MOST_SHOWN = 200;

    private static final int STILLS = 9;

    /** Of the stills, so that some show no event. */
    private static final int MOST_BEGINNINGS = 6;

    /** The highest score in times of the lowest, from which on small ones cannot be seen along a linear axis. */
    private static final double WIDE = 20;

    public Watched {
        events = List.copyOf(events);
        last = List.copyOf(last);
    }

    /**
     * What was seen before a watch threw this, such as what its {@code seen} threw.
     *
     * @return empty if no watch threw it
     */
    public static Optional<Watched> before(Throwable thrown) {
        return Arrays.stream(thrown.getSuppressed())
                .filter(WatchedBefore.class::isInstance)
                .map(suppressed -> ((WatchedBefore) suppressed).watched())
                .filter(Objects::nonNull)
                .findFirst();
    }

    static String reason(Exception e) {
        boolean meant = e instanceof UncheckedIOException || e instanceof IllegalArgumentException;
        return meant && e.getMessage() != null ? e.getMessage() : e.toString();
    }

    /**
     * Scores of the last frames, their average and the limit; over a wide range along a logarithmic axis.
     *
     * @throws IllegalStateException if none of them was scored
     */
    public Chart chart() {
        List<Integer> places = IntStream.range(0, last.size())
                .filter(i -> !last.get(i).row().failed())
                .boxed()
                .toList();
        if (places.isEmpty()) {
            throw new IllegalStateException("a chart needs a frame that was scored; "
                    + (last.isEmpty()
                            ? "none was looked at, see that the source of frames gives some"
                            : "none of the last " + last.size() + " could be, the first of them for this reason: "
                                    + last.get(0).row().error()));
        }
        List<WatchedFrame> scored = places.stream().map(last::get).toList();
        double[] x = places.stream().mapToDouble(this::number).toArray();
        double[] scores =
                scored.stream().mapToDouble(frame -> frame.row().score()).toArray();
        double[] averages = scored.stream().mapToDouble(WatchedFrame::average).toArray();
        Chart chart = Chart.of(
                "Frames",
                "frame",
                "score",
                Series.points("score", x, scores, Palette.REFERENCE),
                Series.line("average", x, averages, Palette.GOOD));
        if (Double.isFinite(alarm.limit())) {
            chart = chart.with(Series.dashed(
                    "alarm",
                    new double[] {x[0], x[x.length - 1]},
                    new double[] {alarm.limit(), alarm.limit()},
                    Palette.DEFECT));
        }
        double[] shown = chart.series().stream()
                .flatMapToDouble(series -> Arrays.stream(series.ys()))
                .sorted()
                .toArray();
        boolean wide = shown[0] > 0 && shown[shown.length - 1] > WIDE * shown[0];
        return wide ? chart.logY() : chart;
    }

    /**
     * The film as a moving picture: each frame above the chart of scores with a line at its place, in an orange rim during an
     * event. Of more than {@value #MOST_SHOWN} frames the last ones. The still image has frames in which events begin, and
     * frames outside events.
     *
     * @param perSecond frames a second, 1 to 50
     * @throws IllegalStateException if fewer than two frames were looked at, or none could be scored
     */
    public Animation film(int perSecond) {
        if (last.size() < 2 || failed == frames) {
            throw new IllegalStateException("a film needs two frames and one that was scored; " + frames
                    + " were looked at, " + failed + " of them could not be scored");
        }
        Chart scores = chart();
        List<FilmFrame> shown = IntStream.range(Math.max(0, last.size() - MOST_SHOWN), last.size())
                .mapToObj(i -> new FilmFrame(
                        last.get(i),
                        scores.with(Series.mark("", number(i))).strip(FilmFrame.WIDTH, FilmFrame.CHART_HEIGHT)))
                .toList();
        return Animation.of(shown, perSecond).withStills(stills(shown));
    }

    private static int[] stills(List<FilmFrame> film) {
        int[] begin = IntStream.range(0, film.size())
                .filter(i ->
                        film.get(i).inEvent() && (i == 0 || !film.get(i - 1).inEvent()))
                .limit(MOST_BEGINNINGS)
                .toArray();
        int[] calm = IntStream.range(0, film.size())
                .filter(i -> !film.get(i).inEvent())
                .toArray();
        int further = Math.min(calm.length, STILLS - begin.length);
        IntStream between = IntStream.range(0, further).map(i -> calm[i * calm.length / further]);
        return IntStream.concat(Arrays.stream(begin), between).sorted().toArray();
    }

    /** The number of a frame of {@code last} in the whole stream, from 0. */
    private double number(int place) {
        return frames - last.size() + place;
    }

    /** One line, such as "600 frames, 12 skipped, 1 not scored: 2 events; alarm at 1.23 ...", with why it ended early. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d frames, %d skipped, %d not scored: %d events%s; %s",
                frames,
                skipped,
                failed,
                events.size(),
                stopped
                        ? " (stopped)"
                        : fault.map(e -> " (ended by: " + reason(e) + ")").orElse(""),
                alarm);
    }
}
