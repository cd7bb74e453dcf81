package org.differnet.fetch.recipe;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;

/** Somewhere that may have the files of the catalogue; {@link FileNotFoundException} where it has not. */
public interface Origin {

    /** A file, whole and verified. What has to be downloaded for it goes to {@code scratch}. */
    Path file(Item item, Path scratch) throws IOException;

    /** The bytes of a file, for the reader to verify. */
    InputStream stream(Item item) throws IOException;

    /**
     * A file of known size of which little is read, for the reader to verify.
     *
     * @param budget bytes after which reading ends with an error
     */
    SeekableByteChannel channel(Item item, long budget) throws IOException;
}
