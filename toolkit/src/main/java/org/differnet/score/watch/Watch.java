package org.differnet.score.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.differnet.score.many.ManyImages;
import org.differnet.score.many.ScoredImage;
import org.differnet.work.ProgressListener;

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
    private Optional<Exception> fault = Optional.empty();

    private Watch(ManyImages images, Alarm alarm) {
        this.images = images;
        this.alarm = alarm;
        this.average = alarm.start();
    }

    /**
     * Looks at frames until they end, the thread is interrupted or their source throws, of which the result and a warning
     * tell; a frame that cannot be scored leaves the average as it is. What else is thrown, as by {@code seen}, is thrown on,
     * and {@link Watched#before} gives what was seen until then.
     *
     * @param images scores a frame
     * @param seen told of each frame that was looked at
     */
    public static Watched run(ManyImages images, FrameSource source, Alarm alarm, Consumer<WatchedFrame> seen) {
        Watch watch = new Watch(images, alarm);
        try {
            for (Optional<Frame> frame = watch.next(source); frame.isPresent(); frame = watch.next(source)) {
                seen.accept(watch.look(frame.get()));
                if (Thread.interrupted()) {
                    return watch.result(true);
                }
            }
            return watch.result(false);
        } catch (CancellationException e) {
            return watch.result(true);
        } catch (Throwable e) {
            e.addSuppressed(new WatchedBefore(watch.result(false)));
            throw e;
        }
    }

    /** Empty also where the source throws. */
    private Optional<Frame> next(FrameSource source) {
        try {
            return Objects.requireNonNull(
                    source.next(), "the source of frames gave null; Optional.empty() says that no more will come");
        } catch (CancellationException e) {
            throw e;
        } catch (Exception e) { // Also what code in another language throws undeclared.
            if (Thread.interrupted()) {
                throw new CancellationException("stopped while a frame was waited for");
            }
            fault = Optional.of(e);
            ProgressListener.getDefault().warn("The watch ended after " + frames + " frames: " + Watched.reason(e));
            return Optional.empty();
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
        return new Watched(frames, skipped, failed, events, alarm, List.copyOf(last), stopped, fault);
    }
}
