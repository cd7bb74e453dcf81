package org.differnet.fetch.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** The entries of a zip, as its table at the end lists them. */
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
            content = zip.getInputStream(entry);
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
}
