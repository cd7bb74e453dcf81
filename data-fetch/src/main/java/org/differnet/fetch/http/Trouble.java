package org.differnet.fetch.http;

import java.io.IOException;
import java.time.Duration;

/** A failure on the way that may be over when one asks again. */
public final class Trouble extends IOException {

    private static final long serialVersionUID = 1;

    /** Whether the server was there at all. */
    final boolean answered;

    /** How long the server asks to wait; zero if it does not say. */
    final transient Duration pause;

    private Trouble(String message, boolean answered, Duration pause, Throwable cause) {
        super(message, cause);
        this.answered = answered;
        this.pause = pause;
    }

    /** The server is there and did not do it. */
    static Trouble answered(String message, Throwable cause) {
        return new Trouble(message, true, Duration.ZERO, cause);
    }

    /** The server asks to come later. */
    static Trouble later(String message, Duration pause) {
        return new Trouble(message, true, pause, null);
    }

    /** Nobody is there. */
    static Trouble silent(String message, Throwable cause) {
        return new Trouble(message, false, Duration.ZERO, cause);
    }
}
