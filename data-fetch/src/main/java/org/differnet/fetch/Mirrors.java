package org.differnet.fetch;

import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Places that have copies of weights and data sets, laid out as {@link Home} is: for classrooms without a network.
 *
 * <p>{@code DIFFERNET_MIRROR}, or the system property {@code differnet.mirror}, lists folders and {@code https} URLs,
 * separated by commas. Folders may also be separated as in a class path, by {@code :} on Linux and macOS and {@code ;}
 * on Windows. A URL reaches to the next comma, since it has colons of its own:
 *
 * <pre>
 * /media/usb:/srv/data,https://mirror.example.org:8443/differnet,/opt/data
 * </pre>
 */
public final class Mirrors {

    private static final Pattern URL = Pattern.compile("https?://.*", Pattern.CASE_INSENSITIVE);

    private Mirrors() {}

    /**
     * The mirrors in the order in which they are asked; a folder has the scheme {@code file}.
     *
     * @throws IllegalArgumentException if one of them cannot be a mirror
     */
    public static List<URI> list() {
        return parse(Settings.get("mirror").orElse(""), File.pathSeparator);
    }

    static List<URI> parse(String text, String separator) {
        List<URI> mirrors = new ArrayList<>();
        for (String part : text.split(",")) {
            String rest = part.strip();
            while (!rest.isEmpty()) {
                int end = URL.matcher(rest).matches() ? -1 : rest.indexOf(separator);
                String place = (end < 0 ? rest : rest.substring(0, end)).strip();
                if (!place.isEmpty()) {
                    mirrors.add(place(place, separator));
                }
                rest = end < 0 ? "" : rest.substring(end + 1).strip();
            }
        }
        return List.copyOf(mirrors);
    }

    private static URI place(String place, String separator) {
        if (!URL.matcher(place).matches()) {
            return Path.of(place).toUri();
        }
        String path = place.replaceFirst("(?i)^https?://[^/]*", "");
        if (path.contains(separator)) {
            throw new IllegalArgumentException("the mirror '" + place + "' has a '" + separator
                    + "' after its host: put a comma between a URL and what follows");
        }
        URI address = URI.create(place);
        Http.requireSafe(address);
        return address;
    }
}
