package org.differnet.fetch.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {

    private static final SSLSocketFactory TLS = (SSLSocketFactory) SSLSocketFactory.getDefault();

    private static final Address ADDRESS = Address.parse("https://data.example.org/file");
    private static final Proxy DIRECT = Proxy.NO_PROXY;

    private static Proxies.Way way(String proxy) {
        return new Proxies(Map.of("https_proxy", proxy), null).to(ADDRESS.server());
    }

    private static Proxy select(Map<String, String> environment, Address address) {
        return new Proxies(environment, ProxySelector.of(null))
                .to(address.server())
                .proxy();
    }

    private static Proxy proxy(String host, int port) {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://proxy:3128", "http://proxy:3128/", "proxy:3128"})
    void theProxyOfTheEnvironmentIsUsed(String text) {
        assertEquals(proxy("proxy", 3128), select(Map.of("HTTPS_PROXY", text), ADDRESS));
    }

    @Test
    void withoutAnyTheWayIsDirect() {
        assertEquals(DIRECT, select(Map.of(), ADDRESS));
    }

    @Test
    void whatJavaIsSetToUseGoesFirst() {
        ProxySelector java = ProxySelector.of(InetSocketAddress.createUnresolved("java", 1));
        Proxies proxies = new Proxies(Map.of("https_proxy", "http://proxy:2"), java);
        assertEquals(proxy("java", 1), proxies.to(ADDRESS.server()).proxy());
    }

    @ParameterizedTest
    @ValueSource(strings = {"example.org", ".example.org", "a, *.example.org", "data.example.org", "*"})
    void exceptedHostsAreReachedDirectly(String hosts) {
        assertEquals(DIRECT, select(Map.of("https_proxy", "http://proxy:2", "no_proxy", hosts), ADDRESS));
    }

    @Test
    void aHostThatOnlyEndsAlikeIsNotExcepted() {
        Map<String, String> environment = Map.of("https_proxy", "http://proxy:2", "no_proxy", "ample.org");
        assertEquals(proxy("proxy", 2), select(environment, ADDRESS));
    }

    @Test
    void thisMachineIsReachedDirectly() {
        assertEquals(DIRECT, select(Map.of("https_proxy", "http://proxy:2"), Address.parse("https://localhost/file")));
    }

    @Test
    void anImpossibleProxyIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> select(Map.of("https_proxy", "socks://proxy:2"), ADDRESS));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://user:p%40ss@proxy:3128",
                "user:p%40ss@proxy:3128",
                "http://user:p%40ss@proxy:3128/",
                "http://user:p@ss@proxy:3128"
            })
    void theUserAndPasswordOfTheEnvironmentAreForTheProxy(String text) {
        Proxies.Way way = way(text);
        assertEquals(proxy("proxy", 3128), way.proxy());
        String login = Base64.getEncoder().encodeToString("user:p@ss".getBytes(UTF_8));
        assertEquals(Optional.of("Basic " + login), way.authorization());
    }

    @Test
    void aProxyMayHaveAnUnderscore() {
        assertEquals(proxy("my_proxy", 3128), way("http://my_proxy:3128").proxy());
    }

    @Test
    void aProxyWithoutPortHasTheUsualOne() {
        assertEquals(proxy("proxy", 8080), way("http://user:password@proxy").proxy());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://user:Pa55@proxy:1",
                "https://user:Pa55@proxy:1",
                "http://user:Pa55/1@proxy:1",
                "http://user:Pa55%zz@proxy:1",
                "http://user:Pa55?1@proxy:1",
                "user:Pa55 @proxy:1",
                "http://user:Pa55@proxy:port",
                "http://user:Pa55@",
                "http://Pa55#1@proxy:1",
                "Pa55#1@proxy:1",
                "http://Pa55?1@proxy:1",
                "http://user:Pa55"
            })
    void aProxyThatIsRefusedDoesNotShowItsPassword(String text) {
        Throwable error = assertThrows(IllegalArgumentException.class, () -> way(text));
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            assertFalse(cause.toString().contains("Pa55"), cause.toString());
        }
        assertTrue(error.getMessage().contains("http://USER:PASSWORD@HOST:PORT"), error.getMessage());
    }

    @Test
    void aRequestReallyGoesThroughTheProxy() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> refuse(proxy));
            String address = "http://127.0.0.1:" + proxy.getLocalPort();
            Proxies proxies = new Proxies(Map.of("https_proxy", address), ProxySelector.of(null));
            Http http = new Http(Patience.STANDARD, LocalServer.HTTP.pauses(), proxies, TLS);
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
