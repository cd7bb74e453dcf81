package org.differnet.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.differnet.fetch.disk.Atomic;
import org.differnet.fetch.recipe.Item;

/** The user's yes to licences, kept in home: {@code licences/KEY.txt}. */
final class Consent {

    private Consent() {}

    /** Whether the licence of an item needs no yes, or has one. */
    static boolean given(Item item, Path home) {
        return !item.licence().nonCommercial() || Files.exists(file(item, home)) || givenByEnvironment(item);
    }

    /** Keeps the yes of the environment, so that it holds without it too. */
    static void remember(Item item, Path home) throws IOException {
        if (item.licence().nonCommercial() && !Files.exists(file(item, home)) && givenByEnvironment(item)) {
            keep(item, home);
        }
    }

    private static boolean givenByEnvironment(Item item) {
        List<String> accepted = Arrays.stream(
                        Settings.get("accept_license").orElse("").split(","))
                .map(String::strip)
                .toList();
        return accepted.contains("all") || accepted.contains(item.key());
    }

    /** Keeps a yes; an interrupt does not keep it from being written. */
    static void keep(Item item, Path home) throws IOException {
        String text = item.name() + ": " + item.licence() + "\naccepted " + Instant.now() + "\n";
        Atomic.write(file(item, home), text.getBytes(UTF_8));
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
