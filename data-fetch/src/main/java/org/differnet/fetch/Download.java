package org.differnet.fetch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Brings a file over HTTPS, in whole and verified or not at all. */
final class Download {

    private static final int MAX_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final Duration patience;
    private final HttpClient client;

    /** @param patience how long to wait for a connection, an answer, and each further piece of it */
    Download(Duration patience) {
        this.patience = patience;
        client = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** @throws IllegalArgumentException if an address can be read or changed by others on the way */
    static void requireSafe(URI address) {
        boolean loopback = "http".equalsIgnoreCase(address.getScheme()) && LOOPBACK.contains(address.getHost());
        if (address.getHost() == null || !loopback && !"https".equalsIgnoreCase(address.getScheme())) {
            throw new IllegalArgumentException(
                    "the address '" + address + "' is not safe: use https, http only for this machine itself");
        }
    }

    /**
     * Downloads an item and moves it to its place when it is complete and verified.
     *
     * @throws FileNotFoundException if the server answers and does not have it
     * @throws IOException if it does not come, or comes as something else
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    void to(Path target, URI address, Item item, TransferListener listener) throws IOException, InterruptedException {
        Files.createDirectories(target.getParent());
        Path part = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
        try (Chunks chunks = new Chunks(patience)) {
            HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = open(address);
            response.body().subscribe(chunks);
            long length = response.headers().firstValueAsLong("Content-Length").orElse(item.bytes());
            if (length != item.bytes()) {
                throw new IOException("it has " + length + " bytes in place of " + item.bytes());
            }
            try (FileChannel out = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                receive(chunks, out, item, listener);
                out.force(true);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void receive(Chunks chunks, FileChannel out, Item item, TransferListener listener)
            throws IOException, InterruptedException {
        MessageDigest digest = Hashes.digest("SHA-256");
        long done = 0;
        for (List<ByteBuffer> chunk = chunks.next(); !chunk.isEmpty(); chunk = chunks.next()) {
            for (ByteBuffer bytes : chunk) {
                done += bytes.remaining();
                if (done > item.bytes()) {
                    throw new IOException("it has more than " + item.bytes() + " bytes");
                }
                digest.update(bytes.duplicate());
                while (bytes.hasRemaining()) {
                    out.write(bytes);
                }
            }
            listener.on(done, item.bytes());
        }
        if (done != item.bytes()) {
            throw new IOException("it ended after " + done + " of " + item.bytes() + " bytes");
        }
        String sha256 = Hashes.hex(digest);
        if (!sha256.equals(item.sha256())) {
            throw new IOException("it has the SHA-256 " + sha256 + " in place of " + item.sha256());
        }
    }

    private HttpResponse<Flow.Publisher<List<ByteBuffer>>> open(URI address) throws IOException, InterruptedException {
        URI next = address;
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = send(next);
            int status = response.statusCode();
            if (status == 200) {
                return response;
            }
            drop(response);
            if (status == 404 || status == 410) {
                throw new FileNotFoundException("it is not there (HTTP " + status + ")");
            }
            if (!REDIRECTS.contains(status)) {
                throw new IOException("the server answers HTTP " + status);
            }
            next = redirect(next, response.headers().firstValue("Location").orElse(""));
        }
        throw new IOException("it is redirected more than " + MAX_REDIRECTS + " times");
    }

    private void drop(HttpResponse<Flow.Publisher<List<ByteBuffer>>> response) {
        // A body that nobody subscribes to would keep its connection open.
        Chunks chunks = new Chunks(patience);
        chunks.close();
        response.body().subscribe(chunks);
    }

    private static URI redirect(URI from, String location) throws IOException {
        try {
            URI to = from.resolve(location);
            requireSafe(to);
            return to;
        } catch (IllegalArgumentException e) {
            throw new IOException("it is redirected to '" + location + "': " + e.getMessage(), e);
        }
    }

    private HttpResponse<Flow.Publisher<List<ByteBuffer>>> send(URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address).GET().build();
        CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofPublisher());
        try {
            // Waiting here also ends a name look-up that hangs, which the client's own timeouts do not.
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("there is no answer within " + patience.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw failure(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static IOException failure(Throwable cause) {
        if (cause instanceof ConnectException) {
            return new IOException("there is no connection", cause);
        }
        return new IOException(cause.getMessage() != null ? cause.getMessage() : cause.toString(), cause);
    }
}
