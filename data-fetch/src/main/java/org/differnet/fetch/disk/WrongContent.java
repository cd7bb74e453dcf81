package org.differnet.fetch.disk;

import java.io.IOException;

/** Content that is not what the catalogue says. */
public final class WrongContent extends IOException {

    private static final long serialVersionUID = 1;

    /** @param message what is wrong with what, and the remedy */
    public WrongContent(String message) {
        super(message);
    }
}
