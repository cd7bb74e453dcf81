package org.differnet.fetch;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * The folder in which weights and data sets are kept.
 *
 * <p>{@code DIFFERNET_HOME}, else the user's cache folder: {@code $XDG_CACHE_HOME/differnet} or
 * {@code ~/.cache/differnet} on Linux, {@code ~/Library/Caches/differnet} on macOS, {@code %LOCALAPPDATA%\differnet} on
 * Windows. The system property {@code differnet.home} goes before all of them.
 */
public final class Home {

    private Home() {}

    /** The folder, absolute; it need not exist yet. */
    public static Path path() {
        return Settings.get("home")
                .map(Path::of)
                .orElseGet(() ->
                        cache(System.getProperty("os.name"), Path.of(System.getProperty("user.home")), System.getenv()))
                .toAbsolutePath();
    }

    static Path cache(String system, Path userHome, Map<String, String> environment) {
        String os = system.toLowerCase(Locale.ROOT);
        if (os.startsWith("windows")) {
            String local = environment.get("LOCALAPPDATA");
            return (local != null ? Path.of(local) : userHome.resolve("AppData/Local")).resolve("differnet");
        }
        if (os.startsWith("mac")) {
            return userHome.resolve("Library/Caches/differnet");
        }
        // A relative XDG_CACHE_HOME is to be ignored (XDG Base Directory Specification).
        String xdg = environment.get("XDG_CACHE_HOME");
        boolean usable = xdg != null && Path.of(xdg).isAbsolute();
        return (usable ? Path.of(xdg) : userHome.resolve(".cache")).resolve("differnet");
    }
}
