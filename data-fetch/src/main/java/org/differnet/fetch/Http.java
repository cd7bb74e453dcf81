package org.differnet.fetch;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks servers, over HTTPS or within this machine, and follows their redirects. */
final class Http {

    private static final int MAX_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> BUSY = Set.of(408, 425, 429);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private final Duration patience;
    private final Pauses pauses;
    private final HttpClient client;

    /** @param patience how long to wait for a connection, an answer, and each further piece of it */
    Http(Duration patience, Pauses pauses, ProxySelector proxies) {
        this.patience = patience;
        this.pauses = pauses;
        client = HttpClient.newBuilder()
                .connectTimeout(patience)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(proxies)
                .build();
    }

    static Http standard() {
        return new Http(PATIENCE, Pauses.STANDARD, new Proxies(System.getenv(), ProxySelector.getDefault()));
    }

    Pauses pauses() {
        return pauses;
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
     * Asks for the bytes from one place to another, or to the end. The answer may still be the whole file.
     *
     * @param version if the file has another one now, the whole file comes
     * @param end the byte after the last; 0 for the end of the file
     * @throws FileNotFoundException if the server answers and does not have it
     * @throws Trouble if it may come later
     */
    Answer get(URI address, long from, long end, Optional<String> version) throws IOException {
        URI next = address;
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            requireSafe(next);
            HttpRequest.Builder request = HttpRequest.newBuilder(next).GET();
            if (from > 0 || end > 0) {
                request.setHeader("Range", "bytes=" + from + "-" + (end > 0 ? end - 1 : ""));
                version.ifPresent(value -> request.setHeader("If-Range", value));
            }
            Answer answer = send(request.build());
            int status = answer.status();
            if (status == 200 || status == 206 || status == 416) {
                return answer;
            }
            answer.close();
            if (!REDIRECTS.contains(status)) {
                throw refusal(answer);
            }
            next = redirect(next, answer.header("Location").orElse(""));
        }
        throw new IOException("it is redirected more than " + MAX_REDIRECTS + " times");
    }

    private static IOException refusal(Answer answer) {
        int status = answer.status();
        if (status == 404 || status == 410) {
            return new FileNotFoundException("it is not there (HTTP " + status + ")");
        }
        String message = "the server answers HTTP " + status;
        if (status < 500 && !BUSY.contains(status)) {
            return new IOException(message);
        }
        return Trouble.later(message, seconds(answer.header("Retry-After").orElse("")));
    }

    private static Duration seconds(String retryAfter) {
        // The other form, a date, depends on both clocks; our own pauses do instead.
        return retryAfter.matches("\\d{1,6}") ? Duration.ofSeconds(Long.parseLong(retryAfter)) : Duration.ZERO;
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

    private Answer send(HttpRequest request) throws IOException {
        CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> answer =
                client.sendAsync(request, HttpResponse.BodyHandlers.ofPublisher());
        try {
            // Waiting here also ends a name look-up that hangs, which the client's own timeouts do not.
            return new Answer(answer.get(patience.toMillis(), TimeUnit.MILLISECONDS), patience);
        } catch (TimeoutException e) {
            throw Trouble.silent("there is no answer within " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            throw Interrupts.cancelled();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IllegalArgumentException setting) {
                throw setting;
            }
            throw failure(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    private static Trouble failure(Throwable cause) {
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return Trouble.silent("there is no connection", cause);
        }
        return Trouble.answered(cause.getMessage() != null ? cause.getMessage() : cause.toString(), cause);
    }
}
