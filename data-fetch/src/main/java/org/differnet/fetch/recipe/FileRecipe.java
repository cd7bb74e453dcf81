package org.differnet.fetch.recipe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.differnet.fetch.disk.Atomic;

/**
 * A file that is kept as it is, and checked against the catalogue each time.
 *
 * @param item the file
 */
public record FileRecipe(Item item) implements Recipe {

    @Override
    public String place() {
        return item.file();
    }

    @Override
    public Optional<Found> ready(Path folder, Path home, Watcher watcher) throws IOException {
        Path file = folder.resolve(item.file());
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        FolderOrigin.verify(file, item, watcher);
        return Optional.of(new Found(item, file));
    }

    @Override
    public boolean madeFromFolders() {
        return false;
    }

    @Override
    public Found make(Origin origin, Path home, Watcher watcher) throws IOException {
        Path target = home.resolve(item.file());
        Atomic.publish(origin.file(item, Atomic.part(target)), target);
        return new Found(item, target);
    }
}
