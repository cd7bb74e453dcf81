package org.differnet.fetch.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.differnet.fetch.disk.Interrupts;

/**
 * A request and its answer, on a thread of their own: whoever waits can be interrupted and can lose patience at any
 * moment, in the look-up of a name too.
 */
final class Exchange implements AutoCloseable {

    private static final int PIECE = 1 << 16;
    private static final int PIECES = 4;

    private record Event(ClassicHttpResponse head, ByteBuffer bytes, Exception failure) {}

    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(PIECES);
    private final Connections connections;
    private final Address.Server server;
    private final ClassicHttpRequest request;
    private final Patience patience;
    private final Thread thread = new Thread(this::run, "differnet-fetch");
    private Connection connection;
    private boolean closed;
    private long waited;
    private long received;

    private Exchange(Connections connections, Address.Server server, ClassicHttpRequest request, Patience patience) {
        this.connections = connections;
        this.server = server;
        this.request = request;
        this.patience = patience;
        thread.setDaemon(true);
    }

    static Exchange begin(
            Connections connections, Address.Server server, ClassicHttpRequest request, Patience patience) {
        Exchange exchange = new Exchange(connections, server, request, patience);
        exchange.thread.start();
        return exchange;
    }

    private void run() {
        try {
            try {
                receive(ask());
            } catch (IOException | RuntimeException e) {
                closeConnection();
                events.put(new Event(null, null, e));
            }
        } catch (InterruptedException e) {
            // By close: nobody waits any more.
            closeConnection();
        }
    }

    private ClassicHttpResponse ask() throws IOException {
        Connection idle = connections.idle(server);
        if (idle != null) {
            try {
                return use(idle).ask(request);
            } catch (IOException e) {
                // The server had closed it meanwhile.
                idle.close();
            }
        }
        Connection fresh = use(connections.fresh(server));
        fresh.open(patience.silence());
        return fresh.ask(request);
    }

    private void receive(ClassicHttpResponse response) throws IOException, InterruptedException {
        events.put(new Event(response, null, null));
        InputStream body = Connection.body(response);
        while (true) {
            byte[] bytes = new byte[PIECE];
            int n = body.read(bytes);
            if (n < 0) {
                break;
            }
            events.put(new Event(null, ByteBuffer.wrap(bytes, 0, n), null));
        }
        release();
        events.put(new Event(null, ByteBuffer.allocate(0), null));
    }

    private synchronized Connection use(Connection chosen) throws IOException {
        connection = chosen;
        if (closed) {
            chosen.close();
        }
        return chosen;
    }

    private synchronized void release() {
        if (!closed) {
            connections.keep(connection);
            connection = null;
        }
    }

    private synchronized void closeConnection() {
        if (connection != null) {
            try {
                connection.close();
            } catch (IOException e) {
                // It is of no use any more.
            }
        }
    }

    /** @throws Trouble if it does not come in time */
    ClassicHttpResponse head() throws IOException {
        Duration silence = patience.silence();
        Event event = await();
        if (event == null) {
            throw Trouble.silent("there is no answer within " + silence.toSeconds() + " s", null);
        }
        if (event.failure != null) {
            throw failure(event.failure, "");
        }
        return event.head;
    }

    /**
     * The next piece; empty at the end.
     *
     * @throws Trouble if it does not come in time
     * @throws IOException if too little comes for too long
     */
    ByteBuffer next() throws IOException {
        long began = System.nanoTime();
        Event event = await();
        waited += System.nanoTime() - began;
        if (event == null) {
            throw Trouble.answered(
                    "nothing more came within " + patience.silence().toSeconds() + " s", null);
        }
        if (event.failure != null) {
            throw failure(event.failure, "the connection broke: ");
        }
        received += event.bytes.remaining();
        if (waited >= patience.time().toNanos()) {
            if (event.bytes.hasRemaining() && patience.isTooSlow(received, waited)) {
                throw new IOException(patience.tooSlow());
            }
            waited = 0;
            received = 0;
        }
        return event.bytes;
    }

    private Event await() {
        try {
            return events.poll(patience.silence().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw Interrupts.cancelled();
        }
    }

    private static IOException failure(Exception failure, String what) {
        if (failure instanceof Trouble trouble) {
            return trouble;
        }
        if (failure instanceof IllegalArgumentException setting) {
            throw setting;
        }
        String message = failure.getMessage() != null ? failure.getMessage() : failure.toString();
        return Trouble.answered(what + message, failure);
    }

    /** Ends the transfer, begun or still to begin. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        closeConnection();
        thread.interrupt();
    }
}
