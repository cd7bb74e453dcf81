package org.differnet.score.many;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.differnet.data.Sample;

/** Samples that come to an end where their source throws, so that the images under way are not lost. */
final class UntilItThrows implements Iterator<Sample> {

    private final Iterator<Sample> source;
    private Sample next;
    private Throwable thrown;

    UntilItThrows(Iterator<Sample> source) {
        this.source = source;
    }

    @Override
    public boolean hasNext() {
        if (next != null) {
            return true;
        }
        if (thrown != null) {
            return false;
        }
        try {
            if (!source.hasNext()) {
                return false;
            }
            next = source.next();
            if (next == null) {
                throw new NullPointerException("the samples have null in place of one");
            }
        } catch (Throwable e) { // Also what code in another language throws undeclared.
            thrown = e;
        }
        return next != null;
    }

    @Override
    public Sample next() {
        if (!hasNext()) {
            throw new NoSuchElementException("no more samples");
        }
        Sample found = next;
        next = null;
        return found;
    }

    /** What the source threw, if it did. */
    Optional<Throwable> thrown() {
        return Optional.ofNullable(thrown);
    }

    /** Throws what the source threw, if it did. */
    void rethrow() {
        if (thrown != null) {
            throw UntilItThrows.<RuntimeException>unchecked(thrown);
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E unchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }
}
