package org.differnet.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on this machine that answers as well or as badly as a test wants. */
final class LocalServer implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    LocalServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    URI address(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    URI serve(String path, HttpHandler handler) {
        server.createContext(path, handler);
        return address(path);
    }

    /** Serves content under its right length. */
    URI serve(String path, byte[] content) {
        return serve(path, exchange -> send(exchange, content.length, content));
    }

    URI redirect(String path, String location) {
        return serve(path, exchange -> {
            exchange.getResponseHeaders().add("Location", location);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
    }

    URI fail(String path, int status) {
        return serve(path, exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
    }

    /** Answers with a claimed length, 0 for none, and closes the connection after this content. */
    static void send(HttpExchange exchange, long claimedLength, byte[] content) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(200, claimedLength);
            exchange.getResponseBody().write(content);
            exchange.getResponseBody().flush();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
