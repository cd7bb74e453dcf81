package org.differnet.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.differnet.SharedData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchTest {

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
        Item plain = DownloadTest.item(file, CONTENT);
        return new Item(plain.name(), file, address, plain.bytes(), plain.sha256(), "none", "nobody");
    }

    private static Fetched fetch(URI address) {
        return fetch(List.of(item("weights/file", Optional.of(address))));
    }

    private static Fetched fetch(List<Item> forms) {
        return Fetch.file(forms, new Download(Duration.ofSeconds(2)), TransferListener.NONE);
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
    void aMirrorThatLacksOneFormIsAskedForTheNext() throws IOException {
        server.serve("/mirror/second", CONTENT);
        System.setProperty("differnet.mirror", server.address("/mirror/").toString());
        List<Item> forms = List.of(item("first", Optional.empty()), item("second", Optional.empty()));
        assertEquals(home.resolve("second"), fetch(forms).path());
    }

    @Test
    void aMirrorInTroubleIsAskedOnce() {
        server.fail("/mirror/first", 503);
        server.serve("/mirror/second", CONTENT);
        System.setProperty("differnet.mirror", server.address("/mirror").toString());
        List<Item> forms = List.of(item("first", Optional.empty()), item("second", Optional.empty()));
        assertEquals(Optional.empty(), fetch(forms).file());
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

    @Test
    void alexNetIsFoundInAMirror() {
        System.setProperty("differnet.mirror", SharedData.data() + File.pathSeparator + mirror);
        Fetched fetched = Fetch.alexNet();
        assertEquals(SharedData.data().resolve(Catalogue.ALEXNET_FEATURES.file()), fetched.path());
        assertEquals(Catalogue.ALEXNET_FEATURES, fetched.item());
    }

    @Test
    void alexNetOfflineAndNowhereNamesItsAddress() {
        System.setProperty("differnet.offline", "true");
        String message = Fetch.alexNet().message();
        assertTrue(message.contains(Catalogue.ALEXNET.address().get().toString()), message);
    }
}
