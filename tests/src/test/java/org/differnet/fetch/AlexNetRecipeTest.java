package org.differnet.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.differnet.SharedData;
import org.differnet.fetch.http.LocalServer;
import org.differnet.fetch.recipe.AlexNetRecipe;
import org.differnet.fetch.recipe.Convolutions;
import org.differnet.fetch.recipe.Item;
import org.differnet.fetch.recipe.Items;
import org.differnet.fetch.recipe.Recipe;
import org.differnet.store.Safetensors;
import org.differnet.store.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network with two tensors of the same size, and a classifier that is most of the file, as in AlexNet. */
class AlexNetRecipeTest {

    private static final List<Convolutions.Layer> LAYERS = List.of(
            new Convolutions.Layer("features.0.bias", 64),
            new Convolutions.Layer("features.0.weight", 64, 3, 11, 11),
            new Convolutions.Layer("features.3.bias", 64),
            new Convolutions.Layer("features.3.weight", 64, 64, 5, 5));
    private static final int[] SIZES = {64 * 3 * 11 * 11, 64, 64 * 64 * 5 * 5, 64, 2_000_000, 1000};

    @TempDir
    Path folder;

    private LocalServer server;
    private Path home;
    private byte[][] storages;
    private byte[] checkpoint;
    private Item whole;
    private Item part;

    @BeforeEach
    void setUp() throws IOException {
        server = new LocalServer();
        home = folder.resolve("home");
        System.setProperty("differnet.home", home.toString());
        System.setProperty("differnet.mirror", "");
        Random random = new Random(3);
        storages = new byte[SIZES.length][];
        for (int i = 0; i < SIZES.length; i++) {
            storages[i] = new byte[4 * SIZES[i]];
            random.nextBytes(storages[i]);
        }
        checkpoint = checkpoint(storages);
        byte[] converted = converted();
        part = Items.of("weights/part.safetensors", converted);
    }

    @AfterEach
    void tearDown() {
        server.close();
        System.clearProperty("differnet.home");
        System.clearProperty("differnet.mirror");
        System.clearProperty("differnet.offline");
    }

    /** As torch.save lays it out: nothing compressed, tensors in the order of the layers of the network. */
    private static byte[] checkpoint(byte[][] storages) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "archive/data.pkl", new byte[100]);
            for (int i = 0; i < storages.length; i++) {
                store(zip, "archive/data/" + i, storages[i]);
            }
            store(zip, "archive/version", "3\n".getBytes());
        }
        return bytes.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        CRC32 crc = new CRC32();
        crc.update(content);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
    }

    private byte[] converted() {
        String header = "{\"features.0.bias\":{\"dtype\":\"F32\",\"shape\":[64],\"data_offsets\":[0,256]},"
                + "\"features.0.weight\":{\"dtype\":\"F32\",\"shape\":[64,3,11,11],\"data_offsets\":[256,93184]},"
                + "\"features.3.bias\":{\"dtype\":\"F32\",\"shape\":[64],\"data_offsets\":[93184,93440]},"
                + "\"features.3.weight\":{\"dtype\":\"F32\",\"shape\":[64,64,5,5],\"data_offsets\":[93440,503040]}}";
        String padded = header + " ".repeat(-header.length() & 7);
        ByteBuffer file = ByteBuffer.allocate(8 + padded.length() + 503_040).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(padded.length()).put(padded.getBytes());
        file.put(storages[1]).put(storages[0]).put(storages[3]).put(storages[2]);
        return file.array();
    }

    private Fetched fetch(URI address) {
        whole = Items.of("weights/whole.pth", checkpoint, Optional.of(address));
        Recipe recipe = new AlexNetRecipe(whole, part, List.of(), LAYERS);
        return Search.find(recipe, LocalServer.HTTP, TransferListener.NONE);
    }

    private void assertOnlyThePartIsKept(Fetched fetched) {
        assertEquals(home.resolve(part.file()), fetched.path());
        Map<String, Tensor> tensors = Safetensors.read(fetched.path());
        assertEquals(List.of(64L, 3L, 11L, 11L), shape(tensors.get("features.0.weight")));
        assertFalse(Files.exists(home.resolve("weights/whole.pth")));
        assertFalse(Files.exists(home.resolve("weights/.whole.pth.part")));
    }

    private static List<Long> shape(Tensor tensor) {
        return Arrays.stream(tensor.shape()).boxed().toList();
    }

    @Test
    void onlyTheConvolutionalPartIsReadWhereTheServerSendsParts() {
        assertOnlyThePartIsKept(fetch(server.serveParts("/whole", checkpoint, checkpoint.length)));
        assertTrue(
                server.ranges().stream().noneMatch("null"::equals),
                server.ranges().toString());
        assertEquals(2, server.ranges().size(), server.ranges() + " of " + checkpoint.length);
    }

    @Test
    void partsThatBreakAreReadOn() {
        assertOnlyThePartIsKept(fetch(server.serveParts("/whole", checkpoint, 300_000)));
    }

    @Test
    void theWholeIsDownloadedAndCutWhereTheServerSendsNoParts() {
        assertOnlyThePartIsKept(fetch(server.serve("/whole", checkpoint)));
    }

    @Test
    void tensorsOfOneSizeAreToldApartByTheHash() throws IOException {
        byte[][] swapped = storages.clone();
        swapped[1] = storages[3];
        swapped[3] = storages[1];
        checkpoint = checkpoint(swapped);
        assertOnlyThePartIsKept(fetch(server.serveParts("/whole", checkpoint, checkpoint.length)));
    }

    @Test
    void wrongTensorsAreNotKept() throws IOException {
        URI address = server.serveParts("/whole", checkpoint.clone(), checkpoint.length);
        storages[0][5] ^= 1;
        checkpoint = checkpoint(storages);
        part = Items.of("weights/part.safetensors", converted());
        Fetched fetched = fetch(address);
        assertEquals(Optional.empty(), fetched.file());
        assertTrue(fetched.message().contains("SHA-256"), fetched.message());
    }

    @Test
    void aVerifiedCheckpointThatCannotBeCutIsKeptWhole() {
        part = Items.of("weights/part.safetensors", new byte[1]);
        assertEquals(
                home.resolve("weights/whole.pth"),
                fetch(server.serveParts("/whole", checkpoint, checkpoint.length))
                        .path());
    }

    @Test
    void aMirrorThatHasOnlyTheCheckpointIsCutToo() {
        server.serveParts("/mirror/weights/whole.pth", checkpoint, checkpoint.length);
        System.setProperty("differnet.mirror", server.address("/mirror").toString());
        assertOnlyThePartIsKept(fetch(server.fail("/unasked", 500)));
    }

    @Test
    void damagedCheckpointsAreRefused() throws IOException {
        Random random = new Random(4);
        Path file = folder.resolve("damaged");
        for (int i = 0; i < 200; i++) {
            byte[] damaged = Arrays.copyOfRange(checkpoint, 8_000_000, checkpoint.length);
            for (int j = 0; j < 10; j++) {
                damaged[damaged.length - 1 - random.nextInt(600)] = (byte) random.nextInt(256);
            }
            Files.write(file, damaged);
            try (var channel = Files.newByteChannel(file)) {
                assertThrows(IOException.class, () -> Convolutions.convert(channel, LAYERS, part.sha256()));
            }
        }
    }

    @Test
    void alexNetIsFoundInAMirrorsFolder() {
        System.setProperty("differnet.mirror", SharedData.data() + File.pathSeparator + folder);
        Fetched fetched = Fetch.alexNet();
        assertEquals(SharedData.data().resolve(Catalogue.ALEXNET_FEATURES.file()), fetched.path());
        assertEquals(Catalogue.ALEXNET_FEATURES, fetched.item());
    }

    @Test
    void theCataloguesConvolutionalPartHasThePublishedTensors() throws IOException {
        Map<String, Tensor> tensors = Safetensors.read(SharedData.data().resolve(Catalogue.ALEXNET_FEATURES.file()));
        byte[][] real = Convolutions.ALEXNET.stream()
                .map(layer -> bytes(tensors.get(layer.name())))
                .toArray(byte[][]::new);
        Path file = Files.write(folder.resolve("alexnet.pth"), checkpoint(real));
        try (var channel = Files.newByteChannel(file)) {
            byte[] converted =
                    Convolutions.convert(channel, Convolutions.ALEXNET, Catalogue.ALEXNET_CONVOLUTIONS.sha256());
            assertEquals(Catalogue.ALEXNET_CONVOLUTIONS.bytes(), converted.length);
        }
    }

    private static byte[] bytes(Tensor tensor) {
        ByteBuffer data = tensor.data().duplicate();
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return bytes;
    }

    @Test
    void alexNetOfflineAndNowhereNamesItsAddress() {
        System.setProperty("differnet.offline", "true");
        String message = Fetch.alexNet().message();
        assertTrue(message.contains(Catalogue.ALEXNET.address().get().toString()), message);
    }
}
