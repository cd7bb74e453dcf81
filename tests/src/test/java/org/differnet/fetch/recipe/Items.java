package org.differnet.fetch.recipe;

import java.net.URI;
import java.util.Optional;
import org.differnet.fetch.disk.Hashes;

/** Items of given content. */
public final class Items {

    private Items() {}

    public static Item of(String file, byte[] content) {
        return of(file, content, Optional.empty());
    }

    public static Item of(String file, byte[] content, Optional<URI> address) {
        String sha256 = Hashes.sha256(content);
        return new Item("thing", "thing", file, address, content.length, sha256, Licence.free("none"), "nobody");
    }
}
