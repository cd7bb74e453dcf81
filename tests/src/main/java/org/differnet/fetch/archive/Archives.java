package org.differnet.fetch.archive;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Writes archives, good and evil ones; names and links are taken as they are given. */
public final class Archives {

    private static final int UNIX_LINK = 0120777;

    private record Part(String name, byte type, byte[] content, String link) {}

    private final List<Part> parts = new ArrayList<>();

    public Archives file(String name, byte[] content) {
        parts.add(new Part(name, TarConstants.LF_NORMAL, content, ""));
        return this;
    }

    public Archives folder(String name) {
        parts.add(new Part(name, TarConstants.LF_DIR, new byte[0], ""));
        return this;
    }

    public Archives symbolicLink(String name, String target) {
        parts.add(new Part(name, TarConstants.LF_SYMLINK, new byte[0], target));
        return this;
    }

    /** Anything that a tar knows, by its type. */
    Archives special(String name, byte type, String target) {
        parts.add(new Part(name, type, new byte[0], target));
        return this;
    }

    public byte[] tar() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writeTar(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    public byte[] tarXz() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream xz = new XZOutputStream(bytes, options())) {
            writeTar(xz);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static LZMA2Options options() throws IOException {
        LZMA2Options options = new LZMA2Options(0);
        options.setDictSize(1 << 16);
        return options;
    }

    private void writeTar(OutputStream out) throws IOException {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        for (Part part : parts) {
            TarArchiveEntry entry = new TarArchiveEntry(part.name, part.type, true);
            entry.setSize(part.content.length);
            entry.setLinkName(part.link);
            tar.putArchiveEntry(entry);
            // The writer takes a global header for its own and closes it.
            if (!entry.isGlobalPaxHeader()) {
                if (part.content.length > 0) {
                    tar.write(part.content);
                }
                tar.closeArchiveEntry();
            }
        }
        tar.finish();
    }

    public byte[] zip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(bytes)) {
            for (Part part : parts) {
                ZipArchiveEntry entry = new ZipArchiveEntry(part.name);
                boolean link = part.type == TarConstants.LF_SYMLINK;
                byte[] content = link ? part.link.getBytes() : part.content;
                if (link) {
                    entry.setUnixMode(UNIX_LINK);
                }
                entry.setMethod(content.length % 2 == 0 ? ZipEntry.DEFLATED : ZipEntry.STORED);
                entry.setSize(content.length);
                if (entry.getMethod() == ZipEntry.STORED) {
                    CRC32 crc = new CRC32();
                    crc.update(content);
                    entry.setCrc(crc.getValue());
                }
                zip.putArchiveEntry(entry);
                zip.write(content);
                zip.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
