package org.differnet.fetch.http;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLSocketFactory;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/** Asks servers, over HTTPS or within this machine, and follows their redirects. */
public final class Http implements AutoCloseable {

    private static final int MAX_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> BUSY = Set.of(408, 425, 429);

    private final Patience patience;
    private final Pauses pauses;
    private final Connections connections;

    /**
     * A client of its own settings.
     *
     * @param patience when a server is given up
     * @param pauses how often one in trouble is asked again
     * @param proxies through which servers are reached
     * @param tls makes connections secure and checks certificates; the name in them is checked here
     */
    public Http(Patience patience, Pauses pauses, Proxies proxies, SSLSocketFactory tls) {
        this.patience = patience;
        this.pauses = pauses;
        connections = new Connections(proxies, tls);
    }

    /** The usual client. */
    public static Http standard() {
        return new Http(Patience.STANDARD, Pauses.STANDARD, Proxies.standard(), (SSLSocketFactory)
                SSLSocketFactory.getDefault());
    }

    Patience patience() {
        return patience;
    }

    Pauses pauses() {
        return pauses;
    }

    /**
     * Asks for the bytes from one place to another, or to the end. The answer may still be the whole file.
     *
     * @param version if the file has another one now, the whole file comes
     * @param end the byte after the last; 0 for the end of the file
     * @throws FileNotFoundException if the server answers and does not have it
     * @throws Trouble if it may come later
     */
    Answer get(Address address, long from, long end, Optional<String> version) throws IOException {
        Address next = address;
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            ClassicHttpRequest request = new BasicClassicHttpRequest("GET", (HttpHost) null, next.target());
            request.setHeader("Host", next.server().authority());
            next.authorization().ifPresent(value -> request.setHeader("Authorization", value));
            if (from > 0 || end > 0) {
                request.setHeader("Range", "bytes=" + from + "-" + (end > 0 ? end - 1 : ""));
                version.ifPresent(value -> request.setHeader("If-Range", value));
            }
            Answer answer = Answer.to(Exchange.begin(connections, next.server(), request, patience));
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

    private static Address redirect(Address from, String location) throws IOException {
        try {
            return from.redirected(location);
        } catch (IllegalArgumentException e) {
            throw new IOException("it is redirected to '" + Address.shown(location) + "': " + e.getMessage(), e);
        }
    }

    /** Ends what is kept open between requests. */
    @Override
    public void close() {
        connections.close();
    }
}
