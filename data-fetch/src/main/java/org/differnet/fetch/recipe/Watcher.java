package org.differnet.fetch.recipe;

import java.util.concurrent.CancellationException;
import java.util.function.LongConsumer;

/** Hears how the making of a thing goes on. */
public interface Watcher {

    /**
     * A piece of work begins.
     *
     * @param task what is done, for people
     * @param start bytes that an earlier run has brought
     * @param total bytes in all; 0 if not known
     * @return is given the number of bytes that are done since its last call; throws {@link CancellationException} at an
     *     interrupt
     */
    LongConsumer begin(String task, long start, long total);

    /** A line for the user. */
    void say(String line);
}
