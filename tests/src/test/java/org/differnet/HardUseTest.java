package org.differnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Sample;
import org.differnet.engine.Cores;
import org.differnet.engine.Precision;
import org.differnet.features.Backbone;
import org.differnet.features.ViewFeatures;
import org.differnet.flow.FlowOptions;
import org.differnet.localize.HeatmapOptions;
import org.differnet.score.GoodScores;
import org.differnet.score.Threshold;
import org.differnet.score.evaluate.Evaluation;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * One model, used by many threads and for long, and folders of many files: {@code -Ddiffernet.images=10000} and {@code
 * -Ddiffernet.files=100000} for the full length.
 */
@ExtendWith(Untrained.class)
class HardUseTest {

    private static final int IMAGES = Integer.getInteger("differnet.images", 100);
    private static final int FILES = Integer.getInteger("differnet.files", 10_000);
    private static final int THREADS = 8;
    private static final int IMAGES_TO_WARM_UP = 30;

    /** What the process may grow by from the warm-up on, in kilobytes; one leaked image in ten would be more. */
    private static final long MOST_GROWTH = 64_000;

    /** Names and scores take some 400; the pixels of the images would take 14,400. */
    private static final long MOST_BYTES_A_FILE = 2000;

    private static final List<Sample> NOISE = noise(6);

    private static DifferNet model;

    @BeforeAll
    static void fit() {
        Options tiny = Options.standard()
                .withViews(ViewOptions.rotationsAndLight())
                .withFolds(0)
                .withBackbone(Backbone.alexNet().untrained(0))
                .withTrainViews(1)
                .withTestViews(1)
                .withFlow(FlowOptions.paper().withBlocks(1).withHiddenUnits(16))
                .withTraining(Options.standard().training().withEpochs(1))
                .withPrecision(Precision.fastest());
        model = DifferNet.fit(new Dataset("noise", NOISE, List.of()), tiny, ProgressListener.NONE);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void eightThreadsScoreAsOne() throws Exception {
        List<Double> expected = NOISE.stream().map(HardUseTest::score).toList();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<List<Double>>> results = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                results.add(threads.submit(
                        () -> NOISE.stream().map(HardUseTest::score).toList()));
            }
            for (Future<List<Double>> result : results) {
                assertEquals(expected, result.get());
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void mapsOnManyCoresAreThoseOnOne() {
        for (HeatmapOptions how : List.of(
                HeatmapOptions.standard().withRotations(2),
                HeatmapOptions.paper().withRotations(2),
                HeatmapOptions.influence().withRotations(2))) {
            List<float[]> expected =
                    NOISE.stream().map(image -> heatmap(image, how)).toList();
            float[][] found = new float[2 * NOISE.size()][];
            Cores.forEach(found.length, i -> found[i] = heatmap(NOISE.get(i % NOISE.size()), how), done -> {});
            for (int i = 0; i < found.length; i++) {
                assertArrayEquals(expected.get(i % NOISE.size()), found[i], how + ", map " + i);
            }
        }
    }

    private static float[] heatmap(Sample image, HeatmapOptions how) {
        return model.score(image).heatmap(how).values();
    }

    @Test
    void manyImagesInARowLeaveNothingBehind() throws IOException {
        for (int i = 0; i < IMAGES_TO_WARM_UP; i++) {
            score(NOISE.get(i % NOISE.size()));
        }
        int arrays = liveArrays();
        long memory = residentKilobytes();
        for (int i = 0; i < IMAGES; i++) {
            score(NOISE.get(i % NOISE.size()));
        }
        assertEquals(arrays, liveArrays());
        assumeTrue(memory > 0, "arrays are counted; the memory of the process is told by Linux alone");
        long growth = residentKilobytes() - memory;
        String numbers = String.format(
                Locale.ROOT,
                "%,d images: %d live arrays as before, %,d KB and %,d more",
                IMAGES,
                arrays,
                memory,
                growth);
        System.out.println(numbers);
        assertTrue(growth < MOST_GROWTH, numbers);
    }

    @Test
    void folderOfManyImagesIsHeldAsNamesAndScores(@TempDir Path folder) throws Exception {
        for (String kind : List.of("good", "scratch")) {
            // A file may have some 65,000 names at most.
            Path image = folder.resolve(kind + ".png");
            ImageIO.write(NOISE.get(0).image(), "png", image.toFile());
            Files.createDirectory(folder.resolve(kind));
            for (int i = 0; i < FILES / 2; i++) {
                Files.createLink(folder.resolve(kind).resolve("image-of-a-product-" + i + ".png"), image);
            }
        }
        long before = usedHeap();
        Dataset dataset = Datasets.folder(folder);
        Evaluation evaluation = new FirstPixel().evaluate(dataset, ProgressListener.NONE);
        long held = usedHeap() - before;
        assertEquals(FILES, dataset.train().size() + evaluation.scores().length);
        assertTrue(
                held < MOST_BYTES_A_FILE * FILES, String.format(Locale.ROOT, "%d files hold %,d bytes", FILES, held));
    }

    /** Reads every image whole and takes no time to score it. */
    private static final class FirstPixel implements Detector {

        @Override
        public String name() {
            return "first pixel";
        }

        @Override
        public ViewFeatures features() {
            return model.features();
        }

        @Override
        public Threshold threshold() {
            return model.threshold();
        }

        @Override
        public GoodScores goodScores() {
            return model.goodScores();
        }

        @Override
        public Verdict score(Sample sample) {
            return new Verdict(
                    this, sample, new double[] {sample.image().getRaster().getSample(0, 0, 0)});
        }

        @Override
        public double[] viewScores(float[] features) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    }

    /** After collections of garbage, of which the readers of images need more than one. */
    private static long usedHeap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static double score(Sample sample) {
        return model.score(sample).score();
    }

    private static int liveArrays() {
        return count(model.fitted().manager()) + count(model.flow().manager());
    }

    private static int count(NDManager manager) {
        return manager.getManagedArrays().size();
    }

    /** Memory of the process after a garbage collection; 0 where the system does not tell. */
    private static long residentKilobytes() throws IOException {
        System.gc();
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("RssAnon:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    private static List<Sample> noise(int n) {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Random random = new Random(i);
            BufferedImage image = new BufferedImage(120, 120, BufferedImage.TYPE_BYTE_GRAY);
            for (int p = 0; p < 120 * 120; p++) {
                image.getRaster().setSample(p % 120, p / 120, 0, random.nextInt(256));
            }
            samples.add(Sample.of(i + ".png", image));
        }
        return samples;
    }
}
