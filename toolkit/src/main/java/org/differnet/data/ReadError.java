package org.differnet.data;

import java.util.Objects;

/**
 * An image of a data set that could not be read, and why; what was computed is of the others.
 *
 * @param name of the image
 * @param kind "good" or the kind of defect
 * @param reason names the file, what is wrong with it and the remedy
 */
public record ReadError(String name, String kind, String reason) {

    /** Checks that nothing is missing. */
    public ReadError {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(reason, "reason");
    }

    @Override
    public String toString() {
        return reason.contains(name) ? reason : name + ": " + reason;
    }
}
