package org.differnet.fetch.recipe;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.differnet.fetch.disk.Hashes;
import org.differnet.fetch.disk.WrongContent;

/**
 * Home, or a mirror's folder.
 *
 * @param folder laid out as home is
 * @param watcher hears of the checking
 */
public record FolderOrigin(Path folder, Watcher watcher) implements Origin {

    @Override
    public Path file(Item item, Path scratch) throws IOException {
        Path file = existing(item);
        verify(file, item, watcher);
        return file;
    }

    @Override
    public InputStream stream(Item item) throws IOException {
        return Files.newInputStream(existing(item));
    }

    @Override
    public SeekableByteChannel channel(Item item, long budget) throws IOException {
        return Files.newByteChannel(existing(item));
    }

    private Path existing(Item item) throws IOException {
        Path file = folder.resolve(item.file());
        if (!Files.isRegularFile(file)) {
            throw new FileNotFoundException("not there");
        }
        return file;
    }

    /** Checks size and SHA-256, as far as the catalogue knows them. */
    static void verify(Path file, Item item, Watcher watcher) throws IOException {
        long bytes = Files.size(file);
        if (item.bytes() > 0 && bytes != item.bytes()) {
            throw new WrongContent(file + " has " + bytes + " bytes in place of " + item.bytes() + ": delete it");
        }
        String sha256 = Hashes.sha256(file, watcher.begin("checking " + item.name(), 0, bytes));
        if (!item.sha256().isEmpty() && !sha256.equals(item.sha256())) {
            throw new WrongContent(file + " does not have the SHA-256 " + item.sha256() + ": delete it");
        }
    }
}
