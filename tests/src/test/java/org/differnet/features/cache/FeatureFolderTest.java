package org.differnet.features.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Sample;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.features.FeaturePool;
import org.differnet.features.ViewFeatures;
import org.differnet.features.backbone.AlexNet;
import org.differnet.store.Safetensors;
import org.differnet.store.Tensor;
import org.differnet.view.Framing;
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
        features = new ViewFeatures(manager, AlexNet.untrained(manager, 1, Precision.FLOAT32));
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
        overwriteWithSevens();
        FeaturePool second = pool(ROOM, samples, 7, new Heard());
        assertEquals(first.values().length, second.values().length);
        assertTrue(onlySevens(second));
    }

    @Test
    void someOfTheImagesAreFoundByThemselves() throws IOException {
        pool(ROOM, samples, 7, new Heard());
        overwriteWithSevens();
        assertTrue(onlySevens(pool(ROOM, samples.subList(1, 2), 7, new Heard())));
    }

    @Test
    void whatWasComputedBeforeAnInterruptionIsFound() throws IOException {
        ProgressListener stop = progress -> Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> pool(ROOM, samples, 7, stop));
        assertTrue(!files().isEmpty());
    }

    @Test
    void otherViewsOtherImagesAndOtherWeightsAreOtherFeatures() {
        Sample sample = samples.get(0);
        String key = FeatureFolder.key(features.extractor(), Framing.STRETCHED, sample, ROTATIONS.draw(1, 7));
        assertNotEquals(key, FeatureFolder.key(features.extractor(), Framing.STRETCHED, sample, ROTATIONS.draw(1, 8)));
        assertNotEquals(key, FeatureFolder.key(features.extractor(), Framing.MIRRORED, sample, ROTATIONS.draw(1, 7)));
        assertNotEquals(
                key, FeatureFolder.key(features.extractor(), Framing.STRETCHED, samples.get(1), ROTATIONS.draw(1, 7)));
        try (AlexNet other = AlexNet.untrained(manager, 2, Precision.FLOAT32);
                AlexNet same = AlexNet.untrained(manager, 1, Precision.FLOAT32)) {
            assertNotEquals(key, FeatureFolder.key(other, Framing.STRETCHED, sample, ROTATIONS.draw(1, 7)));
            assertEquals(key, FeatureFolder.key(same, Framing.STRETCHED, sample, ROTATIONS.draw(1, 7)));
        }
    }

    @Test
    void aDamagedFileIsComputedAnewAndSaid() throws IOException {
        Heard heard = new Heard();
        FeaturePool first = pool(ROOM, samples, 7, heard);
        Path damaged = files().get(0);
        Files.writeString(damaged, "not features");
        FeaturePool second = pool(ROOM, samples, 7, heard);
        assertArrayEquals(first.values(), second.values());
        assertEquals(1, heard.warnings.size());
        assertTrue(heard.warnings.get(0).startsWith("features are computed anew: " + damaged));
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
            used.add(Files.createFile(folder.resolve(i + ".safetensors")));
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
                .pool(manager, features, samples, i -> ROTATIONS.draw(1, 7), "features", heard);
        assertEquals(2, pool.images());
        assertEquals(1, heard.warnings.size());
    }

    private FeaturePool pool(long limit, List<Sample> some, long seed, ProgressListener listener) {
        return new FeatureFolder(folder, limit)
                .pool(manager, features, some, i -> ROTATIONS.draw(1, seed), "features", listener);
    }

    /** Shows what was read and what was computed. */
    private void overwriteWithSevens() throws IOException {
        float[] sevens = new float[768];
        Arrays.fill(sevens, 7);
        for (Path file : files()) {
            Safetensors.write(file, Map.of("features", Tensor.of(sevens, 1, 768)), Map.of());
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
