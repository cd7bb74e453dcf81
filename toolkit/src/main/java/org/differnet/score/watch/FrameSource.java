package org.differnet.score.watch;

import java.util.Iterator;
import java.util.Optional;

/** Where frames come from: a folder that fills, a camera, a film. One's own is a lambda. */
@FunctionalInterface
public interface FrameSource {

    /**
     * Waits for the next frame to look at, which skips older ones if it would fall behind.
     *
     * @return empty when no more will come
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    Optional<Frame> next();

    /** Frames that are there already, each of them looked at. */
    static FrameSource of(Iterable<Frame> frames) {
        Iterator<Frame> all = frames.iterator();
        return () -> all.hasNext() ? Optional.of(all.next()) : Optional.empty();
    }
}
