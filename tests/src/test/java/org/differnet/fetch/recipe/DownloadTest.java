package org.differnet.fetch.recipe;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;
import org.differnet.fetch.http.Address;
import org.differnet.fetch.http.Http;
import org.differnet.fetch.http.LocalServer;
import org.differnet.fetch.http.Patience;
import org.differnet.fetch.http.Pauses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {

    private static final byte[] CONTENT = new byte[200_000];

    static {
        new Random(1).nextBytes(CONTENT);
    }

    @TempDir
    Path folder;

    private LocalServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = new LocalServer();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private Path target() {
        return folder.resolve("file");
    }

    private void fetch(URI address) throws IOException {
        fetch(address, LocalServer.HTTP);
    }

    private void fetch(URI address, Http http) throws IOException {
        Download.to(target(), Address.parse(address.toString()), Items.of("file", CONTENT), http, new Silent());
    }

    private void assertComes(URI address) throws IOException {
        fetch(address);
        assertArrayEquals(CONTENT, Files.readAllBytes(target()));
    }

    private void assertFails(String words, URI address) {
        String message = assertThrows(IOException.class, () -> fetch(address)).getMessage();
        assertTrue(message.contains(words), message);
    }

    private void assertNotWaitedFor(String words, URI address) {
        Pauses once = new Pauses(1, Duration.ZERO, Duration.ZERO);
        Http impatient = LocalServer.http(new Patience(Duration.ofSeconds(3), 1, Duration.ofMinutes(1)), once);
        String message =
                assertThrows(IOException.class, () -> fetch(address, impatient)).getMessage();
        assertTrue(message.contains(words), message);
    }

    private void assertRefused(String words, URI address) {
        assertFails(words, address);
        assertFalse(Files.exists(target()));
    }

    @Test
    void aGoodFileComesWhole() throws Exception {
        assertComes(server.serve("/good", CONTENT));
    }

    @Test
    void aFileOfUnknownLengthComesWhole() throws Exception {
        assertComes(server.serve("/chunked", exchange -> LocalServer.send(exchange, 0, CONTENT)));
    }

    @Test
    void aFileBehindARedirectComesWhole() throws Exception {
        server.serve("/good", CONTENT);
        assertComes(server.redirect("/moved", "good"));
    }

    @Test
    void theWatcherHearsOfEachByteOnce() throws Exception {
        List<Long> heard = new ArrayList<>();
        Watcher watcher = new Watcher() {
            @Override
            public LongConsumer begin(String task, long start, long total) {
                assertEquals(CONTENT.length, total);
                return heard::add;
            }

            @Override
            public void say(String line) {}
        };
        Address address = Address.parse(server.serve("/good", CONTENT).toString());
        Download.to(target(), address, Items.of("file", CONTENT), LocalServer.HTTP, watcher);
        assertEquals(CONTENT.length, heard.stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void aConnectionThatKeepsBreakingIsResumedWhereItBroke() throws Exception {
        assertComes(server.serveParts("/broken", CONTENT, 60_000));
        assertTrue(server.ranges().size() >= 4, server.ranges().toString());
        assertEquals("null", server.ranges().get(0));
        assertTrue(
                server.ranges().stream().skip(1).noneMatch("null"::equals),
                server.ranges().toString());
    }

    @Test
    void aServerWithoutRangesStartsOverAndTheKnownPartIsSkipped() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        assertComes(server.serve("/whole", exchange -> {
            int most = asked.incrementAndGet() == 1 ? 100_000 : CONTENT.length;
            LocalServer.send(exchange, CONTENT.length, Arrays.copyOf(CONTENT, most));
        }));
        assertEquals(2, asked.get());
    }

    @Test
    void whatAnEarlierProcessBroughtIsNotAskedForAgain() throws Exception {
        Files.write(target(), Arrays.copyOf(CONTENT, 150_000));
        assertComes(server.serveParts("/rest", CONTENT, CONTENT.length));
        assertEquals(List.of("bytes=150000-"), server.ranges());
    }

    @Test
    void aCompletePartIsOnlyVerified() throws Exception {
        Files.write(target(), CONTENT);
        assertComes(server.fail("/unasked", 500));
    }

    @Test
    void aWrongPartOfAnEarlierProcessIsThrownAwayAndTheFileComesWhole() throws Exception {
        Files.write(target(), new byte[150_000]);
        assertComes(server.serveParts("/rest", CONTENT, CONTENT.length));
        assertEquals(List.of("bytes=150000-", "null"), server.ranges());
    }

    @Test
    void aFileThatChangesBetweenRangesIsNotPatchedTogether() {
        byte[] other = new byte[CONTENT.length];
        AtomicInteger asked = new AtomicInteger();
        URI address = server.serve("/changing", exchange -> {
            boolean first = asked.incrementAndGet() == 1;
            server.sendPart(exchange, first ? CONTENT : other, first ? "\"1\"" : "\"2\"", first ? 1000 : other.length);
        });
        assertRefused("SHA-256", address);
    }

    @Test
    void anotherRangeThanTheOneAskedForIsRefused() throws IOException {
        Files.write(target(), Arrays.copyOf(CONTENT, 1000));
        assertFails("bytes from 999 in place of 1000", server.serve("/lie", exchange -> {
            exchange.getResponseHeaders().add("Content-Range", "bytes 999-199999/200000");
            exchange.sendResponseHeaders(206, 1);
            exchange.getResponseBody().write(1);
            exchange.close();
        }));
    }

    @Test
    void anUnreadableContentRangeIsRefused() throws IOException {
        Files.write(target(), Arrays.copyOf(CONTENT, 1000));
        assertFails("Content-Range 'bytes ?'", server.serve("/lie", exchange -> {
            exchange.getResponseHeaders().add("Content-Range", "bytes ?");
            exchange.sendResponseHeaders(206, -1);
            exchange.close();
        }));
    }

    @Test
    void wrongBytesAreRefused() {
        byte[] wrong = CONTENT.clone();
        wrong[wrong.length - 1] ^= 1;
        assertRefused("SHA-256", server.serve("/wrong", wrong));
    }

    @Test
    void aWrongLengthIsRefused() {
        assertRefused("199999 bytes in place of 200000", server.serve("/short", Arrays.copyOf(CONTENT, 199_999)));
    }

    @Test
    void aBodyThatIsTooLongIsRefused() {
        byte[] tooLong = Arrays.copyOf(CONTENT, CONTENT.length + 1);
        assertFails("more than", server.serve("/long", exchange -> LocalServer.send(exchange, 0, tooLong)));
    }

    @Test
    void aBodyThatAlwaysEndsTooEarlyIsGivenUp() {
        byte[] tooShort = Arrays.copyOf(CONTENT, 1000);
        assertFails("after 1000 of", server.serve("/less", exchange -> LocalServer.send(exchange, 0, tooShort)));
    }

    @Test
    void aStalledBodyEndsTheWait() {
        assertNotWaitedFor("nothing more came", server.stall("/stalled", CONTENT, 1000));
    }

    @Test
    void aServerThatNeverAnswersEndsTheWait() {
        assertNotWaitedFor("no answer", server.serve("/silent", exchange -> server.awaitClose()));
    }

    @Test
    void aCircleOfRedirectsEnds() {
        server.redirect("/a", "/b");
        assertRefused("redirected more than", server.redirect("/b", "/a"));
    }

    @Test
    void aRedirectToAnUnsafeAddressIsNotFollowed() {
        assertRefused("use https", server.redirect("/away", "http://example.org/file"));
    }

    @Test
    void aRedirectToNowhereIsRefused() {
        assertRefused("redirected to 'file:///etc/passwd'", server.redirect("/away", "file:///etc/passwd"));
    }

    @Test
    void aMissingFileIsToldFromARefusal() {
        assertThrows(FileNotFoundException.class, () -> fetch(server.fail("/missing", 404)));
        assertRefused("HTTP 403", server.fail("/forbidden", 403));
    }

    @Test
    void aServerInTroubleIsAskedAgainUntilItIsWell() throws IOException {
        AtomicInteger asked = new AtomicInteger();
        assertComes(server.serve("/trouble", exchange -> {
            if (asked.incrementAndGet() < 3) {
                exchange.getResponseHeaders().add("Retry-After", "1000");
                LocalServer.fail(exchange, asked.get() == 1 ? 503 : 500);
            } else {
                LocalServer.send(exchange, CONTENT.length, CONTENT);
            }
        }));
    }

    @Test
    void aServerThatStaysInTroubleIsGivenUp() {
        AtomicInteger asked = new AtomicInteger();
        assertRefused("HTTP 503", server.serve("/trouble", exchange -> {
            asked.incrementAndGet();
            LocalServer.fail(exchange, 503);
        }));
        assertEquals(3, asked.get());
    }

    @Test
    void aClosedPortIsNoConnection() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertRefused("no connection", URI.create("http://localhost:" + port + "/file"));
    }

    @Test
    void anInterruptEndsTheTransferAndKeepsWhatCame() throws IOException {
        Thread reader = Thread.currentThread();
        URI address = server.serve("/interrupted", exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 1000);
            exchange.getResponseBody().flush();
            while (!Files.exists(target()) || Files.size(target()) < 1000) {
                Thread.onSpinWait();
            }
            reader.interrupt();
            server.awaitClose();
        });
        assertThrows(CancellationException.class, () -> fetch(address));
        assertTrue(Thread.interrupted());
        assertArrayEquals(Arrays.copyOf(CONTENT, 1000), Files.readAllBytes(target()));
    }

    @Test
    void anInterruptEndsAPauseBetweenTries() {
        Thread reader = Thread.currentThread();
        Pauses hours = new Pauses(3, Duration.ofHours(1), Duration.ofHours(1));
        Http patient = LocalServer.http(Patience.STANDARD, hours);
        URI address = server.serve("/trouble", exchange -> {
            LocalServer.fail(exchange, 503);
            reader.interrupt();
        });
        assertThrows(CancellationException.class, () -> fetch(address, patient));
        assertTrue(Thread.interrupted());
    }
}
