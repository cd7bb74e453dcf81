package org.differnet.fetch.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The proxy that Java is set to use ({@code -Dhttps.proxyHost}, the system's), else that of {@code https_proxy} or
 * {@code HTTPS_PROXY}, save for hosts in {@code no_proxy} and this machine. A user and a password in {@code https_proxy},
 * special characters as %XX, are given to the proxy and to nobody else.
 */
public final class Proxies {

    private static final int USUAL_PORT = 8080;

    private final Map<String, String> environment;
    private final ProxySelector java;

    /**
     * A way to a server.
     *
     * @param proxy an HTTP or a SOCKS one, or none
     * @param authorization what the proxy wants to see; empty if nothing is known that it may want
     */
    record Way(Proxy proxy, Optional<String> authorization) {

        static final Way DIRECT = new Way(Proxy.NO_PROXY, Optional.empty());

        boolean throughHttp() {
            return proxy.type() == Proxy.Type.HTTP;
        }
    }

    /** @param java Java's own choice; null if there is none */
    public Proxies(Map<String, String> environment, ProxySelector java) {
        this.environment = environment;
        this.java = java;
    }

    /** Those of this process. */
    public static Proxies standard() {
        return new Proxies(System.getenv(), ProxySelector.getDefault());
    }

    /** @throws IllegalArgumentException if {@code https_proxy} is set to something else than a proxy */
    Way to(Address.Server server) {
        Optional<Proxy> chosen = ofJava(server).filter(proxy -> proxy.type() != Proxy.Type.DIRECT);
        if (chosen.isPresent()) {
            return new Way(chosen.get(), Optional.empty());
        }
        String text = variable("https_proxy");
        // What is plain http goes to this machine itself.
        return text.isEmpty() || !server.isSecure() || isExcepted(server) ? Way.DIRECT : proxy(text);
    }

    private Optional<Proxy> ofJava(Address.Server server) {
        return java == null
                ? Optional.empty()
                : java.select(URI.create(server.toString())).stream().findFirst();
    }

    private static Way proxy(String text) {
        String full = text.contains("://") ? text : "http://" + text;
        String rest = full.substring(full.indexOf("://") + "://".length()).replaceFirst("/$", "");
        int at = rest.lastIndexOf('@');
        Optional<Address.Server> found = Address.server(full.substring(0, full.indexOf("://")), rest.substring(at + 1));
        // The authority of a proxy has no path, so that only its login may need an escape.
        if (found.isEmpty() || found.get().isSecure() || at >= 0 && !isEscaped(rest.substring(0, at))) {
            throw new IllegalArgumentException("https_proxy is '" + Address.shown(text)
                    + "', where http://USER:PASSWORD@HOST:PORT is possible, special characters of the password as %XX:"
                    + " correct it or unset it");
        }
        boolean portGiven = rest.substring(at + 1).matches(".*:\\d+");
        int port = portGiven ? found.get().port() : USUAL_PORT;
        Proxy proxy = new Proxy(
                Proxy.Type.HTTP, InetSocketAddress.createUnresolved(found.get().host(), port));
        return new Way(proxy, at < 0 ? Optional.empty() : Optional.of(Address.basic(rest.substring(0, at))));
    }

    private static boolean isEscaped(String login) {
        return login.matches("(?:[^%/?#\\s]|%[0-9A-Fa-f]{2})*");
    }

    private boolean isExcepted(Address.Server server) {
        for (String entry : variable("no_proxy").toLowerCase(Locale.ROOT).split(",")) {
            String suffix = entry.strip().replaceFirst("^\\*?\\.", "");
            String name = server.host();
            if (suffix.equals("*") || !suffix.isEmpty() && (name.equals(suffix) || name.endsWith("." + suffix))) {
                return true;
            }
        }
        return server.isThisMachine();
    }

    private String variable(String name) {
        String value = environment.get(name);
        return (value != null ? value : environment.getOrDefault(name.toUpperCase(Locale.ROOT), "")).strip();
    }
}
