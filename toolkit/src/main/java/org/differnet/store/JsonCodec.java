package org.differnet.store;

import java.io.IOException;

/**
 * How values of an open type, of which anybody may write a class of his own, become JSON and come back: in general as
 * the name of the class and what it needs.
 *
 * @param <T> the type, an interface that names its usual codec with {@link Coded}
 */
public interface JsonCodec<T> {

    /** The type itself. */
    Class<T> type();

    /** A value as JSON. */
    String write(T value);

    /**
     * The value of this JSON.
     *
     * @throws IOException if it is none, or its class is not known here; the message says which is missing and how to
     *     give it
     */
    T read(String json) throws IOException;
}
