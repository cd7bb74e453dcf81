package org.differnet.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {

    private static final byte[] CONTENT = new byte[200_000];

    static {
        new Random(1).nextBytes(CONTENT);
    }

    private final Download download = new Download(Duration.ofSeconds(2));

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

    static Item item(String file, byte[] content) {
        MessageDigest digest = Hashes.digest("SHA-256");
        digest.update(content);
        return new Item("thing", file, Optional.empty(), content.length, Hashes.hex(digest), "none", "nobody");
    }

    private Path target() {
        return folder.resolve("weights/file");
    }

    private void fetch(URI address) throws IOException, InterruptedException {
        download.to(target(), address, item("weights/file", CONTENT), TransferListener.NONE);
    }

    private void assertFails(String words, URI address) throws IOException {
        String message = assertThrows(IOException.class, () -> fetch(address)).getMessage();
        assertTrue(message.contains(words), message);
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(target().getParent())) {
            assertEquals(List.of(), files.toList());
        }
    }

    @Test
    void aGoodFileComesWhole() throws Exception {
        fetch(server.serve("/good", CONTENT));
        assertArrayEquals(CONTENT, Files.readAllBytes(target()));
    }

    @Test
    void nothingElseIsLeftBesideAGoodFile() throws Exception {
        fetch(server.serve("/good", CONTENT));
        try (Stream<Path> files = Files.list(target().getParent())) {
            assertEquals(List.of(target()), files.toList());
        }
    }

    @Test
    void aFileOfUnknownLengthComesWhole() throws Exception {
        fetch(server.serve("/chunked", exchange -> LocalServer.send(exchange, 0, CONTENT)));
        assertArrayEquals(CONTENT, Files.readAllBytes(target()));
    }

    @Test
    void aFileBehindARedirectComesWhole() throws Exception {
        server.serve("/good", CONTENT);
        fetch(server.redirect("/moved", "good"));
        assertArrayEquals(CONTENT, Files.readAllBytes(target()));
    }

    @Test
    void theListenerHearsBytesUpToTheTotal() throws Exception {
        List<Long> heard = new ArrayList<>();
        download.to(target(), server.serve("/good", CONTENT), item("file", CONTENT), (done, total) -> {
            assertEquals(CONTENT.length, total);
            heard.add(done);
        });
        assertEquals(heard.stream().sorted().distinct().toList(), heard);
        assertEquals(CONTENT.length, heard.get(heard.size() - 1));
    }

    @Test
    void wrongBytesAreRefused() throws IOException {
        byte[] wrong = CONTENT.clone();
        wrong[wrong.length - 1] ^= 1;
        assertFails("SHA-256", server.serve("/wrong", wrong));
    }

    @Test
    void aWrongLengthIsRefused() throws IOException {
        assertFails("199999 bytes in place of 200000", server.serve("/short", Arrays.copyOf(CONTENT, 199_999)));
    }

    @Test
    void aBodyThatIsTooLongIsRefused() throws IOException {
        byte[] tooLong = Arrays.copyOf(CONTENT, CONTENT.length + 1);
        assertFails("more than", server.serve("/long", exchange -> LocalServer.send(exchange, 0, tooLong)));
    }

    @Test
    void aBodyThatIsTooShortIsRefused() throws IOException {
        byte[] tooShort = Arrays.copyOf(CONTENT, 1000);
        assertFails("after 1000 of", server.serve("/less", exchange -> LocalServer.send(exchange, 0, tooShort)));
    }

    @Test
    void aDroppedConnectionLeavesNothing() throws IOException {
        byte[] half = Arrays.copyOf(CONTENT, 100_000);
        assertFails(
                "connection broke",
                server.serve("/dropped", exchange -> LocalServer.send(exchange, CONTENT.length, half)));
    }

    @Test
    void aStalledBodyEndsTheWait() throws IOException {
        CountDownLatch stopped = new CountDownLatch(1);
        URI address = server.serve("/stalled", exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 1000);
            exchange.getResponseBody().flush();
            await(stopped);
        });
        assertFails("nothing more came", address);
        stopped.countDown();
    }

    @Test
    void aServerThatNeverAnswersEndsTheWait() throws IOException {
        CountDownLatch stopped = new CountDownLatch(1);
        assertFails("no answer", server.serve("/silent", exchange -> await(stopped)));
        stopped.countDown();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aCircleOfRedirectsEnds() throws IOException {
        server.redirect("/a", "/b");
        assertFails("redirected more than", server.redirect("/b", "/a"));
    }

    @Test
    void aRedirectToAnUnsafeAddressIsNotFollowed() throws IOException {
        assertFails("use https", server.redirect("/away", "http://example.org/file"));
    }

    @Test
    void aRedirectToNowhereIsRefused() throws IOException {
        assertFails("redirected to 'file:///etc/passwd'", server.redirect("/away", "file:///etc/passwd"));
    }

    @Test
    void aMissingFileIsToldFromAServerInTrouble() throws IOException {
        assertThrows(FileNotFoundException.class, () -> fetch(server.fail("/missing", 404)));
        assertFails("HTTP 503", server.fail("/trouble", 503));
    }

    @Test
    void aClosedPortIsNoConnection() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertFails("no connection", URI.create("http://localhost:" + port + "/file"));
    }

    @Test
    void anInterruptEndsTheTransferAndLeavesNothing() throws IOException {
        CountDownLatch stopped = new CountDownLatch(1);
        Thread reader = Thread.currentThread();
        URI address = server.serve("/interrupted", exchange -> {
            exchange.sendResponseHeaders(200, CONTENT.length);
            exchange.getResponseBody().write(CONTENT, 0, 1000);
            exchange.getResponseBody().flush();
            reader.interrupt();
            await(stopped);
        });
        assertThrows(InterruptedException.class, () -> fetch(address));
        assertNothingIsLeft();
        stopped.countDown();
    }

    @Test
    void aFailedDownloadLeavesAnOlderFileAlone() throws Exception {
        fetch(server.serve("/good", CONTENT));
        assertThrows(IOException.class, () -> fetch(server.fail("/trouble", 500)));
        assertArrayEquals(CONTENT, Files.readAllBytes(target()));
    }
}
