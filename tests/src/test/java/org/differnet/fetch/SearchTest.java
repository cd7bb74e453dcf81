package org.differnet.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {

    private static final byte[] CONTENT = "content".getBytes();

    @TempDir
    Path folder;

    private LocalServer server;
    private Path home;
    private Path mirror;

    @BeforeEach
    void setUp() throws IOException {
        server = new LocalServer();
        home = folder.resolve("home");
        mirror = folder.resolve("mirror");
        System.setProperty("differnet.home", home.toString());
        System.setProperty("differnet.mirror", mirror.toString());
    }

    @AfterEach
    void tearDown() {
        server.close();
        for (String name : List.of("home", "mirror", "offline")) {
            System.clearProperty("differnet." + name);
        }
    }

    private static Path put(Path folder, String content) throws IOException {
        Files.createDirectories(folder.resolve("weights"));
        return Files.writeString(folder.resolve("weights/file"), content);
    }

    private static Item item(String file, Optional<URI> address) {
        return DownloadTest.item(file, CONTENT, address);
    }

    private static Fetched fetch(URI address) {
        return fetch(item("weights/file", Optional.of(address)));
    }

    private static Fetched fetch(Item item) {
        return Search.find(new FileRecipe(item), LocalServer.HTTP, TransferListener.NONE);
    }

    private URI unasked() {
        return server.serve("/unasked", exchange -> {
            throw new IllegalStateException("asked");
        });
    }

    @Test
    void homeGoesBeforeMirrors() throws IOException {
        Path file = put(home, "content");
        put(mirror, "content");
        assertEquals(file, fetch(unasked()).path());
    }

    @Test
    void aMirrorsFolderGoesBeforeTheOfficialAddress() throws IOException {
        assertEquals(put(mirror, "content"), fetch(unasked()).path());
    }

    @Test
    void aMirrorsUrlGoesBeforeTheOfficialAddressAndFillsHome() throws IOException {
        server.serve("/mirror/weights/file", CONTENT);
        System.setProperty("differnet.mirror", server.address("/mirror").toString());
        assertEquals(home.resolve("weights/file"), fetch(unasked()).path());
    }

    @Test
    void theOfficialAddressIsTheLast() throws IOException {
        Path file = fetch(server.serve("/official", CONTENT)).path();
        assertEquals(home.resolve("weights/file"), file);
        assertArrayEquals(CONTENT, Files.readAllBytes(file));
    }

    @Test
    void aWrongFileInHomeIsAnErrorThatNamesIt() throws IOException {
        assertWrong(put(home, "CONTENT"));
    }

    @Test
    void aWrongFileInAMirrorIsAnErrorThatNamesIt() throws IOException {
        assertWrong(put(mirror, "CONTENT"));
    }

    @Test
    void aFileOfWrongLengthIsAnErrorThatNamesIt() throws IOException {
        assertWrong(put(home, "longer content"));
    }

    private void assertWrong(Path file) {
        String message =
                assertThrows(UncheckedIOException.class, () -> fetch(unasked())).getMessage();
        assertTrue(message.contains(file + " ") && message.contains("delete it"), message);
    }

    @Test
    void wrongBytesFromAMirrorsUrlAreNotUsed() throws IOException {
        server.serve("/mirror/weights/file", "CONTENT".getBytes());
        System.setProperty("differnet.mirror", server.address("/mirror").toString());
        assertArrayEquals(
                CONTENT,
                Files.readAllBytes(fetch(server.serve("/official", CONTENT)).path()));
    }

    @Test
    void aMirrorInTroubleIsLeftForTheNextPlace() throws IOException {
        server.fail("/mirror/weights/file", 503);
        System.setProperty("differnet.mirror", server.address("/mirror").toString());
        assertEquals(
                home.resolve("weights/file"),
                fetch(server.serve("/official", CONTENT)).path());
    }

    @Test
    void nothingButTheFileAndItsLockIsLeftInHome() throws IOException {
        fetch(server.serve("/official", CONTENT));
        try (Stream<Path> files = Files.list(home.resolve("weights"))) {
            assertEquals(
                    Set.of(home.resolve("weights/file"), home.resolve("weights/.file.lock")),
                    files.collect(Collectors.toSet()));
        }
    }

    @Test
    void whatAnotherThreadIsFetchingIsWaitedForAndNotFetchedTwice() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        AtomicInteger asked = new AtomicInteger();
        URI address = server.serve("/official", exchange -> {
            asked.incrementAndGet();
            await(waiting);
            LocalServer.send(exchange, CONTENT.length, CONTENT);
        });
        TransferListener listener = new TransferListener() {
            @Override
            public void on(Transfer progress) {}

            @Override
            public void say(String line) {
                assertTrue(line.contains("somebody else is fetching"), line);
                waiting.countDown();
            }
        };
        Recipe recipe = new FileRecipe(item("weights/file", Optional.of(address)));
        Callable<Path> task =
                () -> Search.find(recipe, LocalServer.HTTP, listener).path();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (Future<Path> path : threads.invokeAll(List.of(task, task))) {
                assertEquals(home.resolve("weights/file"), path.get());
            }
        } finally {
            threads.shutdownNow();
        }
        assertEquals(1, asked.get());
    }

    @Test
    void anInterruptEndsTheWaitForSomebodyElse() throws IOException {
        Item item = item("weights/file", Optional.of(unasked()));
        TransferListener listener = new TransferListener() {
            @Override
            public void on(Transfer progress) {}

            @Override
            public void say(String line) {
                Thread.currentThread().interrupt();
            }
        };
        try (Lock held = Lock.on(home.resolve(item.file()), () -> {})) {
            assertThrows(
                    CancellationException.class, () -> Search.find(new FileRecipe(item), LocalServer.HTTP, listener));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatIsNowhereSaysWhereItWasLookedForAndWhy() {
        URI address = server.fail("/official", 404);
        Fetched fetched = fetch(address);
        assertEquals(Optional.empty(), fetched.file());
        for (String words : List.of(
                home.resolve("weights/file") + ": not there",
                mirror.resolve("weights/file") + ": not there",
                address + ": it is not there (HTTP 404)")) {
            assertTrue(fetched.message().contains(words), fetched.message());
        }
    }

    @Test
    void thePathOfWhatIsNowhereIsAnErrorWithTheReason() {
        Fetched fetched = fetch(server.fail("/official", 404));
        String message = assertThrows(UncheckedIOException.class, fetched::path).getMessage();
        assertTrue(message.contains(fetched.message()), message);
    }

    @Test
    void offlineTheNetworkIsNotAsked() {
        System.setProperty("differnet.offline", "true");
        Fetched fetched = fetch(unasked());
        assertTrue(fetched.message().contains("DIFFERNET_OFFLINE"), fetched.message());
    }

    @Test
    void anUnknownOfflineSettingIsRefused() {
        System.setProperty("differnet.offline", "perhaps");
        assertThrows(IllegalArgumentException.class, () -> fetch(unasked()));
    }

    @Test
    void anInterruptEndsTheSearch() {
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> fetch(unasked()));
    }

    @Test
    void aHomeThatCannotBeMadeIsTheReason() throws IOException {
        Files.writeString(home, "in the way");
        Fetched fetched = fetch(server.serve("/official", CONTENT));
        assertTrue(fetched.message().contains("set DIFFERNET_HOME"), fetched.message());
        assertEquals(Optional.empty(), fetched.file());
    }
}
