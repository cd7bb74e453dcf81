package org.differnet.fetch.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address on the web. As a string it has neither user, password nor query, which may be secret; nor has the message
 * of any exception from here.
 */
public final class Address {

    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");
    private static final Pattern SERVER =
            Pattern.compile("(?<host>[\\p{L}\\p{M}\\p{N}._-]+|\\[[0-9A-Fa-f:.]+\\])(?::(?<port>\\d{1,5})?)?");
    private static final int HIGHEST_PORT = 65_535;

    /** Where one connects to; a host that is an IPv6 address has no brackets here. */
    record Server(String scheme, String host, int port) {

        boolean isSecure() {
            return scheme.equals("https");
        }

        boolean isThisMachine() {
            return Set.of("localhost", "127.0.0.1", "::1").contains(host);
        }

        /** As the header Host has it. */
        String authority() {
            return name() + (port == (isSecure() ? 443 : 80) ? "" : ":" + port);
        }

        String nameAndPort() {
            return name() + ":" + port;
        }

        private String name() {
            return host.contains(":") ? "[" + host + "]" : host;
        }

        @Override
        public String toString() {
            return scheme + "://" + authority();
        }
    }

    private final Server server;
    private final String login;
    private final String path;
    private final String query;

    private Address(Server server, String login, String path, String query) {
        this.server = server;
        this.login = login;
        this.path = path;
        this.query = query;
    }

    /**
     * An address, such as {@code https://user:password@host:8443/folder?token=1}.
     *
     * @throws IllegalArgumentException if it is none, or not a safe one: https, or http of this machine itself
     */
    public static Address parse(String text) {
        String shown = "the address '" + shown(text) + "' ";
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            // Not as a cause: its message repeats the text.
            throw new IllegalArgumentException(shown + "cannot be read (" + e.getReason() + " at position "
                    + e.getIndex() + "): write a special character, as in a password, as %XX");
        }
        String authority = Objects.requireNonNullElse(uri.getRawAuthority(), "");
        boolean broken = Objects.requireNonNullElse(uri.getRawFragment(), "").contains("@")
                || uri.getRawPath() != null && uri.getRawPath().isEmpty() && isLogin(uri.getRawQuery());
        if (broken) {
            throw new IllegalArgumentException(shown + "has an @ behind a # or ?: write these three as %40, %23 and %3F"
                    + " where they belong to a user, a password or a token");
        }
        int at = authority.lastIndexOf('@');
        Optional<Server> server = server(uri.getScheme(), authority.substring(at + 1));
        if (server.isEmpty()) {
            throw new IllegalArgumentException(
                    shown + "is not https://HOST:PORT/PATH: write a special character, as in a password, as %XX");
        }
        if (!server.get().isSecure() && !server.get().isThisMachine()) {
            throw new IllegalArgumentException(shown + "is not safe: use https, http only for this machine itself");
        }
        URI ascii = URI.create(uri.toASCIIString());
        String path = ascii.getRawPath().isEmpty() ? "/" : ascii.getRawPath();
        return new Address(server.get(), at < 0 ? null : authority.substring(0, at), path, ascii.getRawQuery());
    }

    /** Whether what stands behind a special character may be the rest of a user and a password. */
    private static boolean isLogin(String rest) {
        return rest != null && rest.contains("@");
    }

    /** @param authority {@code host:port} or {@code host} */
    static Optional<Server> server(String scheme, String authority) {
        Matcher matcher = SERVER.matcher(authority);
        String lower = String.valueOf(scheme).toLowerCase(Locale.ROOT);
        if (!matcher.matches() || !Set.of("http", "https").contains(lower)) {
            return Optional.empty();
        }
        String host = matcher.group("host");
        String name = host.startsWith("[") ? host.substring(1, host.length() - 1) : IDN.toASCII(host);
        int usual = lower.equals("https") ? 443 : 80;
        int port = matcher.group("port") == null ? usual : Integer.parseInt(matcher.group("port"));
        return Optional.of(new Server(lower, name.toLowerCase(Locale.ROOT), port))
                .filter(server -> port > 0 && port <= HIGHEST_PORT);
    }

    /**
     * A text that should be an address, without what may be secret. Where a special character of a password or a token is
     * not escaped, what looks like host, port and path may be a part of it, and is left out too.
     */
    public static String shown(String text) {
        Matcher scheme = SCHEME.matcher(text);
        String start = scheme.lookingAt() ? scheme.group() : "";
        String open = text.substring(start.length()).replaceFirst("(?s)[?#].*", "");
        String hidden = text.substring(start.length() + open.length());
        String authority = open.replaceFirst("(?s)/.*", "");
        String server = authority.substring(authority.lastIndexOf('@') + 1);
        boolean fragment = hidden.contains("#") && hidden.lastIndexOf('@') > hidden.indexOf('#');
        boolean later = open.indexOf('@', authority.length()) >= 0
                || fragment
                || isLogin(hidden) && (!authority.contains("@") || authority.equals(open));
        boolean readable = !later && (server.isEmpty() || SERVER.matcher(server).matches());
        String path = open.substring(authority.length());
        return start + (readable ? server + path.replaceAll(";[^/]*", "") : "...");
    }

    /** The address of a file below this one; the query stays behind the path. */
    public Address resolve(String file) {
        try {
            String below = new URI(null, null, "/" + file, null).getRawPath();
            return new Address(server, login, path.replaceFirst("/*$", "") + below, query);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("'" + file + "' cannot be a part of an address", e);
        }
    }

    /**
     * Where a redirect leads. The password goes along to the same server only.
     *
     * @throws IllegalArgumentException if it is no safe address
     */
    Address redirected(String location) {
        Address to = parse(absolute(location));
        return new Address(to.server, to.server.equals(server) ? login : null, to.path, to.query);
    }

    private String absolute(String location) {
        try {
            return new URI(server + path).resolve(new URI(location)).toString();
        } catch (URISyntaxException e) {
            // Not as a cause: its message repeats the text.
            throw new IllegalArgumentException("it cannot be read (" + e.getReason() + ")");
        }
    }

    Server server() {
        return server;
    }

    /** Path and query, as they are asked for. */
    String target() {
        return path + (query == null ? "" : "?" + query);
    }

    /** The value of a header with user and password; empty if there are none. */
    Optional<String> authorization() {
        return Optional.ofNullable(login).map(Address::basic);
    }

    /** @param login {@code user:password}, each with special characters as %XX */
    static String basic(String login) {
        String plain = URLDecoder.decode(login.replace("+", "%2B"), UTF_8) + (login.contains(":") ? "" : ":");
        return "Basic " + Base64.getEncoder().encodeToString(plain.getBytes(UTF_8));
    }

    @Override
    public String toString() {
        return shown(server + (login == null ? target() : path));
    }
}
