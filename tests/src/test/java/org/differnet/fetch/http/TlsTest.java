package org.differnet.fetch.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS as it is on the way to official addresses and mirrors: certificates, their names, and proxies with a password. */
class TlsTest {

    private static final char[] PASSWORD = "password".toCharArray();
    private static final String HOST = "data_mirror.example.org";
    private static final byte[] CONTENT = "content".getBytes(UTF_8);
    private static final Pauses ONCE = new Pauses(1, Duration.ZERO, Duration.ZERO);

    @TempDir
    static Path folder;

    private static final ExecutorService THREADS = Executors.newCachedThreadPool();
    private static final List<String> heads = new CopyOnWriteArrayList<>();
    private static SSLContext context;
    private static HttpsServer server;
    private static ServerSocket proxy;

    @BeforeAll
    static void start() throws Exception {
        context = context("*.example.org", "localhost");
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.setExecutor(THREADS);
        server.createContext("/file", exchange -> {
            heads.add("GET " + exchange.getRequestHeaders().entrySet());
            LocalServer.send(exchange, CONTENT.length, CONTENT);
        });
        server.start();
        proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        THREADS.execute(() -> serveProxy(proxy));
    }

    @AfterAll
    static void stop() throws IOException {
        server.stop(0);
        proxy.close();
        THREADS.shutdownNow();
    }

    private static SSLContext context(String... names) throws Exception {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=test",
                        "-ext",
                        "san=dns:" + String.join(",dns:", names),
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, keytool.waitFor(), said);
        KeyStore keys = KeyStore.getInstance(file.toFile(), PASSWORD);
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("server", keys.getCertificate("server"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static void serveProxy(ServerSocket proxy) {
        while (!proxy.isClosed()) {
            try {
                Socket client = proxy.accept();
                THREADS.execute(() -> tunnel(client));
            } catch (IOException e) {
                // Closed at the end of the tests.
            }
        }
    }

    private static void tunnel(Socket client) {
        try (client;
                Socket target = new Socket(
                        server.getAddress().getAddress(), server.getAddress().getPort())) {
            String head = head(client.getInputStream());
            heads.add(head);
            boolean known = head.contains("Proxy-Authorization: " + Address.basic("user:p%40ss") + "\r\n");
            String answer = known ? "200 OK" : "407 No";
            client.getOutputStream().write(("HTTP/1.1 " + answer + "\r\n\r\n").getBytes(ISO_8859_1));
            if (known) {
                THREADS.execute(() -> pump(client, target));
                pump(target, client);
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private static String head(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        for (int c = in.read(); c >= 0; c = in.read()) {
            head.append((char) c);
            if (head.indexOf("\r\n\r\n") >= 0) {
                break;
            }
        }
        return head.toString();
    }

    private static void pump(Socket from, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            from.getInputStream().transferTo(out);
        } catch (IOException e) {
            // One of them has gone.
        }
    }

    private static byte[] read(String address, Map<String, String> environment, SSLSocketFactory tls)
            throws IOException {
        try (Http http = new Http(Patience.STANDARD, ONCE, new Proxies(environment, null), tls);
                InputStream in = RemoteStream.from(http, Address.parse(address), 0, 0)) {
            return in.readAllBytes();
        }
    }

    private static Map<String, String> proxy(String login) {
        return Map.of("https_proxy", "http://" + login + "127.0.0.1:" + proxy.getLocalPort());
    }

    @Test
    void aFileComesFromAServerWhoseCertificateHasItsName() throws IOException {
        String address = "https://localhost:" + server.getAddress().getPort() + "/file";
        assertArrayEquals(CONTENT, read(address, Map.of(), context.getSocketFactory()));
    }

    @Test
    void aCertificateOfAnotherNameIsRefused() {
        String address = "https://127.0.0.1:" + server.getAddress().getPort() + "/file";
        String message = assertThrows(IOException.class, () -> read(address, Map.of(), context.getSocketFactory()))
                .getMessage();
        assertTrue(message.contains("certificate is not one of 127.0.0.1"), message);
    }

    @Test
    void aCertificateOfAnotherNameIsRefusedBehindAProxyToo() {
        assertThrows(
                IOException.class,
                () -> read("https://a_b.c.example.org/file", proxy("user:p%40ss@"), context.getSocketFactory()));
    }

    @Test
    void aCertificateThatNobodyKnowsIsRefused() {
        String address = "https://localhost:" + server.getAddress().getPort() + "/file";
        assertThrows(
                IOException.class, () -> read(address, Map.of(), (SSLSocketFactory) SSLSocketFactory.getDefault()));
    }

    @Test
    void aHostWithAnUnderscoreIsReachedThroughAProxyWithAPassword() throws IOException {
        heads.clear();
        assertArrayEquals(
                CONTENT, read("https://" + HOST + "/file", proxy("user:p%40ss@"), context.getSocketFactory()));
        assertTrue(heads.get(0).startsWith("CONNECT " + HOST + ":443 HTTP/1.1\r\n"), heads.toString());
        assertFalse(heads.get(1).contains("Proxy"), heads.toString());
    }

    @Test
    void theWrongPasswordOfAProxyIsToldFromNone() {
        String wrong = assertThrows(
                        IOException.class,
                        () -> read("https://" + HOST + "/file", proxy("user:Pa55@"), context.getSocketFactory()))
                .getMessage();
        assertTrue(wrong.contains("does not accept the user and password of https_proxy"), wrong);
        assertFalse(wrong.contains("Pa55"), wrong);
        String none = assertThrows(
                        IOException.class,
                        () -> read("https://" + HOST + "/file", proxy(""), context.getSocketFactory()))
                .getMessage();
        assertTrue(none.contains("set https_proxy=http://USER:PASSWORD@HOST:PORT"), none);
    }
}
