package org.differnet.fetch;

import java.util.Locale;
import java.util.Optional;

/** What the user has set: the system property {@code differnet.NAME}, else the variable {@code DIFFERNET_NAME}. */
final class Settings {

    private Settings() {}

    static Optional<String> get(String name) {
        String property = System.getProperty("differnet." + name);
        String value = property != null ? property : System.getenv("DIFFERNET_" + name.toUpperCase(Locale.ROOT));
        return Optional.ofNullable(value).map(String::strip).filter(text -> !text.isEmpty());
    }

    static boolean offline() {
        String value = get("offline").orElse("false").toLowerCase(Locale.ROOT);
        return switch (value) {
            case "true", "1", "yes" -> true;
            case "false", "0", "no" -> false;
            default ->
                throw new IllegalArgumentException(
                        "DIFFERNET_OFFLINE is '" + value + "', where true or false is possible: set one of them");
        };
    }
}
