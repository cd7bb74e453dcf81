package org.differnet.fetch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

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
    static void to(Path file, URI address, Item item, Http http, TransferListener listener) throws IOException {
        long have = Files.exists(file) ? Files.size(file) : 0;
        if (item.bytes() > 0 && have > item.bytes()) {
            Files.delete(file);
            have = 0;
        }
        try {
            receive(file, address, item, http, listener);
        } catch (WrongContent e) {
            Files.deleteIfExists(file);
            if (have == 0) {
                throw e;
            }
            // The part that lay there may have been of another version.
            receive(file, address, item, http, listener);
        }
    }

    private static void receive(Path file, URI address, Item item, Http http, TransferListener listener)
            throws IOException {
        MessageDigest digest = Hashes.digest("SHA-256");
        long have = 0;
        byte[] buffer = new byte[BUFFER];
        if (Files.exists(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    Interrupts.check();
                    digest.update(buffer, 0, n);
                    have += n;
                }
            }
        }
        Meter meter = new Meter(listener, "downloading " + item.name(), have, item.bytes());
        try (InputStream in = RemoteStream.from(http, address, item.bytes(), have)) {
            int n = in.read(buffer);
            try (OutputStream out = new DiskOutput(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                for (; n >= 0; n = in.read(buffer)) {
                    if ((have += n) > MOST_BYTES) {
                        throw new WrongContent("it has more than " + MOST_BYTES + " bytes");
                    }
                    digest.update(buffer, 0, n);
                    out.write(buffer, 0, n);
                    meter.add(n);
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
