package org.differnet.fetch.recipe;

import java.io.IOException;

/** Something is there, and nothing is known that it could be checked against. */
public final class Unverifiable extends IOException {

    private static final long serialVersionUID = 1;

    Unverifiable(String message) {
        super(message);
    }
}
