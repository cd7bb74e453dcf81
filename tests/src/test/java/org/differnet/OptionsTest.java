package org.differnet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.features.Backbone;
import org.differnet.fit.TrainingSet;
import org.differnet.flow.Flow;
import org.differnet.flow.Schedule;
import org.differnet.score.GoodScores;
import org.differnet.score.Scoring;
import org.differnet.store.RecordJson;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Untrained.class)
class OptionsTest {

    @Test
    void paperHasTheNumbersOfThePaper() {
        Options paper = Options.paper();
        assertEquals(8, paper.flow().blocks());
        assertEquals(2048, paper.flow().hiddenUnits());
        assertEquals(192, paper.training().epochs());
        assertEquals(96, paper.training().batchSize());
        assertEquals(4, paper.trainViews());
        assertEquals(64, paper.testViews());
    }

    @Test
    void magneticTilesHoldsOutNoMoreThanItsThresholdNeeds() {
        Options tiles = Options.magneticTiles();
        int heldOut = TrainingSet.setAside(761, tiles.holdOut(), tiles.falsePositiveRate());
        assertEquals(20, heldOut);
        assertTrue(GoodScores.lowestRate(heldOut) <= tiles.falsePositiveRate());
        assertEquals(Scoring.NEAREST, tiles.scoring());
    }

    @Test
    void onlyStandardLeavesTheViewsToTheProduct() {
        assertTrue(Options.standard().views().byProduct());
        assertFalse(Options.paper().views().byProduct());
        assertFalse(Options.small().views().byProduct());
        assertFalse(Options.magneticTiles().views().byProduct());
    }

    @Test
    void negativeViewsAreRefusedWithTheRange() {
        var error = assertThrows(
                IllegalArgumentException.class, () -> Options.standard().withTestViews(-1));
        assertEquals("testViews is -1; allowed are 1 to 4096", error.getMessage());
    }

    @Test
    void holdOutOfMoreThanHalfIsRefusedWithTheRange() {
        var error = assertThrows(
                IllegalArgumentException.class, () -> Options.standard().withHoldOut(0.6));
        assertEquals("holdOut is 0.6; allowed are 0 to 0.5, and 0.1 is usual", error.getMessage());
    }

    @Test
    void deviceThatThereIsNotIsRefusedWithThoseThereAre() {
        Dataset one = Datasets.synthetic(Product.METAL_PLATE, 0, 1, 0, 0);
        var error = assertThrows(
                IllegalArgumentException.class,
                () -> TrainingSet.of(one, Options.small().withDevice("gpu77"), ProgressListener.NONE));
        assertTrue(error.getMessage().startsWith("device is 'gpu77'; this machine has"), error.getMessage());
    }

    @Test
    void deviceThatIsNoneIsRefusedWithTheNames() {
        var error = assertThrows(
                IllegalArgumentException.class, () -> Options.standard().withDevice("cuda:0"));
        assertTrue(error.getMessage().contains("allowed are cpu, gpu, gpu1"), error.getMessage());
    }

    @Test
    void foldsThatCannotBeAreRefusedWithTheRange() {
        for (int folds : new int[] {-1, 1, 101}) {
            var error = assertThrows(
                    IllegalArgumentException.class, () -> Options.standard().withFolds(folds));
            assertTrue(
                    error.getMessage().startsWith("folds is " + folds + "; allowed are 2 to 100"), error.getMessage());
        }
    }

    @Test
    void rateThatIsNotANumberIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Options.standard().withFalsePositiveRate(Double.NaN));
    }

    @Test
    void fewImagesGiveAThirdToTheThresholdAndManyTheShareAskedFor() {
        assertEquals(0, TrainingSet.setAside(1, 0.1, 0.05));
        assertEquals(1, TrainingSet.setAside(2, 0.1, 0.05));
        assertEquals(4, TrainingSet.setAside(12, 0.1, 0.05));
        assertEquals(19, TrainingSet.setAside(100, 0.1, 0.05));
        assertEquals(77, TrainingSet.setAside(761, 0.1, 0.05));
        assertEquals(100, TrainingSet.setAside(10_000, 0.1, 0.05));
        assertEquals(0, TrainingSet.setAside(761, 0, 0.05));
    }

    @Test
    void networkWithoutWeightsAtHandIsRefusedWithThePlacesLookedAt() {
        Dataset one = Datasets.synthetic(Product.METAL_PLATE, 0, 1, 0, 0);
        Options options = Options.small().withBackbone(Backbone.resNet18());
        System.setProperty("differnet.offline", "true");
        try {
            var error =
                    assertThrows(UncheckedIOException.class, () -> DifferNet.fit(one, options, ProgressListener.NONE));
            assertTrue(error.getMessage().contains("resnet18-f37072fd.pth"), error.getMessage());
        } finally {
            System.clearProperty("differnet.offline");
        }
    }

    @Test
    void namedFileOfWeightsThatIsMissingIsNamed() {
        Dataset one = Datasets.synthetic(Product.METAL_PLATE, 0, 1, 0, 0);
        Options options = Options.small().withBackbone(Backbone.vgg16().withWeights(Path.of("gone.safetensors")));
        var error = assertThrows(UncheckedIOException.class, () -> DifferNet.fit(one, options, ProgressListener.NONE));
        assertTrue(error.getMessage().contains("gone.safetensors"), error.getMessage());
    }

    @Test
    void aCompositionWithoutLayersIsNotTakenForThePapersChain() {
        Options small = Options.small();
        String message = assertThrows(IllegalArgumentException.class, () -> small.withFlow(Flow.onFeatures()))
                .getMessage();
        assertTrue(message.contains("no layers"), message);
    }

    @Test
    void everyOptionHasAWithThatChangesItAlone() throws ReflectiveOperationException {
        Options paper = Options.paper();
        Options tiles = Options.magneticTiles()
                .withSeed(7)
                .withFalsePositiveRate(0.1)
                .withFlow(Flow.onFeatures().couple(8));
        for (RecordComponent component : Options.class.getRecordComponents()) {
            String name = component.getName();
            String with = name.equals("composition") ? "flow" : name;
            Object other = component.getAccessor().invoke(tiles);
            Options changed = (Options) Options.class
                    .getMethod(
                            "with" + with.substring(0, 1).toUpperCase(Locale.ROOT) + with.substring(1),
                            component.getType())
                    .invoke(paper, other);
            for (RecordComponent each : Options.class.getRecordComponents()) {
                Options expected = each.getName().equals(name) ? tiles : paper;
                assertEquals(
                        each.getAccessor().invoke(expected), each.getAccessor().invoke(changed), name);
            }
        }
    }

    @Test
    void shortcutsChangeOneNumberOfTheTrainingOrTheFlow() {
        Options standard = Options.standard();
        assertEquals(standard.training().withEpochs(3), standard.withEpochs(3).training());
        assertEquals(
                standard.training().withBatchSize(5), standard.withBatchSize(5).training());
        assertEquals(
                standard.training().withLearningRate(1e-3, Schedule.COSINE),
                standard.withLearningRate(1e-3).training());
        assertEquals(
                standard.flow().withHiddenUnits(64),
                standard.withHiddenUnits(64).flow());
    }

    @Test
    void optionsOfVersion1AreThosePaperMeansWhereTheyAreSilent() throws IOException {
        Options paper = Options.paper().withSeed(3);
        String old = RecordJson.write(paper)
                .replace("\"scoring\":\"MEAN\",", "")
                .replace(",\"framing\":\"STRETCHED\"", "")
                .replace(",\"byProduct\":false", "")
                .replace("\"folds\":0,", "");
        for (String added : List.of("scoring", "framing", "byProduct", "folds")) {
            assertFalse(old.contains(added), old);
        }
        assertEquals(paper, RecordJson.read(old, Options.class));
    }
}
