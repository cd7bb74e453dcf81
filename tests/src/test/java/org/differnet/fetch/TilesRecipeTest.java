package org.differnet.fetch;

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
import org.differnet.SharedData;
import org.differnet.fetch.archive.Archives;
import org.differnet.fetch.archive.FileTable;
import org.differnet.fetch.disk.Hashes;
import org.differnet.fetch.http.LocalServer;
import org.differnet.fetch.recipe.Item;
import org.differnet.fetch.recipe.Licence;
import org.differnet.fetch.recipe.Recipe;
import org.differnet.fetch.recipe.TilesRecipe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TilesRecipeTest {

    @TempDir
    Path home;

    @BeforeEach
    void setUp() {
        System.setProperty("differnet.home", home.toString());
        System.setProperty("differnet.mirror", "");
    }

    @AfterEach
    void tearDown() {
        System.clearProperty("differnet.home");
        System.clearProperty("differnet.mirror");
        System.clearProperty("differnet.offline");
    }

    private static final byte[] LIST = "a.jpg\nb.jpg".getBytes();
    private static final byte[] TILE = "a tile".getBytes();
    private static final byte[] MASK = "a mask".getBytes();

    /** Two files in place of all. */
    private static Recipe recipe(URI zip, URI list) {
        FileTable table = new FileTable(List.of(
                new FileTable.Line("MT_Free/Imgs/a.jpg", TILE.length, Hashes.sha256(TILE)),
                new FileTable.Line("MT_Free/Imgs/a.png", MASK.length, Hashes.sha256(MASK))));
        return new TilesRecipe(
                item("archives/tiles.zip", zip), item("mtd/mtd_train_filenames.txt", list), Hashes.sha256(LIST), table);
    }

    private static Item item(String file, URI address) {
        return new Item("mtd", "tiles", file, Optional.of(address), 0, "", Licence.free("none"), "nobody");
    }

    private static Fetched fetch(LocalServer server) {
        Recipe recipe = recipe(server.address("/zip"), server.address("/list"));
        return Search.find(recipe, LocalServer.HTTP, TransferListener.NONE);
    }

    private static Fetched fetchOffline() {
        System.setProperty("differnet.offline", "true");
        URI nowhere = URI.create("https://localhost/nowhere");
        return Search.find(recipe(nowhere, nowhere), LocalServer.HTTP, TransferListener.NONE);
    }

    private Path putTiles() throws IOException {
        Path tiles = home.resolve("mtd");
        Files.createDirectories(tiles.resolve("MT_Free/Imgs"));
        Files.write(tiles.resolve("MT_Free/Imgs/a.jpg"), TILE);
        Files.write(tiles.resolve("MT_Free/Imgs/a.png"), MASK);
        Files.write(tiles.resolve("mtd_train_filenames.txt"), LIST);
        return tiles;
    }

    private static void assertRefused(Path file, String remedy) {
        String message = assertThrows(UncheckedIOException.class, TilesRecipeTest::fetchOffline)
                .getMessage();
        assertTrue(message.startsWith(file + " ") && message.contains(remedy), message);
    }

    @Test
    void thePublishedTilesAreFoundInAMirrorsFolder() {
        System.setProperty("differnet.mirror", SharedData.data().toString());
        assertEquals(SharedData.data().resolve("mtd"), Fetch.magneticTiles().path());
    }

    @Test
    void tilesAreFoundInHome() throws IOException {
        assertEquals(putTiles(), fetchOffline().path());
    }

    @Test
    void aMissingTileIsNamed() throws IOException {
        Path tile = putTiles().resolve("MT_Free/Imgs/a.png");
        Files.delete(tile);
        assertRefused(tile, "delete " + home.resolve("mtd"));
    }

    @Test
    void anAlteredTileIsNamed() throws IOException {
        Path tile = putTiles().resolve("MT_Free/Imgs/a.jpg");
        Files.write(tile, "A tile".getBytes());
        assertRefused(tile, "delete " + home.resolve("mtd"));
    }

    @Test
    void anAlteredTrainingListIsNamed() throws IOException {
        Path list = putTiles().resolve("mtd_train_filenames.txt");
        Files.writeString(list, "exp1_num_1.jpg\n");
        assertRefused(list, "https://");
    }

    @Test
    void aTrainingListWithOtherLineEndsIsTheSame() throws IOException {
        Files.writeString(putTiles().resolve("mtd_train_filenames.txt"), "a.jpg\r\nb.jpg\r\n");
        assertEquals(home.resolve("mtd"), fetchOffline().path());
    }

    @Test
    void withoutTilesItSaysWhereItLooked() {
        System.setProperty("differnet.offline", "true");
        Fetched fetched = Fetch.magneticTiles();
        assertEquals(Optional.empty(), fetched.file());
        assertTrue(fetched.message().contains(home.resolve("mtd") + ": not there"), fetched.message());
    }

    private void assertWhole(Path tiles) throws IOException {
        assertEquals(home.resolve("mtd"), tiles);
        assertArrayEquals(TILE, Files.readAllBytes(tiles.resolve("MT_Free/Imgs/a.jpg")));
        assertArrayEquals(MASK, Files.readAllBytes(tiles.resolve("MT_Free/Imgs/a.png")));
        assertArrayEquals(LIST, Files.readAllBytes(tiles.resolve("mtd_train_filenames.txt")));
    }

    private static byte[] zip(byte[] tile) {
        return new Archives()
                .file("repository-1234/README.md", "read me".getBytes())
                .file("repository-1234/MT_Free/Imgs/a.jpg", tile)
                .file("repository-1234/MT_Free/Imgs/a.png", MASK)
                .zip();
    }

    @Test
    void theOfficialZipIsUnpackedWithoutWhatDoesNotBelong() throws IOException {
        try (LocalServer server = new LocalServer()) {
            server.serve("/zip", zip(TILE));
            server.serve("/list", LIST);
            assertWhole(fetch(server).path());
            assertFalse(Files.exists(home.resolve("mtd/README.md")));
            assertFalse(Files.exists(home.resolve(".mtd.download")));
        }
    }

    @Test
    void anAlteredTileInTheOfficialZipLeavesNothing() throws IOException {
        try (LocalServer server = new LocalServer()) {
            server.serve("/zip", zip("A tile".getBytes()));
            server.serve("/list", LIST);
            Fetched fetched = fetch(server);
            assertTrue(fetched.message().contains("a.jpg is not the published file"), fetched.message());
            assertFalse(Files.exists(home.resolve("mtd")));
        }
    }

    @Test
    void aMirrorsUrlGivesFileByFile() throws IOException {
        try (LocalServer server = new LocalServer()) {
            server.serve("/mirror/mtd/mtd_train_filenames.txt", LIST);
            server.serve("/mirror/mtd/MT_Free/Imgs/a.jpg", TILE);
            server.serve("/mirror/mtd/MT_Free/Imgs/a.png", MASK);
            System.setProperty("differnet.mirror", server.address("/mirror").toString());
            assertWhole(fetch(server).path());
        }
    }
}
