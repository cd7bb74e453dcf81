package org.differnet.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.differnet.Options;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.engine.Torch;
import org.differnet.features.Backbone;
import org.differnet.fit.TrainingSet;
import org.differnet.score.evaluate.Evaluation;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The paper's other rows: detectors that learn from pixels, under the face of the baselines. */
class PixelMethodsTest {

    private static final Dataset PLATES = Datasets.synthetic(Product.METAL_PLATE, 0.1, 6, 1, 3);
    private static final AdGan.Settings ADGAN =
            AdGan.Settings.small().withEpochs(2).withSearch(2, 3);

    /** A way to fit, by its name. */
    private record Way(String name, Function<TrainingSet, Baseline> fit) {
        @Override
        public String toString() {
            return name;
        }

        Baseline of(Options options) {
            return fit.apply(TrainingSet.of(PLATES, options, ProgressListener.NONE));
        }
    }

    static Stream<Way> ways() {
        return Stream.of(
                new Way(
                        "GANomaly",
                        good -> GanOmaly.fit(good, GanOmaly.Settings.small().withEpochs(2))),
                new Way("DSEBM", good -> Dsebm.fit(good, Dsebm.Settings.small().withEpochs(2))),
                new Way("ADGAN", good -> AdGan.fit(good, ADGAN)),
                new Way("GeoTrans", good -> GeoTrans.fit(good, GeoTrans.Settings.small())));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void sameSeedGivesTheSameBitsAndAnotherDoesNot(Way way) {
        double[] scores = scores(way, GanOmaly.options().withSeed(1));
        assertArrayEquals(scores, scores(way, GanOmaly.options().withSeed(1)));
        assertTrue(Arrays.stream(scores).allMatch(Double::isFinite), Arrays.toString(scores));
        assertTrue(!Arrays.equals(scores, scores(way, GanOmaly.options().withSeed(2))));
    }

    private static double[] scores(Way way, Options options) {
        try (Baseline detector = way.of(options)) {
            Evaluation evaluation = detector.evaluate(PLATES, ProgressListener.NONE);
            assertEquals(
                    detector.score(PLATES.test().get(0)).score(), evaluation.scores()[0]);
            assertEquals(way.name, detector.name());
            return evaluation.scores();
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void featuresOfANetworkAreRefusedWithTheRemedy(Way way) {
        Options options = GanOmaly.options().withBackbone(Backbone.alexNet().untrained(0));
        var error = assertThrows(IllegalArgumentException.class, () -> way.of(options));
        assertTrue(error.getMessage().contains(way.name), error.getMessage());
        assertTrue(error.getMessage().contains("Backbone.pixels(32)"), error.getMessage());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void interruptInTheFirstEpochLeavesNothing(Way way) {
        TrainingSet good = TrainingSet.of(PLATES, GanOmaly.options(), ProgressListener.NONE);
        good.trainPool();
        Thread.currentThread().interrupt();
        assertThrows(CancellationException.class, () -> way.fit.apply(good));
        assertTrue(!Thread.interrupted());
    }

    @Test
    void latentSearchFindsAnImageThatTheGeneratorDrew() {
        Options options = GanOmaly.options();
        try (Baseline detector = AdGan.fit(
                TrainingSet.of(PLATES, options, ProgressListener.NONE),
                AdGan.Settings.small().withEpochs(20).withSearch(4, 200))) {
            AdGan model = (AdGan) detector.model();
            try (NDManager manager = Torch.newManager(Device.cpu())) {
                NDArray own = model.sample(manager, 1, 5);
                NDArray other = manager.randomUniform(-1, 1, own.getShape());
                double found = model.score(own)[0];
                assertTrue(found < 0.02 * model.score(other)[0], found + " of " + model.score(other)[0]);
            }
        }
    }

    @Test
    void goodImagesOfTheTrainingSpan0To1UnderGanomaly() {
        TrainingSet good = TrainingSet.of(PLATES, GanOmaly.options().withHoldOut(0), ProgressListener.NONE);
        try (Baseline detector = GanOmaly.fit(good, GanOmaly.Settings.small().withEpochs(1))) {
            double[] scores = PLATES.train().stream()
                    .mapToDouble(image -> detector.score(image).score())
                    .toArray();
            assertEquals(0, Arrays.stream(scores).min().orElseThrow(), 1e-3);
            assertEquals(1, Arrays.stream(scores).max().orElseThrow(), 1e-3);
        }
    }
}
