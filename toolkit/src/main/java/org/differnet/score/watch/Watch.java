package org.differnet.score.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.differnet.score.many.ManyImages;
import org.differnet.score.many.ScoredImage;

/** Looks at frames as they come, on the thread that calls. */
public final class Watch {

    private final ManyImages images;
    private final Alarm alarm;
    private final Deque<WatchedFrame> last = new ArrayDeque<>();
    private final List<Event> events = new ArrayList<>();
    private double average;
    private boolean ringing;
    private long frames;
    private long skipped;
    private long failed;

    private Watch(ManyImages images, Alarm alarm) {
        this.images = images;
        this.alarm = alarm;
        this.average = alarm.start();
    }

    /**
     * Looks at frames until they end or the thread is interrupted; a frame that cannot be scored leaves the average as it is.
     *
     * @param images scores a frame
     * @param seen told of each frame that was looked at
     */
    public static Watched run(ManyImages images, FrameSource source, Alarm alarm, Consumer<WatchedFrame> seen) {
        Watch watch = new Watch(images, alarm);
        try {
            for (Optional<Frame> frame = source.next(); frame.isPresent(); frame = source.next()) {
                seen.accept(watch.look(frame.get()));
                if (Thread.interrupted()) {
                    return watch.result(true);
                }
            }
            return watch.result(false);
        } catch (CancellationException e) {
            return watch.result(true);
        }
    }

    private WatchedFrame look(Frame frame) {
        ScoredImage row = images.row(frame.sample()).row();
        if (!row.failed()) {
            average = alarm.next(average, row.score());
        }
        WatchedFrame watched = new WatchedFrame(frame, row, average, alarm.rings(average));
        frames++;
        skipped += frame.skipped();
        failed += row.failed() ? 1 : 0;
        if (watched.inEvent()) {
            if (ringing) {
                events.set(events.size() - 1, events.get(events.size() - 1).and(watched));
            } else {
                events.add(Event.of(watched));
            }
        }
        ringing = watched.inEvent();
        last.add(watched);
        if (last.size() > Watched.MOST_KEPT) {
            last.remove();
        }
        return watched;
    }

    private Watched result(boolean stopped) {
        return new Watched(frames, skipped, failed, events, alarm, List.copyOf(last), stopped);
    }
}
