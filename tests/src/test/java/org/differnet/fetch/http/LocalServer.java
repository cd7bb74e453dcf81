package org.differnet.fetch.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLSocketFactory;

/** An HTTP server on this machine that answers as well or as badly as a test wants. */
public final class LocalServer implements AutoCloseable {

    /** Waits long for a server, since the machine may be busy, and hardly between tries. */
    public static final Http HTTP = http(
            new Patience(Duration.ofMinutes(1), 1, Duration.ofMinutes(1)),
            new Pauses(3, Duration.ofMillis(1), Duration.ofMillis(50)));

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> ranges = new CopyOnWriteArrayList<>();

    public static Http http(Patience patience, Pauses pauses) {
        return new Http(
                patience, pauses, new Proxies(Map.of(), null), (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    public LocalServer() throws IOException {
        this(0);
    }

    LocalServer(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(threads);
        server.start();
    }

    public URI address(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    public URI serve(String path, HttpHandler handler) {
        server.createContext(path, handler);
        return address(path);
    }

    /** Serves content under its right length; knows no ranges. */
    public URI serve(String path, byte[] content) {
        return serve(path, exchange -> send(exchange, content.length, content));
    }

    /** Serves content, or the part that is asked for, and closes the connection after so many bytes of it. */
    public URI serveParts(String path, byte[] content, int most) {
        return serve(path, exchange -> sendPart(exchange, content, "\"1\"", most));
    }

    public void sendPart(HttpExchange exchange, byte[] content, String version, int most) throws IOException {
        String range = exchange.getRequestHeaders().getFirst("Range");
        String condition = exchange.getRequestHeaders().getFirst("If-Range");
        ranges.add(String.valueOf(range));
        exchange.getResponseHeaders().add("ETag", version);
        boolean part = range != null && (condition == null || condition.equals(version));
        String[] ends = part ? range.substring("bytes=".length()).split("-", 2) : new String[] {"0", ""};
        int from = Integer.parseInt(ends[0]);
        int end = ends[1].isEmpty() ? content.length : Math.min(content.length, Integer.parseInt(ends[1]) + 1);
        if (from >= content.length) {
            exchange.getResponseHeaders().add("Content-Range", "bytes */" + content.length);
            exchange.sendResponseHeaders(416, -1);
            exchange.close();
            return;
        }
        if (part) {
            exchange.getResponseHeaders()
                    .add("Content-Range", "bytes " + from + "-" + (end - 1) + "/" + content.length);
        }
        try (exchange) {
            exchange.sendResponseHeaders(part ? 206 : 200, end - from);
            exchange.getResponseBody().write(content, from, Math.min(most, end - from));
            exchange.getResponseBody().flush();
        }
    }

    /** The ranges that were asked of {@link #serveParts}, "null" for the whole. */
    public List<String> ranges() {
        return ranges;
    }

    public URI redirect(String path, String location) {
        return serve(path, exchange -> {
            exchange.getResponseHeaders().add("Location", location);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
    }

    public URI fail(String path, int status) {
        return serve(path, exchange -> fail(exchange, status));
    }

    public static void fail(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    /** Sends the beginning of some content and then nothing more. */
    public URI stall(String path, byte[] content, int bytes) {
        return serve(path, exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, bytes);
            exchange.getResponseBody().flush();
            awaitClose();
        });
    }

    public void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers with a claimed length, 0 for none, and closes the connection after this content. */
    public static void send(HttpExchange exchange, long claimedLength, byte[] content) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, claimedLength);
            exchange.getResponseBody().write(content);
            exchange.getResponseBody().flush();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
