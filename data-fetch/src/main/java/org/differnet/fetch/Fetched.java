package org.differnet.fetch;

import java.io.FileNotFoundException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.differnet.fetch.recipe.Item;

/**
 * What looking for an item came to.
 *
 * @param item the form of it that was found; if none was, the official one
 * @param file the verified file or folder; empty if there is none
 * @param message one line with where it was found; if it was not, where it was looked for, why not there, and what to do
 */
public record Fetched(Item item, Optional<Path> file, String message) {

    /**
     * The verified file or folder.
     *
     * @throws UncheckedIOException with {@link #message()} if there is none
     */
    public Path path() {
        return file.orElseThrow(() -> new UncheckedIOException(new FileNotFoundException(message)));
    }

    @Override
    public String toString() {
        return message;
    }
}
