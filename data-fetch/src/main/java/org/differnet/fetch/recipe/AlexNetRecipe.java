package org.differnet.fetch.recipe;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.differnet.fetch.disk.Atomic;
import org.differnet.fetch.disk.WrongContent;
import org.differnet.fetch.http.NoRanges;

/**
 * AlexNet's weights: their convolutional part alone. It is cut out of torchvision's checkpoint, of which no more is read
 * where the server sends parts.
 *
 * @param item the checkpoint
 * @param part its convolutional part, as it is written here
 * @param alike the same tensors in other files that home or a mirror may have
 * @param layers of the convolutional part, in the order in which they go into its file
 */
public record AlexNetRecipe(Item item, Item part, List<Item> alike, List<Convolutions.Layer> layers) implements Recipe {

    private static final long SLACK = 8L << 20;

    @Override
    public String place() {
        return part.file();
    }

    @Override
    public Optional<Found> ready(Path folder, Path home, Watcher watcher) throws IOException {
        for (Item form : forms()) {
            Optional<Found> found = new FileRecipe(form).ready(folder, home, watcher);
            if (found.isPresent()) {
                return found;
            }
        }
        return new FileRecipe(item).ready(folder, home, watcher);
    }

    private List<Item> forms() {
        return Stream.concat(Stream.of(part), alike.stream()).toList();
    }

    @Override
    public boolean madeFromFolders() {
        return false;
    }

    @Override
    public Found make(Origin origin, Path home, Watcher watcher) throws IOException {
        for (Item form : forms()) {
            Optional<Found> found = asItIs(form, origin, home, watcher);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return cut(origin, home, watcher);
    }

    private static Optional<Found> asItIs(Item form, Origin origin, Path home, Watcher watcher) throws IOException {
        try {
            return Optional.of(new FileRecipe(form).make(origin, home, watcher));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }

    private Found cut(Origin origin, Path home, Watcher watcher) throws IOException {
        Path whole = Atomic.part(home.resolve(item.file()));
        try (SeekableByteChannel channel = origin.channel(item, part.bytes() + SLACK)) {
            return write(Convolutions.convert(channel, layers, part.sha256()), home);
        } catch (NoRanges | WrongContent e) {
            watcher.say(item.name() + ": all of it is downloaded, since " + e.getMessage());
        }
        origin.file(item, whole);
        try (SeekableByteChannel channel = Files.newByteChannel(whole)) {
            Found found = write(Convolutions.convert(channel, layers, part.sha256()), home);
            Files.delete(whole);
            return found;
        } catch (WrongContent e) {
            // What is verified as a whole is right, whatever becomes of its parts.
            watcher.say(item.name() + ": all of it is kept, since " + e.getMessage());
            Path target = home.resolve(item.file());
            Atomic.publish(whole, target);
            return new Found(item, target);
        }
    }

    private Found write(byte[] content, Path home) throws IOException {
        Path target = home.resolve(part.file());
        Atomic.write(target, content);
        return new Found(part, target);
    }
}
