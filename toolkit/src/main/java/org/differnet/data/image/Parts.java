package org.differnet.data.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a decoder is given of a file: stretches of it, and bytes that stand for others. Whatever says nothing of the pixels
 * is left out, so that no decoder ever sees it.
 */
final class Parts {

    private static final int MOST = 200_000;

    /**
     * Zeros that no decoder reads to their end, but one that has read all it was given and still wants pixels. More than a
     * decoder reads ahead.
     */
    static final byte[] GUARD = new byte[1 << 15];

    private final List<Part> parts = new ArrayList<>();
    private long length;

    /** Bytes of its own, or a stretch of the file where these are null. */
    record Part(long start, byte[] own, long place, long length) {

        /** @throws IOException if this is a guard, and a byte within is its last */
        void check(long within) throws IOException {
            if (own == GUARD && within == length - 1) {
                throw new IOException("it ends before its pixels do");
            }
        }
    }

    Parts add(byte[] own) {
        parts.add(new Part(length, own, 0, own.length));
        length += own.length;
        return this;
    }

    /** Stops a decoder that reads on behind what was added last, and would make up the pixels that are missing. */
    Parts guard() {
        return add(GUARD);
    }

    Parts add(long place, long count) throws IOException {
        int last = parts.size() - 1;
        Part before = last < 0 ? null : parts.get(last);
        if (before != null && before.own == null && before.place + before.length == place) {
            parts.set(last, new Part(before.start, null, before.place, before.length + count));
        } else {
            parts.add(new Part(length, null, place, count));
        }
        length += count;
        if (parts.size() > MOST) {
            throw new UnsupportedImageException("its pixels are in more than " + MOST + " pieces");
        }
        return this;
    }

    long length() {
        return length;
    }

    /** The part with the byte at a place before the end. */
    Part at(long place) {
        int low = 0;
        int high = parts.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (parts.get(middle).start <= place) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return parts.get(low);
    }
}
