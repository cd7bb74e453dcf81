package org.differnet.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {

    private static final URI ADDRESS = URI.create("https://data.example.org/file");
    private static final List<Proxy> DIRECT = List.of(Proxy.NO_PROXY);

    private static List<Proxy> select(Map<String, String> environment, String address) {
        return new Proxies(environment, ProxySelector.of(null)).select(URI.create(address));
    }

    private static List<Proxy> proxy(String host, int port) {
        return List.of(new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://proxy:3128", "http://proxy:3128/", "proxy:3128"})
    void theProxyOfTheEnvironmentIsUsed(String text) {
        assertEquals(proxy("proxy", 3128), select(Map.of("HTTPS_PROXY", text), ADDRESS.toString()));
    }

    @Test
    void withoutAnyTheWayIsDirect() {
        assertEquals(DIRECT, select(Map.of(), ADDRESS.toString()));
    }

    @Test
    void whatJavaIsSetToUseGoesFirst() {
        ProxySelector java = ProxySelector.of(InetSocketAddress.createUnresolved("java", 1));
        assertEquals(java.select(ADDRESS), new Proxies(Map.of("https_proxy", "http://proxy:2"), java).select(ADDRESS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.org", ".example.org", "a, *.example.org", "data.example.org", "*"})
    void exceptedHostsAreReachedDirectly(String hosts) {
        assertEquals(DIRECT, select(Map.of("https_proxy", "http://proxy:2", "no_proxy", hosts), ADDRESS.toString()));
    }

    @Test
    void aHostThatOnlyEndsAlikeIsNotExcepted() {
        Map<String, String> environment = Map.of("https_proxy", "http://proxy:2", "no_proxy", "ample.org");
        assertEquals(proxy("proxy", 2), select(environment, ADDRESS.toString()));
    }

    @Test
    void thisMachineIsReachedDirectly() {
        assertEquals(DIRECT, select(Map.of("https_proxy", "http://proxy:2"), "https://localhost/file"));
    }

    @Test
    void anImpossibleProxyIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> select(Map.of("https_proxy", "socks://proxy:2"), ADDRESS.toString()));
    }

    @Test
    void aRequestReallyGoesThroughTheProxy() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> refuse(proxy));
            String address = "http://127.0.0.1:" + proxy.getLocalPort();
            Proxies proxies = new Proxies(Map.of("https_proxy", address), ProxySelector.of(null));
            Http http = new Http(Duration.ofSeconds(5), LocalServer.HTTP.pauses(), proxies);
            assertThrows(IOException.class, () -> http.get(ADDRESS, 0, 0, Optional.empty()));
            assertTrue(asked.get().startsWith("CONNECT data.example.org:443"), asked.get());
        }
    }

    private static String refuse(ServerSocket proxy) {
        try (Socket socket = proxy.accept()) {
            String line = new BufferedReader(new InputStreamReader(socket.getInputStream())).readLine();
            socket.getOutputStream().write("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n".getBytes());
            return line;
        } catch (IOException e) {
            return e.toString();
        }
    }
}
