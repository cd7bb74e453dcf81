package org.differnet.data.image;

import java.io.IOException;

/** An image that is whole but of a kind that is not read; the message says which, and ends in no remedy of its own. */
final class UnsupportedImageException extends IOException {

    private static final long serialVersionUID = 1;

    UnsupportedImageException(String message) {
        super(message);
    }
}
