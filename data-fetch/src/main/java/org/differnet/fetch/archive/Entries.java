package org.differnet.fetch.archive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** What is in an archive, one after the other; read in one pass. */
public interface Entries extends Closeable {

    /** What an entry is. */
    enum Kind {
        /** Bytes under a name. */
        FILE,
        /** A folder. */
        FOLDER,
        /** What is never unpacked: a link, a device, an encrypted or sparse file. */
        OTHER
    }

    /**
     * An entry.
     *
     * @param bytes the size that the archive claims
     * @param content to be read before the next entry is asked for
     */
    record Entry(String name, Kind kind, long bytes, InputStream content) {}

    /** The next one; null at the end. */
    Entry next() throws IOException;
}
