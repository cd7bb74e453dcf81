package org.differnet.fetch;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.differnet.fetch.http.Address;

/**
 * Places that have copies of weights and data sets, laid out as {@link Home} is: for classrooms without a network.
 *
 * <p>{@code DIFFERNET_MIRROR}, or the system property {@code differnet.mirror}, lists folders and {@code https} URLs,
 * separated by commas. Folders may also be separated as in a class path, by {@code :} on Linux and macOS and {@code ;}
 * on Windows; {@code ~} at the beginning is the user's home folder. A URL reaches to the next comma, since it has colons
 * of its own; a comma in it is written {@code %2C}:
 *
 * <pre>
 * /media/usb:/srv/data,https://user:password@mirror.example.org:8443/differnet?token=1,/opt/data
 * </pre>
 *
 * <p>A user and a password are given to the mirror itself and to nobody that it redirects to, a query stays behind the path
 * of each file. Neither is ever shown.
 */
public final class Mirrors {

    private static final Pattern URL = Pattern.compile("https?://.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private Mirrors() {}

    /**
     * A mirror: one of the two.
     *
     * @param folder on this machine, absolute
     * @param address on the web
     */
    public record Mirror(Optional<Path> folder, Optional<Address> address) {

        @Override
        public String toString() {
            return folder.map(Path::toString)
                    .or(() -> address.map(Address::toString))
                    .orElseThrow();
        }
    }

    /**
     * The mirrors in the order in which they are asked.
     *
     * @throws IllegalArgumentException if one of them cannot be a mirror
     */
    public static List<Mirror> list() {
        return parse(Settings.get("mirror").orElse(""), File.pathSeparator);
    }

    static List<Mirror> parse(String text, String separator) {
        List<Mirror> mirrors = new ArrayList<>();
        boolean afterUrl = false;
        boolean afterSecret = false;
        for (String part : text.split(",")) {
            String rest = part.strip();
            boolean relative = !URL.matcher(rest).matches() && !new File(rest).isAbsolute();
            if (afterSecret && !rest.isEmpty() && !isPlace(rest) || afterUrl && relative && rest.contains("@")) {
                throw new IllegalArgumentException("mirror " + (mirrors.size() + 1) + " is neither a URL nor a whole"
                        + " path: write a comma in the user, the password or the query of a URL as %2C");
            }
            while (!rest.isEmpty()) {
                boolean url = URL.matcher(rest).matches();
                int end = url ? -1 : rest.indexOf(separator);
                String place = (end < 0 ? rest : rest.substring(0, end)).strip();
                if (!place.isEmpty()) {
                    mirrors.add(url ? web(place, separator) : folder(place));
                }
                afterUrl = url;
                afterSecret = url && (place.contains("@") || place.contains("?"));
                rest = end < 0 ? "" : rest.substring(end + 1).strip();
            }
        }
        return List.copyOf(mirrors);
    }

    /** Whether this is not the rest of a secret with a comma in it, which would be shown as a folder. */
    private static boolean isPlace(String text) {
        return URL.matcher(text).matches() || !text.contains("@") && new File(text).isAbsolute();
    }

    private static Mirror folder(String place) {
        return new Mirror(Optional.of(Home.expanded(place, "DIFFERNET_MIRROR").toAbsolutePath()), Optional.empty());
    }

    private static Mirror web(String place, String separator) {
        Address address = Address.parse(place);
        String path = place.replaceFirst("(?i)^https?://[^/?#]*", "").replaceFirst("[?#].*", "");
        if (path.contains(separator)) {
            throw new IllegalArgumentException("the mirror '" + address + "' has a '" + separator
                    + "' after its host: put a comma between a URL and what follows");
        }
        return new Mirror(Optional.empty(), Optional.of(address));
    }
}
