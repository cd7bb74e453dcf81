package org.differnet.fetch;

import java.io.IOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a server sends: the whole file (200), a part of it (206), or that no such part exists (416). */
final class Answer implements AutoCloseable {

    private static final Pattern RANGE = Pattern.compile("bytes (?:(\\d{1,18})-\\d{1,18}|\\*)/(\\d{1,18}|\\*)");

    private final int status;
    private final HttpHeaders headers;
    private final Chunks body;

    /** Takes over the body; closing ends it. */
    Answer(HttpResponse<Flow.Publisher<List<ByteBuffer>>> response, Duration patience) {
        status = response.statusCode();
        headers = response.headers();
        body = new Chunks(patience);
        // A body that nobody subscribes to would keep its connection open.
        response.body().subscribe(body);
    }

    int status() {
        return status;
    }

    Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** The next piece; empty at the end. */
    List<ByteBuffer> next() throws IOException {
        return body.next();
    }

    /** Bytes of the whole file; 0 if the server does not say. */
    long total() throws IOException {
        if (status == 200) {
            return headers.firstValueAsLong("Content-Length").orElse(0);
        }
        String text = range().group(2);
        return text.equals("*") ? 0 : Long.parseLong(text);
    }

    /** The first byte of the part; 0 for the whole. */
    long first() throws IOException {
        return status == 200
                ? 0
                : Long.parseLong(Optional.ofNullable(range().group(1)).orElse("-1"));
    }

    private Matcher range() throws IOException {
        String text = header("Content-Range").orElse("");
        Matcher range = RANGE.matcher(text.strip());
        if (!range.matches()) {
            throw new IOException("the server answers HTTP " + status + " with the Content-Range '" + text + "'");
        }
        return range;
    }

    /** What tells this version of the file from another one, for If-Range; empty if nothing does for sure. */
    Optional<String> version() {
        return header("ETag").filter(tag -> tag.startsWith("\"")).or(() -> header("Last-Modified"));
    }

    @Override
    public void close() {
        body.close();
    }
}
