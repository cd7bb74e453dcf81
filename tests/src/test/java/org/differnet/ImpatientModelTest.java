package org.differnet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.data.Sample;
import org.differnet.flow.FlowOptions;
import org.differnet.score.Threshold;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model that looks at as many views as the call needs. */
@ExtendWith(Untrained.class)
class ImpatientModelTest {

    private static final Dataset PLATES = Datasets.synthetic(Product.METAL_PLATE, 0.1, 8, 1, 3);
    private static final Sample ONE = PLATES.test().get(0);
    private static final int VIEWS = 20;
    private static final double ERROR = 0.3;

    private static DifferNet model;

    @TempDir
    Path folder;

    @BeforeAll
    static void fit() {
        Options quick = Options.standard()
                .withViews(ViewOptions.rotationsAndLight())
                .withFolds(0)
                .withHoldOut(0.5)
                .withFalsePositiveRate(0.3)
                .withTrainViews(2)
                .withTestViews(VIEWS)
                .withFlow(FlowOptions.paper().withBlocks(2).withHiddenUnits(16))
                .withEpochs(1);
        model = DifferNet.fit(PLATES, quick, ProgressListener.NONE);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, 0, 1, 0.3})
    void anErrorThatCannotBePromisedIsRefusedBeforeAnyImageIsLookedAt(double error) {
        List<Sample> two = Stream.of("a", "b")
                .map(name -> new Sample(name, Sample.GOOD, () -> {
                    throw new IllegalStateException("looked at");
                }))
                .toList();
        assertThrows(IllegalArgumentException.class, () -> model.withPatience(error, two));
    }

    @Test
    void aClearCallTakesTheFirstViewsAlone() {
        double[] all = model.score(ONE).viewScores();
        try (DifferNet low = model.withThreshold(threshold(1e-6)).withPatience(ERROR)) {
            Score score = low.score(ONE);
            assertTrue(score.anomalous());
            assertEquals(8, score.viewScores().length);
            for (int view = 0; view < 8; view++) {
                assertEquals(all[view], score.viewScores()[view], 1e-4 * all[view]);
            }
        }
    }

    @Test
    void aCloseCallTakesAllViewsWithTheBitsOfAModelWithoutPatience() {
        double score = model.score(ONE).score();
        double[] all = model.score(ONE).viewScores();
        double eight = median(Arrays.copyOf(all, 8));
        double sixteen = median(Arrays.copyOf(all, 16));
        // Near the scores of some views and of all.
        int longest = DoubleStream.of((eight + sixteen) / 2, sixteen, score)
                .mapToInt(near -> {
                    try (DifferNet close = model.withThreshold(threshold(near)).withPatience(ERROR)) {
                        Score found = close.score(ONE);
                        if (found.viewScores().length == VIEWS) {
                            assertEquals(score, found.score());
                        }
                        return found.viewScores().length;
                    }
                })
                .max()
                .orElseThrow();
        assertEquals(VIEWS, longest);
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return (values[values.length / 2 - 1] + values[values.length / 2]) / 2;
    }

    @Test
    void anotherThresholdKeepsPatienceAndTheNameTellsOfIt() {
        try (DifferNet patient = model.withPatience(ERROR);
                DifferNet other = patient.withThreshold(threshold(1e9))) {
            assertTrue(patient.name().contains("error 0.3"), patient.name());
            assertEquals(patient.name(), other.name());
            assertEquals("DifferNet", model.name());
            assertEquals(8, other.score(ONE).viewScores().length);
        }
    }

    @Test
    void aFileKeepsPatienceWithItsBits() {
        Path file = folder.resolve("patient.safetensors");
        try (DifferNet low = model.withThreshold(threshold(1e-6));
                DifferNet patient = low.withPatience(ERROR)) {
            patient.save(file);
            try (DifferNet loaded = DifferNet.load(file, ProgressListener.NONE)) {
                assertEquals(patient.patience(), loaded.patience());
                assertArrayEquals(
                        patient.score(ONE).viewScores(), loaded.score(ONE).viewScores());
                assertTrue(loaded.card().toString().contains("until the call is clear"));
            }
        }
    }

    @Test
    void withoutPatienceAModelHasItsOwnBitsAgain() {
        try (DifferNet low = model.withThreshold(threshold(1e-6));
                DifferNet patient = low.withPatience(ERROR);
                DifferNet again = patient.withoutPatience()) {
            assertArrayEquals(model.score(ONE).viewScores(), again.score(ONE).viewScores());
            assertEquals("DifferNet", again.name());
        }
    }

    @Test
    void withoutAThresholdOrHeldOutImagesPatienceIsRefused() {
        try (DifferNet open = model.withThreshold(Threshold.none("none was given"))) {
            assertThrows(IllegalStateException.class, () -> open.withPatience(ERROR));
        }
        var few = assertThrows(IllegalArgumentException.class, () -> model.withPatience(0.01, List.of(ONE)));
        assertTrue(few.getMessage().contains("1/(n+1)"), few.getMessage());
    }

    private static Threshold threshold(double value) {
        return new Threshold(value, "test", 1, "image", "none");
    }
}
