package org.differnet.fetch.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.zip.ZipException;
import org.differnet.fetch.disk.DiskOutput;
import org.differnet.fetch.disk.Hashes;
import org.differnet.fetch.disk.Interrupts;

/** Unpacks archives into a folder and nowhere else, whatever their entries are called. */
public final class Unpack {

    private static final int BUFFER = 1 << 16;

    private final Path folder;
    private final Limits limits;
    private final long mostBytes;
    private final LongConsumer meter;
    private final Set<String> names = new HashSet<>();
    private final List<FileTable.Line> lines = new ArrayList<>();
    private long total;

    private Unpack(Path folder, long archive, Limits limits, LongConsumer meter) {
        this.folder = folder;
        this.limits = limits;
        this.mostBytes = limits.bytes(archive);
        this.meter = meter;
    }

    /**
     * Unpacks the wanted files.
     *
     * @param folder new or empty
     * @param archive size of the archive, in bytes
     * @param path what a file of this name becomes in the folder; empty if it is not wanted
     * @param meter is given the number of bytes that have been written since the last call
     * @return the unpacked files with their SHA-256
     * @throws IOException if the archive is damaged, exceeds a limit, or a wanted entry is not a file in the folder
     * @throws CancellationException at an interrupt
     */
    public static FileTable into(
            Path folder,
            Entries entries,
            long archive,
            Limits limits,
            Function<String, Optional<String>> path,
            LongConsumer meter)
            throws IOException {
        Unpack unpack = new Unpack(folder, archive, limits, meter);
        try {
            int count = 0;
            for (Entries.Entry entry = entries.next(); entry != null; entry = entries.next()) {
                Interrupts.check();
                if (++count > limits.entries()) {
                    throw new IOException("it has more than " + limits.entries() + " entries");
                }
                Optional<String> wanted = path.apply(entry.name());
                if (wanted.isPresent() && entry.kind() != Entries.Kind.FOLDER) {
                    unpack.file(wanted.get(), entry);
                }
            }
        } catch (EOFException e) {
            throw new IOException("the archive ends too early", e);
        } catch (CancellationException e) {
            throw e;
        } catch (RuntimeException e) {
            // Readers of archives stumble over damage in many ways.
            throw new IOException("the archive is damaged (" + e + ")", e);
        }
        return new FileTable(List.copyOf(unpack.lines));
    }

    private Path file(String path) throws IOException {
        try {
            return folder.resolve(path);
        } catch (InvalidPathException e) {
            throw new IOException(
                    "the name '" + path + "' cannot be written in this locale: set LC_ALL=C.UTF-8 and start again", e);
        }
    }

    private void file(String path, Entries.Entry entry) throws IOException {
        Names.check(path);
        if (entry.kind() != Entries.Kind.FILE) {
            throw new IOException(path
                    + " is a link, a device, encrypted or packed otherwise than by deflate, which is not unpacked");
        }
        Path file = file(path);
        // Two names that differ in case, or in how an accent is written, are one file on some systems.
        String alike = Normalizer.normalize(path, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        if (!names.add(alike) || Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(path + " is in it twice");
        }
        if (entry.bytes() < 0 || entry.bytes() > limits.fileBytes()) {
            throw new IOException(
                    path + " has " + entry.bytes() + " bytes, where 0 to " + limits.fileBytes() + " are unpacked");
        }
        Files.createDirectories(file.getParent());
        MessageDigest digest = Hashes.sha256();
        long bytes = 0;
        byte[] buffer = new byte[BUFFER];
        InputStream in = entry.content();
        try (OutputStream out = DiskOutput.to(file)) {
            for (int n = read(path, in, buffer); n >= 0; n = read(path, in, buffer)) {
                bytes += n;
                total += n;
                if (bytes > entry.bytes() || total > mostBytes) {
                    throw new IOException(path + " unpacks to more than "
                            + (bytes > entry.bytes()
                                    ? "the " + entry.bytes() + " bytes that it claims"
                                    : "is allowed"));
                }
                digest.update(buffer, 0, n);
                out.write(buffer, 0, n);
                meter.accept(n);
            }
        }
        if (bytes != entry.bytes()) {
            throw new IOException(path + " ends after " + bytes + " of " + entry.bytes() + " bytes");
        }
        lines.add(new FileTable.Line(path, bytes, Hashes.hex(digest)));
    }

    private static int read(String path, InputStream in, byte[] buffer) throws IOException {
        try {
            return in.read(buffer);
        } catch (ZipException e) {
            throw new IOException(path + " is damaged in the archive (" + e.getMessage() + "): get it anew", e);
        }
    }
}
