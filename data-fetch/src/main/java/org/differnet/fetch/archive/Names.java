package org.differnet.fetch.archive;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/** Names of files in archives and tables: only those that stay in their folder, on every system. */
final class Names {

    private static final int LONGEST = 1000;
    private static final int LONGEST_PART = 255;
    private static final Set<String> DEVICES = Set.of("con", "prn", "aux", "nul");

    private Names() {}

    /** @throws IOException if a file of this relative path could land elsewhere, or nowhere */
    static void check(String path) throws IOException {
        if (path.isEmpty() || path.length() > LONGEST) {
            throw refused(path);
        }
        for (String part : path.split("/", -1)) {
            String stem = part.split("\\.", 2)[0].toLowerCase(Locale.ROOT);
            boolean plain = part.chars().noneMatch(c -> c < ' ' || c == 127 || "\\:*?\"<>|".indexOf(c) >= 0);
            if (part.isEmpty()
                    || part.length() > LONGEST_PART
                    || part.endsWith(".")
                    || part.endsWith(" ")
                    || !plain
                    || DEVICES.contains(stem)
                    || stem.matches("(com|lpt)\\d")) {
                throw refused(path);
            }
        }
    }

    private static IOException refused(String path) {
        String shown = path.length() > 100 ? path.substring(0, 100) + "..." : path;
        return new IOException(
                "the name '" + shown.replaceAll("\\p{Cntrl}", "?") + "' is not one of a file in a folder");
    }
}
