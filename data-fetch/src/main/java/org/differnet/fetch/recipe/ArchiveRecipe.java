package org.differnet.fetch.recipe;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.differnet.fetch.archive.Entries;
import org.differnet.fetch.archive.FileTable;
import org.differnet.fetch.archive.Limits;
import org.differnet.fetch.archive.TarEntries;
import org.differnet.fetch.archive.Unpack;
import org.differnet.fetch.archive.ZipEntries;
import org.differnet.fetch.disk.Atomic;
import org.differnet.fetch.disk.Hashes;
import org.differnet.fetch.disk.WrongContent;

/**
 * A data set out of an archive.
 *
 * @param item the archive
 * @param place the folder that it becomes
 * @param path what a file of the archive is called there; empty if it is not wanted
 * @param keepsDownload whether the archive is first downloaded whole, so that a later process can go on with it, and
 *     deleted afterwards; else it is unpacked as it comes, which takes no room on the disk
 * @param limits what it may unpack to
 */
public record ArchiveRecipe(
        Item item, String place, Function<String, Optional<String>> path, boolean keepsDownload, Limits limits)
        implements Recipe {

    @Override
    public Optional<Found> ready(Path folder, Path home, Watcher watcher) throws IOException {
        Path data = folder.resolve(place);
        if (!Files.exists(data)) {
            return Optional.empty();
        }
        FileTable table = unpacked()
                .read(home)
                .orElseThrow(() -> new Unverifiable(data + " cannot be verified, since it was not unpacked from "
                        + item.file() + " by this home: move it away, or use it without Fetch, as in"
                        + " Datasets.folder(path)"));
        table.verify(data, watcher.begin("checking " + data.getFileName(), 0, table.bytes()));
        return Optional.of(new Found(item, data));
    }

    private Unpacked unpacked() {
        return new Unpacked(item, place);
    }

    @Override
    public boolean madeFromFolders() {
        return true;
    }

    @Override
    public Found make(Origin origin, Path home, Watcher watcher) throws IOException {
        Path target = home.resolve(place);
        Path part = Atomic.part(target);
        Atomic.delete(part);
        Path scratch = target.resolveSibling("." + target.getFileName() + ".download");
        try {
            FileTable table = keepsDownload
                    ? unpack(origin.file(item, scratch), part, watcher)
                    : unpackStream(origin, part, watcher);
            if (table.lines().isEmpty()) {
                throw new WrongContent("its archive has no " + target.getFileName());
            }
            unpacked().write(table, home);
            Atomic.publish(part, target);
            Atomic.delete(scratch);
        } finally {
            Atomic.delete(part);
        }
        return new Found(item, target);
    }

    private FileTable unpack(Path archive, Path part, Watcher watcher) throws IOException {
        long bytes = Files.size(archive);
        Files.createDirectories(part);
        LongConsumer meter = watcher.begin("unpacking " + item.name(), 0, 0);
        try (Entries entries = item.file().endsWith(".zip")
                ? new ZipEntries(archive)
                : TarEntries.tar(Files.newInputStream(archive), bytes, limits)) {
            return Unpack.into(part, entries, bytes, limits, path, meter);
        }
    }

    private FileTable unpackStream(Origin origin, Path part, Watcher watcher) throws IOException {
        MessageDigest digest = Hashes.sha256();
        LongConsumer meter = watcher.begin("fetching and unpacking " + place, 0, item.bytes());
        try (InputStream in = new DigestInputStream(new Metered(origin.stream(item), meter), digest)) {
            Files.createDirectories(part);
            TarEntries entries = TarEntries.tarXz(in, item.bytes(), limits);
            FileTable table = Unpack.into(part, entries, item.bytes(), limits, path, unpacked -> {});
            // What follows the last entry counts for the hash.
            in.transferTo(OutputStream.nullOutputStream());
            String sha256 = Hashes.hex(digest);
            if (!sha256.equals(item.sha256())) {
                throw new WrongContent("the archive has the SHA-256 " + sha256 + " in place of " + item.sha256());
            }
            return table;
        }
    }

    /** Counts the bytes that are read. */
    private static final class Metered extends FilterInputStream {

        private final LongConsumer meter;

        Metered(InputStream in, LongConsumer meter) {
            super(in);
            this.meter = meter;
        }

        @Override
        public int read() throws IOException {
            int one = in.read();
            meter.accept(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int n = in.read(bytes, offset, length);
            meter.accept(Math.max(n, 0));
            return n;
        }
    }
}
