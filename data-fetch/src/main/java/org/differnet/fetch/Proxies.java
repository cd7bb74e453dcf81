package org.differnet.fetch;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The proxy that Java is set to use ({@code -Dhttps.proxyHost}, the system's), else that of {@code https_proxy} or
 * {@code HTTPS_PROXY}, save for hosts in {@code no_proxy} and this machine.
 */
final class Proxies extends ProxySelector {

    private static final int USUAL_PORT = 8080;
    private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

    private final Map<String, String> environment;
    private final ProxySelector java;

    /** @param java Java's own choice; null if there is none */
    Proxies(Map<String, String> environment, ProxySelector java) {
        this.environment = environment;
        this.java = java;
    }

    @Override
    public List<Proxy> select(URI address) {
        List<Proxy> chosen = java == null ? DIRECT : java.select(address);
        boolean direct = chosen.stream().allMatch(proxy -> proxy.type() == Proxy.Type.DIRECT);
        // What is plain http goes to this machine itself.
        if (!direct || !"https".equalsIgnoreCase(address.getScheme()) || excepted(address.getHost())) {
            return chosen;
        }
        String text = variable("https_proxy");
        return text.isEmpty() ? DIRECT : List.of(proxy(text));
    }

    private static Proxy proxy(String text) {
        try {
            URI proxy = URI.create(text.contains("://") ? text : "http://" + text);
            if (proxy.getHost() != null && "http".equalsIgnoreCase(proxy.getScheme())) {
                int port = proxy.getPort() < 0 ? USUAL_PORT : proxy.getPort();
                return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(proxy.getHost(), port));
            }
        } catch (IllegalArgumentException e) {
            // Told below: not even an address.
        }
        throw new IllegalArgumentException(
                "https_proxy is '" + text + "', where http://HOST:PORT is possible: correct it or unset it");
    }

    private boolean excepted(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        for (String entry : variable("no_proxy").toLowerCase(Locale.ROOT).split(",")) {
            String suffix = entry.strip().replaceFirst("^\\*?\\.", "");
            if (suffix.equals("*") || !suffix.isEmpty() && (name.equals(suffix) || name.endsWith("." + suffix))) {
                return true;
            }
        }
        return List.of("localhost", "127.0.0.1", "[::1]").contains(name);
    }

    private String variable(String name) {
        String value = environment.get(name);
        return (value != null ? value : environment.getOrDefault(name.toUpperCase(Locale.ROOT), "")).strip();
    }

    @Override
    public void connectFailed(URI address, SocketAddress proxy, IOException problem) {
        if (java != null) {
            java.connectFailed(address, proxy, problem);
        }
    }
}
