package org.differnet.fetch.recipe;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.differnet.fetch.disk.WrongContent;

/** How one thing is recognised where it lies, and made where it does not. */
public interface Recipe {

    /**
     * What lies ready.
     *
     * @param item the form of it that was found
     * @param path the file or folder
     */
    record Found(Item item, Path path) {}

    /** The official form. */
    Item item();

    /** Where it lies in home or in a mirror's folder, with slashes. */
    String place();

    /**
     * The thing, verified, if a folder has it.
     *
     * @param home where the records of what was made here are
     * @throws Unverifiable if it is there and nothing is known that it could be checked against
     * @throws WrongContent if there is something else under its name
     */
    Optional<Found> ready(Path folder, Path home, Watcher watcher) throws IOException;

    /** Where one puts by hand what the official address gives. */
    default String byHand() {
        return item().file();
    }

    /** Whether it can be made from what lies in a folder otherwise than ready, such as an archive. */
    boolean madeFromFolders();

    /**
     * Makes it in home. The caller has the lock; home does not have it ready.
     *
     * @throws FileNotFoundException if the origin does not have what it takes
     */
    Found make(Origin origin, Path home, Watcher watcher) throws IOException;
}
