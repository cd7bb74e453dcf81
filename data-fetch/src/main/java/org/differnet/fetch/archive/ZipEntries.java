package org.differnet.fetch.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * The entries of a zip, as its table at the end lists them. Reading one that is damaged, or to its end where it has not the
 * checksum of the table, throws a {@link ZipException}.
 */
public final class ZipEntries implements Entries {

    private final ZipFile zip;
    private final Enumeration<ZipArchiveEntry> entries;
    private InputStream content = InputStream.nullInputStream();

    /** @throws IOException if the file is no zip */
    public ZipEntries(Path file) throws IOException {
        zip = ZipFile.builder().setPath(file).setIgnoreLocalFileHeader(true).get();
        entries = zip.getEntriesInPhysicalOrder();
    }

    @Override
    public Entry next() throws IOException {
        content.close();
        content = InputStream.nullInputStream();
        if (!entries.hasMoreElements()) {
            return null;
        }
        ZipArchiveEntry entry = entries.nextElement();
        Kind kind = kind(entry);
        if (kind == Kind.FILE) {
            content = new Verified(zip.getInputStream(entry), entry.getCrc());
        }
        return new Entry(entry.getName(), kind, entry.getSize(), content);
    }

    private static Kind kind(ZipArchiveEntry entry) {
        if (entry.isDirectory()) {
            return Kind.FOLDER;
        }
        int type = entry.getUnixMode() & 0170000;
        boolean plain = type == 0 || type == 0100000;
        boolean readable = entry.getMethod() == ZipEntry.STORED || entry.getMethod() == ZipEntry.DEFLATED;
        boolean open = !entry.getGeneralPurposeBit().usesEncryption();
        return plain && readable && open ? Kind.FILE : Kind.OTHER;
    }

    @Override
    public void close() throws IOException {
        content.close();
        zip.close();
    }

    /** What commons-compress unpacks; its own stream compares no checksum. */
    private static final class Verified extends CheckedInputStream {

        private final long crc;

        Verified(InputStream in, long crc) {
            super(in, new CRC32());
            this.crc = crc;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int n;
            try {
                n = super.read(bytes, offset, length);
            } catch (EOFException e) {
                throw (ZipException) new ZipException("it ends too early").initCause(e);
            }
            if (n < 0 && getChecksum().getValue() != crc) {
                throw new ZipException("its content has not the checksum that stands in the archive");
            }
            return n;
        }
    }
}
