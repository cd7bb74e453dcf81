package org.differnet.fetch.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;

/** What a server sends: the whole file (200), a part of it (206), or that no such part exists (416). */
final class Answer implements AutoCloseable {

    private static final Pattern RANGE = Pattern.compile("bytes (?:(\\d{1,18})-\\d{1,18}|\\*)/(\\d{1,18}|\\*)");

    private final Exchange exchange;
    private final ClassicHttpResponse head;

    private Answer(Exchange exchange, ClassicHttpResponse head) {
        this.exchange = exchange;
        this.head = head;
    }

    /** Waits for an answer, which takes over the exchange; closing ends it. */
    static Answer to(Exchange exchange) throws IOException {
        boolean answered = false;
        try {
            Answer answer = new Answer(exchange, exchange.head());
            answered = true;
            return answer;
        } finally {
            if (!answered) {
                exchange.close();
            }
        }
    }

    int status() {
        return head.getCode();
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(head.getFirstHeader(name)).map(Header::getValue);
    }

    /** The next piece; empty at the end. */
    ByteBuffer next() throws IOException {
        return exchange.next();
    }

    /** Bytes of the whole file; 0 if the server does not say. */
    long total() throws IOException {
        if (status() == 200) {
            String length = header("Content-Length").orElse("0").strip();
            return length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
        }
        String text = range().group(2);
        return text.equals("*") ? 0 : Long.parseLong(text);
    }

    /** The first byte of the part; 0 for the whole. */
    long first() throws IOException {
        return status() == 200
                ? 0
                : Long.parseLong(Optional.ofNullable(range().group(1)).orElse("-1"));
    }

    private Matcher range() throws IOException {
        String text = header("Content-Range").orElse("");
        Matcher range = RANGE.matcher(text.strip());
        if (!range.matches()) {
            throw new IOException("the server answers HTTP " + status() + " with the Content-Range '" + text + "'");
        }
        return range;
    }

    /** What tells this version of the file from another one, for If-Range; empty if nothing does for sure. */
    Optional<String> version() {
        return header("ETag").filter(tag -> tag.startsWith("\"")).or(() -> header("Last-Modified"));
    }

    @Override
    public void close() {
        exchange.close();
    }
}
