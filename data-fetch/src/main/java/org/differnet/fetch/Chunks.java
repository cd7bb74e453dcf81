package org.differnet.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The body of an answer, piece by piece, one asked for at a time; waiting for a piece has an end. */
final class Chunks implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {

    private record Event(List<ByteBuffer> bytes, Throwable error) {}

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Duration patience;
    private Flow.Subscription subscription;
    private boolean closed;

    Chunks(Duration patience) {
        this.patience = patience;
    }

    /** The next piece; empty at the end. */
    List<ByteBuffer> next() throws IOException {
        Event event;
        try {
            event = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw Interrupts.cancelled();
        }
        if (event == null) {
            throw Trouble.answered("nothing more came within " + patience.toSeconds() + " s", null);
        }
        if (event.error != null) {
            throw Trouble.answered("the connection broke: " + event.error.getMessage(), event.error);
        }
        request();
        return event.bytes;
    }

    private synchronized void request() {
        subscription.request(1);
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription given) {
        subscription = given;
        if (closed) {
            given.cancel();
        } else {
            given.request(1);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        if (bytes.isEmpty()) {
            request();
        } else {
            events.add(new Event(bytes, null));
        }
    }

    @Override
    public void onError(Throwable error) {
        events.add(new Event(null, error));
    }

    @Override
    public void onComplete() {
        events.add(new Event(List.of(), null));
    }

    /** Ends the transfer, begun or still to begin. */
    @Override
    public synchronized void close() {
        closed = true;
        if (subscription != null) {
            subscription.cancel();
        }
    }
}
