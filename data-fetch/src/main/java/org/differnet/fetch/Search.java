package org.differnet.fetch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

/** Looks for a thing in home, then in the mirrors, then at its official address. */
final class Search {

    private final Recipe recipe;
    private final Http http;
    private final TransferListener listener;
    private final Path home = Home.path();
    private final List<String> looked = new ArrayList<>();

    private Search(Recipe recipe, Http http, TransferListener listener) {
        this.recipe = recipe;
        this.http = http;
        this.listener = listener;
    }

    /**
     * The thing, or where it was looked for.
     *
     * @throws UncheckedIOException if a file in home or in a mirror's folder is not what its name says
     * @throws CancellationException at an interrupt
     */
    static Fetched find(Recipe recipe, Http http, TransferListener listener) {
        Interrupts.check();
        Search search = new Search(recipe, http, listener);
        try {
            return search.found().map(Search::fetched).orElseGet(search::absent);
        } catch (IOException e) {
            Interrupts.check();
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private Optional<Recipe.Found> found() throws IOException {
        List<URI> mirrors = Mirrors.list();
        Optional<Recipe.Found> found = inFolder(home);
        for (URI mirror : mirrors) {
            if (found.isPresent()) {
                return found;
            }
            found = "file".equals(mirror.getScheme())
                    ? inFolder(Path.of(mirror))
                    : fromWeb(Optional.of(mirror), mirror.toString());
        }
        if (found.isPresent()) {
            return found;
        }
        String official = recipe.item().address().map(URI::toString).orElse("");
        return official.isEmpty() ? found : fromWeb(Optional.empty(), official);
    }

    private Optional<Recipe.Found> inFolder(Path folder) throws IOException {
        Optional<Recipe.Found> ready = recipe.ready(folder, listener);
        if (ready.isPresent()) {
            return ready;
        }
        looked.add(folder.resolve(recipe.place()) + ": not there");
        Path archive = folder.resolve(recipe.item().file());
        return recipe.madeFromFolders() && Files.exists(archive)
                ? make(new FolderOrigin(folder, listener), archive.toString())
                : Optional.empty();
    }

    private Optional<Recipe.Found> fromWeb(Optional<URI> mirror, String name) throws IOException {
        if (Settings.offline()) {
            looked.add(name + ": not asked, DIFFERNET_OFFLINE is set");
            return Optional.empty();
        }
        return make(new WebOrigin(mirror, http, listener), name);
    }

    @SuppressWarnings("try") // The lock is only held.
    private Optional<Recipe.Found> make(Origin origin, String name) throws IOException {
        if (!Consent.given(recipe.item(), home)) {
            looked.add(name + ": not asked, the licence is not accepted");
            return Optional.empty();
        }
        Path target = home.resolve(recipe.place());
        try (Lock lock = Lock.on(target, () -> listener.say(waiting(target)))) {
            Optional<Recipe.Found> meanwhile = recipe.ready(home, listener);
            return meanwhile.isPresent() ? meanwhile : Optional.of(recipe.make(origin, home, listener));
        } catch (FileSystemException e) {
            looked.add(
                    name + ": cannot be kept in home (" + e + "), set DIFFERNET_HOME to a writable folder with room");
        } catch (FileNotFoundException e) {
            looked.add(name + ": " + e.getMessage());
        } catch (IOException e) {
            // An interrupt closes the file that is being read or written.
            Interrupts.check();
            if (origin instanceof FolderOrigin) {
                boolean named = e.getMessage().startsWith(name);
                throw named ? e : new IOException(name + ": " + e.getMessage() + ": delete it", e);
            }
            looked.add(name + ": " + e.getMessage());
        }
        return Optional.empty();
    }

    private static String waiting(Path target) {
        return "somebody else is fetching " + target + ", waiting for it";
    }

    private static Fetched fetched(Recipe.Found found) {
        return new Fetched(found.item(), Optional.of(found.path()), found.item().name() + ": " + found.path());
    }

    private Fetched absent() {
        Item item = recipe.item();
        String licence = Consent.given(item, home) ? "" : "\n" + Consent.question(item);
        String remedy = "Put it at " + home.resolve(recipe.byHand()) + ", or name a folder that has it in"
                + " DIFFERNET_MIRROR; "
                + item.address().map(a -> "it comes from " + a).orElse("");
        return new Fetched(
                item,
                Optional.empty(),
                item.name() + " not found. Looked for at\n  " + String.join("\n  ", looked) + licence + "\n" + remedy);
    }
}
