package org.differnet.fetch.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The entries of a tar, read in one pass. */
public final class TarEntries implements Entries {

    /** What stands between the content of one file and that of the next; long names take a few KiB. */
    private static final long HEADER_BYTES = 1 << 20;

    /** What the strongest preset of xz needs, four times over. */
    private static final int XZ_MEMORY_KIB = 256 << 10;

    private final Rationed bytes;
    private final TarArchiveInputStream tar;
    private boolean first = true;

    private TarEntries(InputStream in, long limit) {
        bytes = new Rationed(in, limit, "it unpacks to far more bytes than it has, or to a header without end");
        tar = new TarArchiveInputStream(bytes);
    }

    /**
     * A tar that is not compressed.
     *
     * @param archive bytes of the archive, for the limit on what it unpacks to
     */
    public static TarEntries tar(InputStream in, long archive, Limits limits) {
        return new TarEntries(in, limits.bytes(archive));
    }

    /** As {@link #tar}, compressed with xz. */
    public static TarEntries tarXz(InputStream in, long archive, Limits limits) throws IOException {
        try {
            return new TarEntries(new XZInputStream(in, XZ_MEMORY_KIB), limits.bytes(archive));
        } catch (EOFException e) {
            throw new IOException("the archive ends too early", e);
        }
    }

    @Override
    public Entry next() throws IOException {
        if (!first) {
            // The rest of a file counts as content, so that what follows can be held to the size of a header.
            tar.skip(Long.MAX_VALUE);
        }
        first = false;
        long left = bytes.left();
        long ration = Math.min(left, HEADER_BYTES);
        bytes.left(ration);
        TarArchiveEntry entry = tar.getNextEntry();
        bytes.left(left - (ration - bytes.left()));
        return entry == null ? null : new Entry(entry.getName(), kind(entry), entry.getSize(), tar);
    }

    private static Kind kind(TarArchiveEntry entry) {
        if (entry.isDirectory()) {
            return Kind.FOLDER;
        }
        boolean special = entry.isSymbolicLink()
                || entry.isLink()
                || entry.isSparse()
                || entry.isCharacterDevice()
                || entry.isBlockDevice()
                || entry.isFIFO();
        return !special && entry.isFile() ? Kind.FILE : Kind.OTHER;
    }

    @Override
    public void close() throws IOException {
        tar.close();
    }
}
