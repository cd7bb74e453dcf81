package org.differnet.fetch.recipe;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.function.LongConsumer;
import org.differnet.fetch.disk.DiskOutput;
import org.differnet.fetch.disk.Hashes;
import org.differnet.fetch.disk.WrongContent;
import org.differnet.fetch.http.Address;
import org.differnet.fetch.http.Http;
import org.differnet.fetch.http.RemoteStream;

/** Brings a file from a server, verified, and goes on where an earlier download ended. */
final class Download {

    /** Where the catalogue does not know the size. */
    private static final long MOST_BYTES = 16L << 30;

    private static final int BUFFER = 1 << 16;

    private Download() {}

    /**
     * Completes a file. What has come stays in it where the way breaks or the process ends; what turns out wrong is
     * deleted.
     *
     * @throws FileNotFoundException if the server answers and does not have it
     * @throws IOException if it does not come, or comes as something else
     */
    static void to(Path file, Address address, Item item, Http http, Watcher watcher) throws IOException {
        long have = Files.exists(file) ? Files.size(file) : 0;
        if (item.bytes() > 0 && have > item.bytes()) {
            Files.delete(file);
            have = 0;
        }
        try {
            receive(file, address, item, http, watcher);
        } catch (WrongContent e) {
            Files.deleteIfExists(file);
            if (have == 0) {
                throw e;
            }
            // The part that lay there may have been of another version.
            receive(file, address, item, http, watcher);
        }
    }

    private static void receive(Path file, Address address, Item item, Http http, Watcher watcher) throws IOException {
        MessageDigest digest = Hashes.sha256();
        long have = 0;
        byte[] buffer = new byte[BUFFER];
        if (Files.exists(file)) {
            have = Files.size(file);
            Hashes.update(digest, file, read -> {});
        }
        LongConsumer meter = watcher.begin("downloading " + item.name(), have, item.bytes());
        try (InputStream in = RemoteStream.from(http, address, item.bytes(), have)) {
            int n = in.read(buffer);
            try (OutputStream out = DiskOutput.appending(file)) {
                for (; n >= 0; n = in.read(buffer)) {
                    if ((have += n) > MOST_BYTES) {
                        throw new WrongContent("it has more than " + MOST_BYTES + " bytes");
                    }
                    digest.update(buffer, 0, n);
                    out.write(buffer, 0, n);
                    meter.accept(n);
                }
            }
        }
        String sha256 = Hashes.hex(digest);
        if (!item.sha256().isEmpty() && !sha256.equals(item.sha256())) {
            Files.delete(file);
            throw new WrongContent("it has the SHA-256 " + sha256 + " in place of " + item.sha256());
        }
    }
}
