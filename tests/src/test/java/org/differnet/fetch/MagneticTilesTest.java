package org.differnet.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.differnet.SharedData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MagneticTilesTest {

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
    }

    private Path copyTiles() throws IOException {
        Path source = SharedData.data().resolve("mtd");
        Path target = home.resolve("mtd");
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Path copy = target.resolve(source.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
        return target;
    }

    private static void assertRefused(Path file, String remedy) {
        String message =
                assertThrows(UncheckedIOException.class, Fetch::magneticTiles).getMessage();
        assertTrue(message.startsWith(file + " ") && message.contains(remedy), message);
    }

    @Test
    void tilesAreFoundInAMirrorsFolder() {
        System.setProperty("differnet.mirror", SharedData.data().toString());
        assertEquals(SharedData.data().resolve("mtd"), Fetch.magneticTiles().path());
    }

    @Test
    void tilesAreFoundInHome() throws IOException {
        assertEquals(copyTiles(), Fetch.magneticTiles().path());
    }

    @Test
    void aMissingTileIsNamed() throws IOException {
        Path tile = copyTiles().resolve("MT_Uneven/Imgs/exp0_num_461.png");
        Files.delete(tile);
        assertRefused(tile, "unpack");
    }

    @Test
    void anAlteredTileIsNamed() throws IOException {
        Path tile = copyTiles().resolve("MT_Blowhole/Imgs/exp1_num_108719.jpg");
        byte[] content = Files.readAllBytes(tile);
        content[content.length / 2] ^= 1;
        Files.delete(tile);
        Files.write(tile, content);
        assertRefused(tile, "delete it");
    }

    @Test
    void anAlteredTrainingListIsNamed() throws IOException {
        Path list = copyTiles().resolve("mtd_train_filenames.txt");
        Files.delete(list);
        Files.writeString(list, "exp1_num_1.jpg\n");
        assertRefused(list, "https://");
    }

    @Test
    void aTrainingListWithOtherLineEndsIsTheSame() throws IOException {
        Path list = copyTiles().resolve("mtd_train_filenames.txt");
        String text = Files.readString(list);
        Files.delete(list);
        Files.writeString(list, text.replace("\n", "\r\n"));
        assertEquals(home.resolve("mtd"), Fetch.magneticTiles().path());
    }

    @Test
    void withoutTilesItSaysWhereItLooked() {
        Fetched fetched = Fetch.magneticTiles();
        assertEquals(Optional.empty(), fetched.file());
        assertTrue(fetched.message().contains(home.resolve("mtd") + ": not there"), fetched.message());
    }

    @Test
    void aMirrorsUrlIsSaidToHaveNoTiles() {
        System.setProperty("differnet.mirror", "https://localhost/mirror");
        assertTrue(Fetch.magneticTiles().message().contains("https://localhost/mirror: not asked"));
    }
}
