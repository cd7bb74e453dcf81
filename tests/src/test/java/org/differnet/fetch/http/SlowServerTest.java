package org.differnet.fetch.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that send a little now and then, so that waiting for the next piece never ends the wait for the last. */
class SlowServerTest {

    private static final Patience LONG_FOR_A_PIECE = new Patience(Duration.ofMinutes(1), 1000, Duration.ofMillis(700));
    private static final Patience SHORT_FOR_A_PIECE = new Patience(Duration.ofMillis(500), 1000, Duration.ofMinutes(1));
    private static final Pauses PAUSES = new Pauses(3, Duration.ofMillis(1), Duration.ofMillis(20));
    private static final String HEAD = "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 1000000\r\n";

    private interface Manner {
        void answer(OutputStream out) throws IOException, InterruptedException;
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger asked = new AtomicInteger();
    private ServerSocket server;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        threads.shutdownNow();
    }

    private Address serve(Manner manner) {
        threads.execute(() -> {
            while (!server.isClosed()) {
                try {
                    Socket socket = server.accept();
                    asked.incrementAndGet();
                    threads.execute(() -> answer(socket, manner));
                } catch (IOException e) {
                    // Closed at the end of the test.
                }
            }
        });
        return Address.parse("http://localhost:" + server.getLocalPort() + "/file");
    }

    private static void answer(Socket socket, Manner manner) {
        try (socket) {
            manner.answer(socket.getOutputStream());
        } catch (IOException | InterruptedException e) {
            // The client has had enough.
        }
    }

    private static void drip(OutputStream out, String text, int millis) throws IOException, InterruptedException {
        for (int i = 0; ; i++) {
            out.write(text.charAt(i % text.length()));
            out.flush();
            Thread.sleep(millis);
        }
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(ISO_8859_1));
        out.flush();
    }

    private static long read(Address address, Patience patience) throws IOException {
        try (Http http = LocalServer.http(patience, PAUSES);
                InputStream in = RemoteStream.from(http, address, 1_000_000, 0)) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void assertGivenUp(String words, Patience patience, Address address) {
        String message =
                assertThrows(IOException.class, () -> read(address, patience)).getMessage();
        assertTrue(message.contains(words), message);
    }

    @Test
    void aByteNowAndThenIsGivenUpWithRateAndTime() {
        Patience slow = new Patience(Duration.ofMinutes(1), 1000, Duration.ofSeconds(1));
        Address address = serve(out -> {
            send(out, HEAD + "\r\n");
            drip(out, "x", 50);
        });
        String message =
                assertThrows(IOException.class, () -> read(address, slow)).getMessage();
        assertEquals("it sends fewer than 1000 bytes a second for 1 s", message);
        assertEquals(1, asked.get());
    }

    @Test
    void aByteInAChunkNowAndThenIsGivenUp() {
        assertGivenUp("fewer than 1000 bytes a second", LONG_FOR_A_PIECE, serve(out -> {
            send(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            drip(out, "1\r\nx\r\n", 5);
        }));
    }

    @Test
    void aByteForEachConnectionIsGivenUp() {
        assertGivenUp("it ended after", LONG_FOR_A_PIECE, serve(out -> {
            send(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n");
            Thread.sleep(100);
        }));
        assertEquals(3, asked.get());
    }

    @Test
    void aHeadThatDripsIsGivenUp() {
        assertGivenUp("no answer within", SHORT_FOR_A_PIECE, serve(out -> drip(out, HEAD, 50)));
    }

    @Test
    void headersWithoutEndAreGivenUp() {
        assertGivenUp("Maximum header", LONG_FOR_A_PIECE, serve(out -> {
            send(out, HEAD);
            while (true) {
                send(out, "X: y\r\n");
            }
        }));
    }

    @Test
    void aHeaderWithoutEndIsGivenUp() {
        assertGivenUp("Maximum line length", LONG_FOR_A_PIECE, serve(out -> {
            send(out, HEAD + "X: ");
            while (true) {
                send(out, "y".repeat(1000));
            }
        }));
    }

    @Test
    void interimAnswersWithoutEndAreGivenUp() {
        assertGivenUp("no answer within", SHORT_FOR_A_PIECE, serve(out -> {
            while (true) {
                send(out, "HTTP/1.1 100 Continue\r\n\r\n");
                Thread.sleep(5);
            }
        }));
    }

    @Test
    void aSlowServerThatIsFastEnoughIsNotGivenUp() throws IOException {
        Patience patience = new Patience(Duration.ofMinutes(1), 1000, Duration.ofMillis(200));
        assertEquals(
                1_000_000,
                read(
                        serve(out -> {
                            send(out, HEAD + "\r\n");
                            for (int i = 0; i < 10; i++) {
                                send(out, "x".repeat(100_000));
                                Thread.sleep(100);
                            }
                        }),
                        patience));
    }

    @Test
    void aReaderThatTakesItsTimeIsNotTheServersFault() throws Exception {
        Address address = serve(out -> {
            send(out, HEAD + "\r\n");
            send(out, "x".repeat(1_000_000));
            Thread.sleep(20_000);
        });
        try (Http http = LocalServer.http(LONG_FOR_A_PIECE, PAUSES);
                InputStream in = RemoteStream.from(http, address, 1_000_000, 0)) {
            byte[] buffer = new byte[100_000];
            for (int done = 0; done < 1_000_000; ) {
                Thread.sleep(200);
                done += in.readNBytes(buffer, 0, buffer.length);
            }
        }
        assertEquals(1, asked.get());
    }

    @Test
    void anInterruptEndsTheWaitForADripAtOnceAndStays() {
        Thread reader = Thread.currentThread();
        Address address = serve(out -> {
            send(out, HEAD + "\r\nx");
            Thread.sleep(100);
            reader.interrupt();
            drip(out, "x", 50);
        });
        assertThrows(CancellationException.class, () -> read(address, Patience.STANDARD));
        assertTrue(Thread.interrupted());
    }

    @Test
    void anInterruptEndsTheWaitForAHeadAtOnceAndStays() {
        Thread reader = Thread.currentThread();
        Address address = serve(out -> {
            reader.interrupt();
            drip(out, HEAD, 50);
        });
        assertThrows(CancellationException.class, () -> read(address, Patience.STANDARD));
        assertTrue(Thread.interrupted());
    }
}
