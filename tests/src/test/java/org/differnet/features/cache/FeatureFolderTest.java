package org.differnet.features.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.ReadErrors;
import org.differnet.data.Sample;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.features.Backbone;
import org.differnet.features.FeaturePool;
import org.differnet.features.ViewFeatures;
import org.differnet.view.ViewOptions;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureFolderTest {

    private static final ViewOptions ROTATIONS = ViewOptions.rotations();
    private static final long ROOM = 1L << 20;

    private static NDManager manager;
    private static ViewFeatures features;
    private static List<Sample> samples;

    @TempDir
    Path folder;

    @BeforeAll
    static void open() {
        manager = Torch.newManager(Device.cpu());
        features = new ViewFeatures(
                manager, Backbone.alexNet().untrained(1).open(manager, Precision.FLOAT32, ProgressListener.NONE));
        Dataset plates = Datasets.synthetic();
        samples = plates.train().subList(0, 2);
    }

    @AfterAll
    static void close() {
        features.close();
        manager.close();
    }

    @Test
    void aSecondCallFindsTheSameNumbersWithoutComputingThem() throws IOException {
        FeaturePool first = pool(ROOM, samples, 7, new Heard());
        overwriteWith(7);
        FeaturePool second = pool(ROOM, samples, 7, new Heard());
        assertEquals(first.values().length, second.values().length);
        assertTrue(onlySevens(second));
    }

    @Test
    void someOfTheImagesAreFoundByThemselves() throws IOException {
        pool(ROOM, samples, 7, new Heard());
        overwriteWith(7);
        assertTrue(onlySevens(pool(ROOM, samples.subList(1, 2), 7, new Heard())));
    }

    @Test
    void whatWasComputedBeforeAnInterruptionIsFound() throws IOException {
        ProgressListener stop = progress -> Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> pool(ROOM, samples, 7, stop));
        assertTrue(!files().isEmpty());
    }

    @Test
    void oneTurnedBitIsComputedAnewAndSaidOnceAFit() throws IOException {
        Heard heard = new Heard();
        FeaturePool first = pool(ROOM, samples, 7, heard);
        for (Path file : files()) {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        }
        FeaturePool second = pool(ROOM, samples, 7, heard);
        assertArrayEquals(first.values(), second.values());
        assertEquals(1, heard.warnings.size(), heard.warnings.toString());
        assertTrue(heard.warnings.get(0).startsWith("features are computed anew: " + folder), heard.warnings.get(0));
        pool(ROOM, samples, 7, heard);
        assertEquals(1, heard.warnings.size(), "the damaged files were replaced");
    }

    @Test
    void keptNumbersThatAreNotFiniteAreComputedAnew() throws IOException {
        FeaturePool first = pool(ROOM, samples, 7, new Heard());
        overwriteWith(Float.NaN);
        assertArrayEquals(first.values(), pool(ROOM, samples, 7, new Heard()).values());
    }

    @Test
    void aFileUnderTheNameOfAnotherIsComputedAnew() throws IOException {
        FeaturePool first = pool(ROOM, samples, 7, new Heard());
        List<Path> files = files();
        Files.copy(files.get(0), files.get(1), StandardCopyOption.REPLACE_EXISTING);
        assertArrayEquals(first.values(), pool(ROOM, samples, 7, new Heard()).values());
    }

    @Test
    void aShortFileIsComputedAnewAndNamed() throws IOException {
        Heard heard = new Heard();
        FeaturePool first = pool(ROOM, samples, 7, heard);
        Path damaged = files().get(0);
        Files.writeString(damaged, "not features");
        assertArrayEquals(first.values(), pool(ROOM, samples, 7, heard).values());
        assertTrue(heard.warnings.get(0).startsWith("features are computed anew: " + damaged), heard.warnings.get(0));
    }

    @Test
    void aDeviceUnderTheNameOfAFileIsNotReadAndReplaced() throws IOException {
        Path endless = Path.of("/dev/zero");
        assumeTrue(Files.exists(endless), "there is no device without end");
        Heard heard = new Heard();
        FeaturePool first = pool(ROOM, samples, 7, heard);
        Path kept = files().get(0);
        Files.delete(kept);
        Files.createSymbolicLink(kept, endless);
        assertArrayEquals(first.values(), pool(ROOM, samples, 7, heard).values());
        assertTrue(heard.warnings.get(0).contains(kept + " is not a file of"), heard.warnings.get(0));
        assertTrue(Files.isRegularFile(kept, LinkOption.NOFOLLOW_LINKS), "it was replaced");
    }

    @Test
    void whatKilledWritersLeftIsSweptAndWhatLiveOnesWriteIsNot() throws IOException {
        FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofHours(2)));
        Path left = Files.createFile(folder.resolve(".left.tmp"));
        Path fresh = Files.createFile(folder.resolve(".fresh.tmp"));
        Path held = Files.createFile(folder.resolve(".held.tmp"));
        Files.setLastModifiedTime(left, longAgo);
        Files.setLastModifiedTime(held, longAgo);
        try (FileChannel channel = FileChannel.open(held, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assertTrue(lock.isValid());
            pool(ROOM, samples, 7, new Heard());
        }
        assertEquals(List.of(false, true, true), List.of(Files.exists(left), Files.exists(fresh), Files.exists(held)));
    }

    @Test
    void filesOfAnotherUserAreUsedAndStay() throws IOException {
        pool(ROOM, samples, 7, new Heard());
        overwriteWith(7);
        List<Path> others = files();
        UserPrincipal nobody;
        try {
            nobody = folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
            for (Path file : others) {
                Files.setOwner(file, nobody);
            }
        } catch (IOException | UnsupportedOperationException e) {
            assumeTrue(false, "only root can give files away: " + e);
        }
        assertTrue(onlySevens(pool(1, samples, 7, new Heard())));
        pool(1, samples, 8, new Heard());
        for (Path file : others) {
            assertTrue(Files.exists(file), "another user's file was deleted");
        }
    }

    @Test
    void aFolderThatCanOnlyBeReadIsUsedAndSaidOnce() throws IOException {
        pool(ROOM, samples, 7, new Heard());
        overwriteWith(7);
        assumeTrue(folder.toFile().setWritable(false) && !Files.isWritable(folder), "this user can write everywhere");
        try {
            Heard heard = new Heard();
            assertTrue(onlySevens(pool(ROOM, samples, 7, heard)));
            assertEquals(List.of(), heard.warnings);
            pool(ROOM, samples, 8, heard);
            assertEquals(1, heard.warnings.size(), heard.warnings.toString());
        } finally {
            assertTrue(folder.toFile().setWritable(true));
        }
    }

    @Test
    void theFolderStaysUnderItsLimit() throws IOException {
        long two = 2 * 768 * 4 + 1000;
        for (int seed = 0; seed < 5; seed++) {
            pool(two, samples, seed, new Heard());
        }
        assertTrue(files().size() <= 2, files().toString());
        assertTrue(!files().isEmpty());
    }

    @Test
    void anotherProcessMayUseTheFilesMeanwhile() throws IOException, InterruptedException {
        List<Path> used = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            used.add(Files.createFile(folder.resolve(i + KeptFile.SUFFIX)));
        }
        AtomicBoolean done = new AtomicBoolean();
        Thread other = new Thread(() -> {
            SplittableRandom random = new SplittableRandom(1);
            while (!done.get()) {
                used.get(random.nextInt(used.size())).toFile().setLastModified(random.nextLong(1_000_000_000_000L));
            }
        });
        other.start();
        try {
            for (int i = 0; i < 40; i++) {
                assertEquals(
                        1, pool(ROOM, samples.subList(0, 1), 7, new Heard()).images());
            }
        } finally {
            done.set(true);
            other.join();
        }
    }

    @Test
    void aLimitOfZeroKeepsNothing() throws IOException {
        pool(0, samples, 7, new Heard());
        assertEquals(List.of(), files());
    }

    @Test
    void aFolderThatCannotBeWrittenIsSaidAndCostsOnlyTheFile() throws IOException {
        Path file = Files.createFile(folder.resolve("taken"));
        Heard heard = new Heard();
        FeaturePool pool = new FeatureFolder(file, ROOM)
                .pool(manager, features, samples, i -> ROTATIONS.draw(1, 7), "features", heard, ReadErrors.refused());
        assertEquals(2, pool.images());
        assertEquals(1, heard.warnings.size());
    }

    private FeaturePool pool(long limit, List<Sample> some, long seed, ProgressListener listener) {
        return new FeatureFolder(folder, limit)
                .pool(
                        manager,
                        features,
                        some,
                        i -> ROTATIONS.draw(1, seed),
                        "features",
                        listener,
                        ReadErrors.refused());
    }

    /** Shows what was read and what was computed. */
    private void overwriteWith(float number) throws IOException {
        float[] rows = new float[768];
        Arrays.fill(rows, number);
        for (Path file : files()) {
            String key = file.getFileName().toString().replace(KeptFile.SUFFIX, "");
            KeptFile.write(file, key, rows);
        }
    }

    private static boolean onlySevens(FeaturePool pool) {
        for (float value : pool.values()) {
            if (value != 7) {
                return false;
            }
        }
        return true;
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static final class Heard implements ProgressListener {

        private final List<Progress> steps = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();

        @Override
        public void on(Progress progress) {
            steps.add(progress);
        }

        @Override
        public void warn(String message) {
            warnings.add(message);
        }
    }
}
