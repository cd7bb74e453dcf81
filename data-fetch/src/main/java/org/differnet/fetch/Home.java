package org.differnet.fetch;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The folder in which weights and data sets are kept.
 *
 * <p>{@code DIFFERNET_HOME}, else the user's cache folder: {@code $XDG_CACHE_HOME/differnet} or
 * {@code ~/.cache/differnet} on Linux, {@code ~/Library/Caches/differnet} on macOS, {@code %LOCALAPPDATA%\differnet} on
 * Windows. The system property {@code differnet.home} goes before all of them. {@code ~} at the beginning is the user's
 * home folder.
 *
 * <p>Where the user has none, as in a container with a user id that nobody knows, it is {@code differnet-USER} in the
 * folder for temporary files, which the system may empty: {@link #warning()} says so. It must belong to the user.
 *
 * <p>A home that cannot be written is read: what lies there is used. To fetch more, set {@code DIFFERNET_HOME} to a
 * writable folder and {@code DIFFERNET_MIRROR} to this one.
 */
public final class Home {

    private static final String NAME = "differnet";
    private static final String REMEDY = "set DIFFERNET_HOME to a folder of yours";

    private Home() {}

    /**
     * The folder, absolute; it need not exist yet.
     *
     * @throws IllegalArgumentException if it is set to something that cannot be a folder
     * @throws IllegalStateException if the user has no home folder and the one for temporary files does not serve
     */
    public static Path path() {
        return set().or(Home::cache).orElseGet(Home::temporary).toAbsolutePath();
    }

    /** What the user should know about this home; empty if nothing. */
    public static Optional<String> warning() {
        return set().or(Home::cache).isPresent()
                ? Optional.empty()
                : Optional.of("This user has no home folder, so that weights and data are kept in " + temporary()
                        + ", which the system may empty: " + REMEDY + ".");
    }

    private static Optional<Path> set() {
        return Settings.get("home").map(text -> expanded(text, "DIFFERNET_HOME"));
    }

    private static Optional<Path> cache() {
        return cache(System.getProperty("os.name"), user(), System.getenv());
    }

    /** Empty if the place depends on the user's home folder and there is none. */
    static Optional<Path> cache(String system, Optional<Path> user, Map<String, String> environment) {
        String os = system.toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            return absolute(environment.get("LOCALAPPDATA"))
                    .or(() -> user.map(home -> home.resolve("AppData").resolve("Local")))
                    .map(local -> local.resolve(NAME));
        }
        if (os.startsWith("mac")) {
            return user.map(home -> home.resolve("Library").resolve("Caches").resolve(NAME));
        }
        // A relative XDG_CACHE_HOME is to be ignored (XDG Base Directory Specification).
        return absolute(environment.get("XDG_CACHE_HOME"))
                .or(() -> user.map(home -> home.resolve(".cache")))
                .map(caches -> caches.resolve(NAME));
    }

    /** The user's home folder; empty if Java knows none: it says "?" then. */
    private static Optional<Path> user() {
        return absolute(System.getProperty("user.home"));
    }

    private static Optional<Path> absolute(String text) {
        try {
            return Optional.ofNullable(text)
                    .filter(given -> !given.isBlank())
                    .map(Path::of)
                    .filter(Path::isAbsolute);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /**
     * A path that a user has typed.
     *
     * @param setting what it is the value of, for errors
     */
    static Path expanded(String text, String setting) {
        try {
            if (!text.startsWith("~")) {
                return Path.of(text);
            }
            String below = text.substring(1);
            if (!below.isEmpty() && !below.startsWith("/") && !below.startsWith("\\")) {
                throw new IllegalArgumentException(setting + " is '" + text
                        + "', where only the own home folder can be short: write the path whole");
            }
            Path home = user().orElseThrow(() -> new IllegalArgumentException(
                    setting + " is '" + text + "', but this user has no home folder: write the path whole"));
            return home.resolve(below.replaceFirst("^[/\\\\]+", ""));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(
                    setting + " is '" + text + "', which is no path (" + e.getReason() + "): correct it", e);
        }
    }

    /** Whether the user has asked to leave the network alone: {@code DIFFERNET_OFFLINE}. */
    public static boolean offline() {
        return Settings.offline();
    }

    /** Only its user can enter a folder that was made as one for temporary files. */
    private static Path temporary() {
        try {
            Path made = Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "differnet");
            try {
                UserPrincipal user = Files.getOwner(made);
                String name = "differnet-" + user.getName().replaceAll("[^A-Za-z0-9_-]", "-");
                return ofUser(user, made, made.resolveSibling(name));
            } finally {
                Files.deleteIfExists(made);
            }
        } catch (IOException e) {
            throw new IllegalStateException(
                    "this user has no home folder, and there is none among the temporary files (" + e + "): " + REMEDY,
                    e);
        }
    }

    private static Path ofUser(UserPrincipal user, Path made, Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            try {
                return Files.move(made, folder);
            } catch (FileAlreadyExistsException e) {
                // Another process has made it meanwhile: whose is asked below.
            }
        }
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS).equals(user)) {
            return folder;
        }
        throw new FileAlreadyExistsException(folder.toString(), null, "it belongs to somebody else");
    }
}
