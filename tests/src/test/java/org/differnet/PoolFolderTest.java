package org.differnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Sample;
import org.differnet.engine.Precision;
import org.differnet.engine.Torch;
import org.differnet.features.AlexNet;
import org.differnet.features.FeaturePool;
import org.differnet.features.ViewFeatures;
import org.differnet.view.ViewOptions;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PoolFolderTest {

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
    void aSecondCallFindsTheSameNumbersWithoutComputingThem() {
        Heard heard = new Heard();
        FeaturePool first = pool(ROOM, samples, 7, heard);
        int computed = heard.steps.size();
        FeaturePool second = pool(ROOM, samples, 7, heard);
        assertArrayEquals(first.values(), second.values());
        assertEquals(2, computed);
        assertEquals(computed, heard.steps.size());
    }

    @Test
    void otherViewsOtherImagesAndOtherWeightsAreOtherPools() {
        String key = PoolFolder.key(features.extractor(), samples, i -> ROTATIONS.draw(1, 7));
        assertNotEquals(key, PoolFolder.key(features.extractor(), samples, i -> ROTATIONS.draw(1, 8)));
        assertNotEquals(key, PoolFolder.key(features.extractor(), samples.subList(0, 1), i -> ROTATIONS.draw(1, 7)));
        try (AlexNet other = AlexNet.untrained(manager, 2, Precision.FLOAT32);
                AlexNet same = AlexNet.untrained(manager, 1, Precision.FLOAT32)) {
            assertNotEquals(key, PoolFolder.key(other, samples, i -> ROTATIONS.draw(1, 7)));
            assertEquals(key, PoolFolder.key(same, samples, i -> ROTATIONS.draw(1, 7)));
        }
    }

    @Test
    void aDamagedFileIsComputedAnewAndSaid() throws IOException {
        Heard heard = new Heard();
        FeaturePool first = pool(ROOM, samples, 7, heard);
        Files.writeString(files().get(0), "not a pool");
        FeaturePool second = pool(ROOM, samples, 7, heard);
        assertArrayEquals(first.values(), second.values());
        assertEquals(1, heard.warnings.size());
        assertTrue(heard.warnings.get(0).startsWith("features are computed anew: " + files().get(0)));
    }

    @Test
    void theFolderStaysUnderItsLimit() throws IOException {
        long two = 2 * 2 * 768 * 4 + 1000;
        for (int seed = 0; seed < 5; seed++) {
            pool(two, samples, seed, new Heard());
        }
        assertTrue(files().size() <= 2, files().toString());
        assertTrue(!files().isEmpty());
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
        FeaturePool pool = new PoolFolder(file, ROOM)
                .get(manager, features, samples, i -> ROTATIONS.draw(1, 7), "features", heard);
        assertEquals(2, pool.images());
        assertEquals(1, heard.warnings.size());
    }

    private FeaturePool pool(long limit, List<Sample> some, long seed, ProgressListener listener) {
        return new PoolFolder(folder, limit)
                .get(manager, features, some, i -> ROTATIONS.draw(1, seed), "features", listener);
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
