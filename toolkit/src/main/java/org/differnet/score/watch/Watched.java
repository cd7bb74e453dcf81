package org.differnet.score.watch;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
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
 */
public record Watched(
        long frames,
        long skipped,
        long failed,
        List<Event> events,
        Alarm alarm,
        List<WatchedFrame> last,
        boolean stopped) {

    /** The most frames that are kept for the chart. */
    public static final int MOST_KEPT = 10_000;

    public Watched {
        events = List.copyOf(events);
        last = List.copyOf(last);
    }

    /** Scores of the last frames, their average and the limit. */
    public Chart chart() {
        List<WatchedFrame> scored =
                last.stream().filter(frame -> !frame.row().failed()).toList();
        double[] x = IntStream.range(0, scored.size())
                .mapToDouble(i -> frames - scored.size() + i)
                .toArray();
        double[] scores =
                scored.stream().mapToDouble(frame -> frame.row().score()).toArray();
        double[] averages = scored.stream().mapToDouble(WatchedFrame::average).toArray();
        Chart chart = Chart.of(
                "Frames",
                "frame",
                "score",
                Series.points("score", x, scores, Palette.REFERENCE),
                Series.line("average", x, averages, Palette.GOOD));
        return x.length == 0 || Double.isInfinite(alarm.limit())
                ? chart
                : chart.with(Series.dashed(
                        "alarm",
                        new double[] {x[0], x[x.length - 1]},
                        new double[] {alarm.limit(), alarm.limit()},
                        Palette.DEFECT));
    }

    /** One line, such as "600 frames, 12 skipped, 1 not scored: 2 events; alarm at 1.23 ...". */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d frames, %d skipped, %d not scored: %d events%s; %s",
                frames,
                skipped,
                failed,
                events.size(),
                stopped ? " (stopped)" : "",
                alarm);
    }
}
