package org.differnet.fetch.http;

import java.io.IOException;

/** A server sends the whole file where a part of it was asked for. */
public final class NoRanges extends IOException {

    private static final long serialVersionUID = 1;

    NoRanges() {
        super("the server does not send parts of it");
    }
}
