package org.differnet.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.differnet.work.ProgressListener;

/**
 * Gathers the images that cannot be read while work goes on with the others, up to half of them.
 *
 * <p>Of an image that is not read its file is missing, locked, damaged, of a kind that is not supported or too small.
 * Several threads may use this at once.
 */
public final class ReadErrors {

    private static final int MOST_NAMED = 3;
    private static final int REFUSED = -1;

    private final List<Sample> samples;
    private final int most;
    private final Map<Integer, ReadError> errors = new ConcurrentSkipListMap<>();

    private ReadErrors(List<Sample> samples, int most) {
        this.samples = List.copyOf(samples);
        this.most = most;
    }

    /** Lets up to half of these images be unreadable. */
    public static ReadErrors amongHalfOf(List<Sample> samples) {
        return new ReadErrors(samples, samples.size() / 2);
    }

    /** For images that all must be readable: the first that is not ends the work with what was thrown. */
    public static ReadErrors refused() {
        return new ReadErrors(List.of(), REFUSED);
    }

    /**
     * Does something with an image.
     *
     * @param place of the image among the samples
     * @param work throws an {@link UncheckedIOException} or an {@link IllegalArgumentException} if the image cannot be read
     * @return whether it was done
     * @throws UncheckedIOException if more than half of the images could not be read; the message names the first ones
     */
    public boolean attempt(int place, Runnable work) {
        try {
            work.run();
            return true;
        } catch (UncheckedIOException | IllegalArgumentException e) {
            if (most == REFUSED) {
                throw e;
            }
            Sample sample = samples.get(place);
            errors.put(place, new ReadError(sample.name(), sample.kind(), String.valueOf(e.getMessage())));
            if (errors.size() > most) {
                throw tooMany(e);
            }
            return false;
        }
    }

    /** The images that could not be read, in the order of the samples. */
    public List<ReadError> rows() {
        return List.copyOf(errors.values());
    }

    /** Whether the image in this place could not be read. */
    public boolean at(int place) {
        return errors.containsKey(place);
    }

    /** Tells the listener which images could not be read, if there are any. */
    public void tell(ProgressListener listener) {
        if (!errors.isEmpty()) {
            listener.warn(
                    errors.size() + " of " + samples.size() + " images cannot be read and are left out: " + first());
        }
    }

    /** What stands beside numbers that are of the others, with a space before it; empty if all images could be read. */
    public static String note(List<ReadError> errors) {
        return errors.isEmpty()
                ? ""
                : " (without " + errors.size() + (errors.size() == 1 ? " image that" : " images that")
                        + " could not be read)";
    }

    private RuntimeException tooMany(RuntimeException last) {
        return new UncheckedIOException(
                "more than half of " + samples.size() + " images cannot be read: " + first()
                        + ". Correct the files or take them out of the data set",
                last instanceof UncheckedIOException io ? io.getCause() : new IOException(last));
    }

    private String first() {
        String some = errors.values().stream()
                .limit(MOST_NAMED)
                .map(ReadError::toString)
                .collect(Collectors.joining("; "));
        return errors.size() > MOST_NAMED ? some + "; and " + (errors.size() - MOST_NAMED) + " more" : some;
    }
}
