package org.differnet.fetch.recipe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.differnet.fetch.archive.Entries;
import org.differnet.fetch.archive.FileTable;
import org.differnet.fetch.archive.Limits;
import org.differnet.fetch.archive.Unpack;
import org.differnet.fetch.archive.ZipEntries;
import org.differnet.fetch.disk.Atomic;
import org.differnet.fetch.disk.DiskOutput;
import org.differnet.fetch.disk.Hashes;
import org.differnet.fetch.disk.WrongContent;
import org.differnet.fetch.http.Trouble;

/**
 * The magnetic tiles: every image and mask of the published version, and the paper's training list.
 *
 * @param item the zip, which is made anew for each download and has no hash of its own
 * @param split the training list
 * @param splitSha256 of its names joined by line feeds, however the lines end
 * @param table every file of them
 */
public record TilesRecipe(Item item, Item split, String splitSha256, FileTable table) implements Recipe {

    private static final int MOST_SPLIT_BYTES = 1 << 20;

    /**
     * The published tiles, with the catalogue's own list of their files.
     *
     * @param item the zip
     * @param split the training list
     * @param splitSha256 of its names joined by line feeds
     */
    public static TilesRecipe published(Item item, Item split, String splitSha256) {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(TilesRecipe.class.getResourceAsStream("magnetic-tiles.tsv"), UTF_8))) {
            FileTable table = FileTable.parse(reader.lines().toList());
            return new TilesRecipe(item, split, splitSha256, table);
        } catch (IOException e) {
            throw new UncheckedIOException("the table of magnetic tiles is damaged: build again", e);
        }
    }

    @Override
    public String place() {
        return split.file().substring(0, split.file().lastIndexOf('/'));
    }

    private String splitName() {
        return split.file().substring(split.file().lastIndexOf('/') + 1);
    }

    @Override
    public Optional<Found> ready(Path folder, Path home, Watcher watcher) throws IOException {
        Path tiles = folder.resolve(place());
        if (!Files.exists(tiles)) {
            return Optional.empty();
        }
        verify(tiles, watcher);
        return Optional.of(new Found(item, tiles));
    }

    private void verify(Path tiles, Watcher watcher) throws IOException {
        table.verify(tiles, watcher.begin("checking " + item.name(), 0, table.bytes()));
        Path list = tiles.resolve(splitName());
        String remedy =
                split.address().map(address -> ": get it from " + address).orElse("");
        if (!Files.isRegularFile(list)) {
            throw new WrongContent(list + " is missing" + remedy);
        }
        if (Files.size(list) > MOST_SPLIT_BYTES || !isSplit(Files.readAllBytes(list))) {
            throw new WrongContent(list + " is not the published list" + remedy);
        }
    }

    private boolean isSplit(byte[] text) {
        String names =
                new String(text, UTF_8).strip().lines().map(String::strip).collect(Collectors.joining("\n"));
        return Hashes.sha256(names.getBytes(UTF_8)).equals(splitSha256);
    }

    @Override
    public String byHand() {
        return place();
    }

    @Override
    public boolean madeFromFolders() {
        return false;
    }

    @Override
    public Found make(Origin origin, Path home, Watcher watcher) throws IOException {
        Path target = home.resolve(place());
        Path part = Atomic.part(target);
        Atomic.delete(part);
        try {
            Files.createDirectories(part);
            byte[] list;
            try (InputStream in = origin.stream(split)) {
                list = in.readNBytes(MOST_SPLIT_BYTES);
            }
            if (!isSplit(list)) {
                throw new WrongContent(split.name() + ": the list is not the published one");
            }
            Atomic.write(part.resolve(splitName()), list);
            if (origin instanceof WebOrigin web && web.mirror().isPresent()) {
                copy(origin, part, watcher);
            } else {
                unpack(origin, target, part, watcher);
            }
            Atomic.publish(part, target);
        } finally {
            Atomic.delete(part);
        }
        return new Found(item, target);
    }

    /** A mirror has the files themselves, laid out as in home. */
    private void copy(Origin origin, Path part, Watcher watcher) throws IOException {
        LongConsumer meter = watcher.begin("downloading " + item.name(), 0, table.bytes());
        for (FileTable.Line line : table.lines()) {
            Item tile = new Item(
                    item.key(),
                    line.path(),
                    place() + "/" + line.path(),
                    Optional.empty(),
                    line.bytes(),
                    "",
                    item.licence(),
                    item.citation());
            Path file = part.resolve(line.path());
            Files.createDirectories(file.getParent());
            try (InputStream in = origin.stream(tile);
                    OutputStream out = DiskOutput.to(file)) {
                in.transferTo(out);
            }
            meter.accept(line.bytes());
        }
        verify(part, watcher);
    }

    private void unpack(Origin origin, Path target, Path part, Watcher watcher) throws IOException {
        Path scratch = target.resolveSibling("." + target.getFileName() + ".download");
        try {
            Path zip = origin.file(item, scratch);
            Map<String, FileTable.Line> known =
                    table.lines().stream().collect(Collectors.toMap(FileTable.Line::path, line -> line));
            LongConsumer meter = watcher.begin("unpacking " + item.name(), 0, table.bytes());
            try (Entries entries = new ZipEntries(zip)) {
                // Everything lies in one folder that is named after the commit.
                Unpack.into(
                        part,
                        entries,
                        Files.size(zip),
                        Limits.STANDARD,
                        name -> {
                            String path = name.substring(name.indexOf('/') + 1);
                            return Optional.of(path).filter(known::containsKey);
                        },
                        meter);
            }
            verify(part, watcher);
            Atomic.delete(scratch);
        } catch (Trouble | FileSystemException e) {
            throw e;
        } catch (IOException e) {
            // Nothing says which part of a wrong zip is wrong, so that going on with it would not help.
            Atomic.delete(scratch);
            throw e;
        }
    }
}
