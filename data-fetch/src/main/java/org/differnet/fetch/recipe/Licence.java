package org.differnet.fetch.recipe;

import java.net.URI;
import java.util.Optional;

/**
 * What the publisher of an item allows.
 *
 * @param name its usual name
 * @param text where it can be read; empty if there is none
 * @param nonCommercial whether commercial use is excluded: such a licence is asked for before anything is brought
 */
public record Licence(String name, Optional<URI> text, boolean nonCommercial) {

    /** One that excludes nothing. */
    public static Licence free(String name) {
        return new Licence(name, Optional.empty(), false);
    }

    @Override
    public String toString() {
        return name + text.map(address -> ", " + address).orElse("") + (nonCommercial ? ", no commercial use" : "");
    }
}
