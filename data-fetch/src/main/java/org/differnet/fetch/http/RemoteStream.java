package org.differnet.fetch.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.differnet.fetch.disk.Interrupts;

/**
 * The bytes of a file on a server. Where the way breaks it goes on from the last byte that came; a server that knows no
 * ranges sends all again, and what is known already is skipped. Whether the bytes are the right ones is for the reader
 * to check.
 */
public final class RemoteStream extends InputStream {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Http http;
    private final Address address;
    private final long size;
    private final long end;
    private final boolean partsOnly;
    private ByteBuffer pending = NOTHING;
    private Optional<String> version = Optional.empty();
    private Answer answer;
    private boolean answered;
    private boolean over;
    private long position;
    private long skip;
    private int failures;
    private long mark;
    private long markTime = System.nanoTime();

    private RemoteStream(Http http, Address address, long size, long from, long end, boolean partsOnly) {
        this.http = http;
        this.address = address;
        this.size = size;
        this.end = end;
        this.partsOnly = partsOnly;
        position = from;
        mark = from;
    }

    /**
     * A file from one byte on.
     *
     * @param size of the whole file; 0 if not known
     */
    public static RemoteStream from(Http http, Address address, long size, long from) {
        return new RemoteStream(http, address, size, from, 0, false);
    }

    /**
     * A part of a file of known size. Reading it throws {@link NoRanges} if the server sends the whole file.
     *
     * @param end the byte after the last
     */
    static RemoteStream part(Http http, Address address, long size, long from, long end) {
        return new RemoteStream(http, address, size, from, end, true);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        if (length == 0) {
            return 0;
        }
        while (!pending.hasRemaining()) {
            if (over || last() > 0 && position == last() && answer == null) {
                return -1;
            }
            receive();
        }
        int n = Math.min(length, pending.remaining());
        pending.get(bytes, offset, n);
        return n;
    }

    private long last() {
        return end > 0 ? end : size;
    }

    private void receive() throws IOException {
        try {
            if (answer == null) {
                open();
            } else {
                accept(answer.next());
            }
        } catch (Trouble trouble) {
            drop();
            failures = hasCome() ? 1 : failures + 1;
            if (!answered && !trouble.answered || failures >= http.pauses().tries()) {
                throw trouble;
            }
            pause(http.pauses().after(failures, trouble.pause));
            mark = position;
            markTime = System.nanoTime();
        }
    }

    /** Whether enough has come since the last failure; a byte for each connection is not. */
    private boolean hasCome() {
        return position > mark && !http.patience().isTooSlow(position - mark, System.nanoTime() - markTime);
    }

    private static void pause(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            throw Interrupts.cancelled();
        }
    }

    private void open() throws IOException {
        answer = http.get(address, position, end, version);
        answered = true;
        long total = answer.total();
        if (size > 0 && total > 0 && total != size) {
            throw new IOException("it has " + total + " bytes in place of " + size);
        }
        if (answer.status() == 416) {
            if (size > 0 || total != position) {
                throw new IOException("the server has no byte " + position + " of it");
            }
            drop();
            over = true;
        } else if (answer.status() == 206 && answer.first() != position) {
            throw new IOException("the server sends bytes from " + answer.first() + " in place of " + position);
        } else {
            if (answer.status() == 200 && partsOnly) {
                throw new NoRanges();
            }
            skip = answer.status() == 200 ? position : 0;
            version = answer.version();
        }
    }

    private void accept(ByteBuffer bytes) throws IOException {
        if (!bytes.hasRemaining()) {
            if (last() > 0 && position < last() || skip > 0) {
                throw Trouble.answered("it ended after " + position + " of " + last() + " bytes", null);
            }
            drop();
            over = true;
            return;
        }
        int skipped = (int) Math.min(skip, bytes.remaining());
        skip -= skipped;
        bytes.position(bytes.position() + skipped);
        position += bytes.remaining();
        if (last() > 0 && position > last()) {
            throw new IOException("it has more than " + last() + " bytes");
        }
        pending = bytes;
    }

    private void drop() {
        if (answer != null) {
            answer.close();
            answer = null;
        }
    }

    /** Ends the transfer. */
    @Override
    public void close() {
        drop();
        over = true;
        pending = NOTHING;
    }
}
