package org.differnet.store;

import java.io.IOException;

/** What a file of tensors may ask for, however it is made. */
final class Limits {

    /** Tensors of a file; the largest that this library writes has some hundreds. */
    static final int MOST_TENSORS = 10_000;

    /** Numbers that all tensors of a checkpoint may have together, in bytes, for each byte of the file. */
    static final int MOST_EXPANSION = 4;

    /** Letters of a name from a file that a message shows. */
    private static final int MOST_SHOWN = 100;

    private Limits() {}

    /**
     * Counts the tensors.
     *
     * @throws IOException if there are too many
     */
    static void tensors(int count) throws IOException {
        if (count > MOST_TENSORS) {
            throw new IOException("it has more than " + MOST_TENSORS + " tensors: save fewer in a file");
        }
    }

    /** A text from a file as a message shows it: not endlessly long, and without letters that steer a terminal. */
    static String shown(String text) {
        String some = text.length() > MOST_SHOWN ? text.substring(0, MOST_SHOWN) + "..." : text;
        return some.replaceAll("\\p{Cntrl}", "?");
    }
}
