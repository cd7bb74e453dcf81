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
import org.differnet.fetch.disk.Interrupts;
import org.differnet.fetch.disk.Lock;
import org.differnet.fetch.http.Address;
import org.differnet.fetch.http.Http;
import org.differnet.fetch.recipe.FolderOrigin;
import org.differnet.fetch.recipe.Item;
import org.differnet.fetch.recipe.Origin;
import org.differnet.fetch.recipe.Recipe;
import org.differnet.fetch.recipe.Unverifiable;
import org.differnet.fetch.recipe.Watcher;
import org.differnet.fetch.recipe.WebOrigin;

/** Looks for a thing in home, then in the mirrors, then at its official address. */
final class Search {

    private final Recipe recipe;
    private final Http http;
    private final Watcher watcher;
    private final Path home = Home.path();
    private final List<String> looked = new ArrayList<>();

    private Search(Recipe recipe, Http http, TransferListener listener) {
        this.recipe = recipe;
        this.http = http;
        watcher = Meter.watcher(listener);
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
        List<Mirrors.Mirror> mirrors = Mirrors.list();
        Optional<Recipe.Found> found = inFolder(home);
        for (Mirrors.Mirror mirror : mirrors) {
            if (found.isPresent()) {
                return found;
            }
            found = mirror.folder().isPresent()
                    ? inFolder(mirror.folder().get())
                    : fromWeb(mirror.address(), mirror.toString());
        }
        if (found.isPresent()) {
            return found;
        }
        String official = recipe.item().address().map(URI::toString).orElse("");
        return official.isEmpty() ? found : fromWeb(Optional.empty(), official);
    }

    private Optional<Recipe.Found> inFolder(Path folder) throws IOException {
        try {
            Optional<Recipe.Found> ready = recipe.ready(folder, home, watcher);
            if (ready.isPresent()) {
                return ready;
            }
            looked.add(folder.resolve(recipe.place()) + ": not there");
        } catch (Unverifiable e) {
            // In a mirror it is in nobody's way.
            if (folder.equals(home)) {
                throw e;
            }
            looked.add(e.getMessage());
        }
        Path archive = folder.resolve(recipe.item().file());
        return recipe.madeFromFolders() && Files.exists(archive)
                ? make(new FolderOrigin(folder, watcher), archive.toString())
                : Optional.empty();
    }

    private Optional<Recipe.Found> fromWeb(Optional<Address> mirror, String name) throws IOException {
        if (Settings.offline()) {
            looked.add(name + ": not asked, DIFFERNET_OFFLINE is set");
            return Optional.empty();
        }
        return make(new WebOrigin(mirror, http, watcher), name);
    }

    @SuppressWarnings("try") // The lock is only held.
    private Optional<Recipe.Found> make(Origin origin, String name) throws IOException {
        if (!Consent.given(recipe.item(), home)) {
            looked.add(name + ": not asked, the licence is not accepted");
            return Optional.empty();
        }
        Home.warning().ifPresent(watcher::say);
        Path target = home.resolve(recipe.place());
        try (Lock lock = Lock.on(target, () -> watcher.say(waiting(target)))) {
            Consent.remember(recipe.item(), home);
            Optional<Recipe.Found> meanwhile = recipe.ready(home, home, watcher);
            return meanwhile.isPresent() ? meanwhile : Optional.of(recipe.make(origin, home, watcher));
        } catch (FileSystemException e) {
            Interrupts.check();
            looked.add(name + ": cannot be kept in home (" + e + "), set DIFFERNET_HOME to a writable folder with room;"
                    + " what " + home + " has is still found where DIFFERNET_MIRROR names it");
        } catch (FileNotFoundException e) {
            looked.add(name + ": " + e.getMessage());
        } catch (IOException e) {
            // An interrupt closes the file that is being read.
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
