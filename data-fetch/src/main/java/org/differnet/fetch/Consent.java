package org.differnet.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** The user's yes to licences, kept in home: {@code licences/KEY.txt}. */
final class Consent {

    private Consent() {}

    /** Whether the licence of an item needs no yes, or has one; that of the environment is kept. */
    static boolean given(Item item, Path home) {
        if (!item.licence().nonCommercial() || Files.exists(file(item, home))) {
            return true;
        }
        List<String> accepted = Arrays.stream(
                        Settings.get("accept_license").orElse("").split(","))
                .map(String::strip)
                .toList();
        boolean given = accepted.contains("all") || accepted.contains(item.key());
        if (given) {
            keep(item, home);
        }
        return given;
    }

    static void keep(Item item, Path home) {
        Path file = file(item, home);
        Path part = Atomic.part(file);
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(part, item.name() + ": " + item.licence() + "\naccepted " + Instant.now() + "\n", UTF_8);
            Atomic.publish(part, file);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    file + " cannot be written (" + e + "): set DIFFERNET_HOME to a writable folder", e);
        }
    }

    static String question(Item item) {
        return item.name() + " is for non-commercial use. Its licence: " + item.licence()
                + ". Read it, and if you agree,"
                + " call Fetch.acceptLicense(\"" + item.key() + "\"), or set DIFFERNET_ACCEPT_LICENSE=" + item.key()
                + " (on the command line --accept-license); you are asked once";
    }

    private static Path file(Item item, Path home) {
        return home.resolve("licences").resolve(item.key() + ".txt");
    }
}
