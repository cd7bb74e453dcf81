package org.differnet.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.fetch.archive.Archives;
import org.differnet.fetch.disk.Hashes;
import org.differnet.fetch.http.LocalServer;
import org.differnet.fetch.recipe.Item;
import org.differnet.fetch.recipe.Items;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveRecipeTest {

    private static final byte[] IMAGE = new byte[30_000];
    private static final String FILE = "archives/mvtec_anomaly_detection.tar.xz";

    static {
        new Random(2).nextBytes(IMAGE);
    }

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
        System.clearProperty("differnet.home");
        System.clearProperty("differnet.mirror");
    }

    private static byte[] mvtec() {
        return new Archives()
                .file("license.txt", "licence".getBytes())
                .file("bottle/train/good/000.png", IMAGE)
                .file("bottle/test/broken_large/000.png", IMAGE)
                .file("bottle/ground_truth/broken_large/000_mask.png", IMAGE)
                .file("bottle/readme.txt", "read me".getBytes())
                .file("cable/train/good/000.png", IMAGE)
                .tarXz();
    }

    private static Fetched bottle(Item archive) {
        return Search.find(Fetch.mvtecRecipe(archive, "bottle"), LocalServer.HTTP, TransferListener.NONE);
    }

    private Fetched bottle(byte[] published, URI address) {
        return bottle(Items.of(FILE, published, Optional.of(address)));
    }

    private void assertNothingIsLeft() {
        assertFalse(Files.exists(home.resolve("mvtec/bottle")));
        assertFalse(Files.exists(home.resolve("mvtec/.bottle.part")));
    }

    @Test
    void oneCategoryIsUnpackedFromTheDownloadAndTheArchiveIsNotKept() {
        byte[] archive = mvtec();
        Path path = bottle(archive, server.serve("/mvtec", archive)).path();
        assertEquals(home.resolve("mvtec/bottle"), path);
        assertTrue(Files.exists(path.resolve("ground_truth/broken_large/000_mask.png")));
        assertFalse(Files.exists(path.resolve("readme.txt")));
        assertFalse(Files.exists(home.resolve("mvtec/cable")));
        assertFalse(Files.exists(home.resolve(FILE)));
    }

    @Test
    void theToolkitFindsWhatIsUnpacked() {
        byte[] archive = mvtec();
        bottle(archive, server.serve("/mvtec", archive)).path();
        Dataset bottle = Datasets.mvtec(home, "bottle");
        assertEquals(1, bottle.train().size());
        assertEquals(List.of("broken_large"), bottle.kinds());
    }

    @Test
    void aConnectionThatKeepsBreakingUnpacksToTheSame() throws IOException {
        byte[] archive = mvtec();
        Path path = bottle(archive, server.serveParts("/mvtec", archive, 5_000)).path();
        assertArrayEquals(IMAGE, Files.readAllBytes(path.resolve("test/broken_large/000.png")));
        assertTrue(server.ranges().size() > 2, server.ranges().toString());
    }

    @Test
    void anotherArchiveThanThePublishedOneLeavesNothing() {
        byte[] other = new Archives().file("bottle/train/good/000.png", IMAGE).tarXz();
        byte[] published = new byte[other.length];
        Fetched fetched = bottle(published, server.serve("/mvtec", other));
        assertTrue(fetched.message().contains("SHA-256"), fetched.message());
        assertNothingIsLeft();
    }

    @Test
    void anArchiveWithoutTheCategoryIsRefused() {
        byte[] archive = new Archives().file("cable/train/good/000.png", IMAGE).tarXz();
        Fetched fetched = bottle(archive, server.serve("/mvtec", archive));
        assertTrue(fetched.message().contains("has no bottle"), fetched.message());
        assertNothingIsLeft();
    }

    @Test
    void anArchiveInAMirrorIsUnpackedIntoHome() throws IOException {
        byte[] archive = mvtec();
        Files.createDirectories(mirror.resolve("archives"));
        Files.write(mirror.resolve(FILE), archive);
        assertEquals(
                home.resolve("mvtec/bottle"),
                bottle(archive, server.fail("/unasked", 500)).path());
    }

    @Test
    void aWrongArchiveInAMirrorIsAnErrorThatNamesIt() throws IOException {
        byte[] archive = mvtec();
        Files.createDirectories(mirror.resolve("archives"));
        Files.write(
                mirror.resolve(FILE),
                new Archives().file("bottle/train/a.png", IMAGE).tarXz());
        String message = assertThrows(UncheckedIOException.class, () -> bottle(archive, server.fail("/unasked", 500)))
                .getMessage();
        assertTrue(message.startsWith(mirror.resolve(FILE) + ": ") && message.contains("delete it"), message);
    }

    @Test
    void whatIsUnpackedIsUsedWhereItLiesAndCheckedEachTime() throws IOException {
        byte[] archive = mvtec();
        Path path = bottle(archive, server.serve("/mvtec", archive)).path();
        URI unasked = server.fail("/unasked", 500);
        assertEquals(path, bottle(archive, unasked).path());
        Path image = path.resolve("train/good/000.png");
        Files.write(image, new byte[IMAGE.length]);
        String message = assertThrows(UncheckedIOException.class, () -> bottle(archive, unasked))
                .getMessage();
        assertTrue(message.startsWith(image + " is not the published file"), message);
    }

    @Test
    void aCategoryThatSomebodyElseUnpackedCannotBeVerified() throws IOException {
        Files.createDirectories(home.resolve("mvtec/bottle/train"));
        String message = assertThrows(UncheckedIOException.class, () -> bottle(mvtec(), server.fail("/unasked", 500)))
                .getMessage();
        assertTrue(message.contains("cannot be verified") && message.contains("move it away"), message);
    }

    @Test
    void dataThatWereChangedTogetherWithAListBesideThemAreRefused() throws IOException {
        byte[] archive = mvtec();
        Path path = bottle(archive, server.serve("/mvtec", archive)).path();
        byte[] other = "other".getBytes(UTF_8);
        Path image = Files.write(path.resolve("train/good/000.png"), other);
        Files.writeString(path.resolve("files.tsv"), "train/good/000.png\t5\t" + Hashes.sha256(other) + "\n");
        String message = assertThrows(UncheckedIOException.class, () -> bottle(archive, server.fail("/unasked", 500)))
                .getMessage();
        assertTrue(message.startsWith(image + " is not the published file"), message);
    }

    @Test
    void anImageThatWasAddedIsRefused() throws IOException {
        byte[] archive = mvtec();
        Path path = bottle(archive, server.serve("/mvtec", archive)).path();
        Path image = Files.write(path.resolve("train/good/001.PNG"), IMAGE);
        String message = assertThrows(UncheckedIOException.class, () -> bottle(archive, server.fail("/unasked", 500)))
                .getMessage();
        assertTrue(message.startsWith(image + " does not belong to the published data"), message);
    }

    @Test
    void notesAndHiddenFilesBesideTheImagesAreNoChange() throws IOException {
        byte[] archive = mvtec();
        Path path = bottle(archive, server.serve("/mvtec", archive)).path();
        Files.writeString(path.resolve("notes.txt"), "mine");
        Files.writeString(path.resolve("train/good/._000.png"), "what macOS leaves behind");
        assertEquals(path, bottle(archive, server.fail("/unasked", 500)).path());
    }

    @Test
    void whatIsMissingIsRefused() throws IOException {
        byte[] archive = mvtec();
        Path path = bottle(archive, server.serve("/mvtec", archive)).path();
        Path image = path.resolve("train/good/000.png");
        Files.delete(image);
        String message = assertThrows(UncheckedIOException.class, () -> bottle(archive, server.fail("/unasked", 500)))
                .getMessage();
        assertTrue(message.startsWith(image + " is missing"), message);
    }

    @Test
    void aRecordOfAnotherArchiveDoesNotCount() throws IOException {
        byte[] archive = mvtec();
        bottle(archive, server.serve("/mvtec", archive)).path();
        byte[] newer = new Archives().file("bottle/train/good/000.png", IMAGE).tarXz();
        String message = assertThrows(UncheckedIOException.class, () -> bottle(newer, server.fail("/unasked", 500)))
                .getMessage();
        assertTrue(message.contains("cannot be verified"), message);
    }

    @Test
    void aDamagedRecordIsNamedWithTheRemedy() throws IOException {
        byte[] archive = mvtec();
        bottle(archive, server.serve("/mvtec", archive)).path();
        Path record = Files.writeString(home.resolve("unpacked/mvtec/bottle.tsv"), "../x\t1\tz\n");
        String message = assertThrows(UncheckedIOException.class, () -> bottle(archive, server.fail("/unasked", 500)))
                .getMessage();
        assertTrue(message.startsWith(record + " is damaged") && message.contains("delete it"), message);
    }

    @Test
    void whatSomebodyElseUnpackedInAMirrorIsLeftForTheArchive() throws IOException {
        byte[] archive = mvtec();
        Files.createDirectories(mirror.resolve("mvtec/bottle/train/good"));
        Files.write(mirror.resolve("mvtec/bottle/train/good/000.png"), IMAGE);
        Files.createDirectories(mirror.resolve("archives"));
        Files.write(mirror.resolve(FILE), archive);
        assertEquals(
                home.resolve("mvtec/bottle"),
                bottle(archive, server.fail("/unasked", 500)).path());
    }

    @Test
    void whatSomebodyElseUnpackedInAMirrorIsNamedWhereThereIsNothingElse() throws IOException {
        Files.createDirectories(mirror.resolve("mvtec/bottle/train/good"));
        Fetched fetched = bottle(mvtec(), server.fail("/gone", 404));
        assertTrue(
                fetched.message().contains(mirror.resolve("mvtec/bottle") + " cannot be verified"), fetched.message());
    }

    @Test
    void anInterruptDoesNotKeepAYesFromBeingWritten() {
        Thread.currentThread().interrupt();
        Fetch.acceptLicense("btad");
        assertTrue(Thread.interrupted());
        assertTrue(Consent.given(Catalogue.BTAD, home));
    }

    @Test
    void aYesThatCannotBeWrittenSaysSo() throws IOException {
        Files.writeString(home, "in the way");
        String message = assertThrows(UncheckedIOException.class, () -> Fetch.acceptLicense("btad"))
                .getMessage();
        assertTrue(message.contains(home.toString()) && message.contains("set DIFFERNET_HOME"), message);
    }

    @Test
    void aWholeArchiveIsDownloadedUnpackedAndDeleted() throws IOException {
        byte[] zip = new Archives().file("kos01/Part0.jpg", IMAGE).zip();
        Item item = Items.of("archives/thing.zip", zip, Optional.of(server.serveParts("/zip", zip, 20_000)));
        Path path = Search.find(Fetch.whole(item), LocalServer.HTTP, TransferListener.NONE)
                .path();
        assertArrayEquals(IMAGE, Files.readAllBytes(path.resolve("kos01/Part0.jpg")));
        assertFalse(Files.exists(home.resolve(".thing.download")));
    }

    @Test
    void nonCommercialDataAsksForItsLicenceOnceAndRemembersTheYes() {
        byte[] archive = mvtec();
        Item free = Items.of(FILE, archive, Optional.of(server.serve("/mvtec", archive)));
        Item asking = new Item(
                "mvtec",
                free.name(),
                FILE,
                free.address(),
                free.bytes(),
                free.sha256(),
                Catalogue.MVTEC.licence(),
                "nobody");
        Fetched refused = bottle(asking);
        assertTrue(refused.message().contains("Fetch.acceptLicense(\"mvtec\")"), refused.message());
        assertTrue(refused.message().contains("https://creativecommons.org/licenses/by-nc-sa/4.0/"), refused.message());
        assertNothingIsLeft();
        Fetch.acceptLicense("mvtec");
        assertTrue(bottle(asking).file().isPresent());
    }

    @Test
    void theEnvironmentMayAcceptTheLicenceAndHomeRemembersThatToo() throws IOException {
        System.setProperty("differnet.accept_license", "visa, mvtec");
        try {
            assertTrue(Consent.given(Catalogue.MVTEC, home));
            assertFalse(Consent.given(Catalogue.BTAD, home));
            Consent.remember(Catalogue.MVTEC, home);
        } finally {
            System.clearProperty("differnet.accept_license");
        }
        assertTrue(Consent.given(Catalogue.MVTEC, home));
    }

    @Test
    void aLicenceThatNobodyAsksForCannotBeAccepted() {
        assertThrows(IllegalArgumentException.class, () -> Fetch.acceptLicense("visa"));
    }

    @Test
    void anUnknownCategoryIsRefusedWithTheKnownOnes() {
        String message = assertThrows(IllegalArgumentException.class, () -> Fetch.mvtec("bottel"))
                .getMessage();
        assertTrue(message.contains("bottle, cable"), message);
    }
}
