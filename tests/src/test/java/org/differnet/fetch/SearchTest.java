package org.differnet.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.differnet.fetch.disk.Lock;
import org.differnet.fetch.http.LocalServer;
import org.differnet.fetch.recipe.FileRecipe;
import org.differnet.fetch.recipe.Item;
import org.differnet.fetch.recipe.Items;
import org.differnet.fetch.recipe.Recipe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SearchTest {

    private static final byte[] CONTENT = "content".getBytes(UTF_8);

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
        return Items.of(file, CONTENT, address);
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
        server.serve("/mirror/weights/file", "CONTENT".getBytes(UTF_8));
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
    @SuppressWarnings("try") // The lock is only held.
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
            assertTrue(Thread.interrupted());
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
        assertTrue(Thread.interrupted());
    }

    @Test
    void aHomeThatCannotBeMadeIsTheReason() throws IOException {
        Files.writeString(home, "in the way");
        Fetched fetched = fetch(server.serve("/official", CONTENT));
        assertTrue(fetched.message().contains("set DIFFERNET_HOME"), fetched.message());
        assertEquals(Optional.empty(), fetched.file());
    }

    private static void assertHidden(String message) {
        assertFalse(message.contains("Pa55"), message);
    }

    private static URI withSecrets(URI address) {
        return URI.create(address.toString().replace("http://", "http://user:Pa55@") + "?token=Pa55");
    }

    private Fetched fetchFromSecretMirror(String path) {
        System.setProperty("differnet.mirror", withSecrets(server.address(path)).toString());
        return fetch(server.fail("/official", 404));
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 429, 500, 503})
    void aMirrorThatRefusesIsNamedWithoutItsSecrets(int status) {
        server.fail("/mirror", status);
        String message = fetchFromSecretMirror("/mirror").message();
        assertHidden(message);
        assertTrue(message.contains(server.address("/mirror") + ": "), message);
    }

    @Test
    void aMirrorWithWrongBytesIsNamedWithoutItsSecrets() {
        server.serve("/mirror", "CONTENT".getBytes(UTF_8));
        assertHidden(fetchFromSecretMirror("/mirror").message());
    }

    @Test
    void aMirrorThatRedirectsInACircleIsNamedWithoutItsSecrets() {
        server.redirect("/mirror", "?token=Pa55");
        assertHidden(fetchFromSecretMirror("/mirror").message());
    }

    @Test
    void aMirrorThatRedirectsToASignedAddressIsNamedWithoutIt() {
        server.redirect("/mirror", "http://example.org/x?X-Amz-Signature=Pa55");
        assertHidden(fetchFromSecretMirror("/mirror").message());
    }

    @Test
    void aMirrorThatNobodyAnswersIsNamedWithoutItsSecrets() throws IOException {
        URI address;
        try (LocalServer gone = new LocalServer()) {
            address = gone.address("/mirror");
        }
        System.setProperty("differnet.mirror", withSecrets(address).toString());
        assertHidden(fetch(server.fail("/official", 404)).message());
    }

    @Test
    void aMirrorThatIsNotAskedIsNamedWithoutItsSecrets() {
        System.setProperty("differnet.offline", "true");
        assertHidden(fetchFromSecretMirror("/mirror").message());
    }

    @Test
    void whatASecretMirrorGivesLeavesNoSecretInHome() throws IOException {
        server.serve("/mirror", CONTENT);
        assertHidden(fetchFromSecretMirror("/mirror").toString());
        try (Stream<Path> files = Files.walk(home)) {
            List<Path> left = files.filter(Files::isRegularFile).toList();
            assertFalse(left.isEmpty(), "what came is kept");
            for (Path file : left) {
                assertHidden(file + Files.readString(file));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("torchvision")
    void otherNetworksWeightsAreCheckedInHome(Item item, Supplier<Fetched> fetched) throws IOException {
        Path file = home.resolve(item.file());
        Files.createDirectories(file.getParent());
        Files.writeString(file, "not it");
        String message = assertThrows(UncheckedIOException.class, fetched::get).getMessage();
        assertTrue(message.startsWith(file + " has 6 bytes in place of " + item.bytes()), message);
    }

    @ParameterizedTest
    @MethodSource("torchvision")
    void otherNetworksWeightsOfTheRightSizeAreCheckedByTheirHash(Item item, Supplier<Fetched> fetched)
            throws IOException {
        Path file = mirror.resolve(item.file());
        Files.createDirectories(file.getParent());
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[1]), item.bytes() - 1);
        }
        String message = assertThrows(UncheckedIOException.class, fetched::get).getMessage();
        assertTrue(message.startsWith(file + " does not have the SHA-256 " + item.sha256()), message);
    }

    @ParameterizedTest
    @MethodSource("torchvision")
    void otherNetworksWeightsComeThroughMirrors(Item item, Supplier<Fetched> fetched) {
        server.fail("/mirror", 404);
        System.setProperty("differnet.mirror", server.address("/mirror").toString());
        System.setProperty("differnet.offline", "true");
        String message = fetched.get().message();
        for (String words : List.of(
                home.resolve(item.file()) + ": not there",
                server.address("/mirror") + ": ",
                item.address().get() + ": not asked")) {
            assertTrue(message.contains(words), message);
        }
    }

    /** The file's name carries the first digits of its hash. */
    @ParameterizedTest
    @MethodSource("torchvision")
    void theHashOfWeightsIsTheOneOfTheirName(Item item, Supplier<Fetched> fetched) {
        assertTrue(item.file().contains("-" + item.sha256().substring(0, 8) + ".pth"), item.toString());
    }

    static List<Arguments> torchvision() {
        Supplier<Fetched> resNet18 = () -> Fetch.resNet18(TransferListener.NONE);
        Supplier<Fetched> vgg16 = () -> Fetch.vgg16(TransferListener.NONE);
        return List.of(arguments(Catalogue.RESNET18, resNet18), arguments(Catalogue.VGG16, vgg16));
    }
}
