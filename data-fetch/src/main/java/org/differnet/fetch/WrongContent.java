package org.differnet.fetch;

import java.io.IOException;

/** What came is not what the catalogue says. */
final class WrongContent extends IOException {

    private static final long serialVersionUID = 1;

    WrongContent(String message) {
        super(message);
    }
}
