package org.differnet.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.differnet.DifferNet;
import org.differnet.Options;
import org.differnet.chart.Chart;
import org.differnet.data.Dataset;
import org.differnet.flow.FlowOptions;
import org.differnet.view.ViewOptions;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProductViewsTest {

    private static final int IMAGES = 16;
    private static final Dataset SAME_WAY = Grid.products(IMAGES, i -> 0, i -> 1);
    private static final Dataset ANY_WAY = Grid.products(IMAGES, i -> i % 4, i -> 1);
    private static final Dataset LIT_OTHERWISE = Grid.products(IMAGES, i -> 0, i -> 0.7 + 0.4 * i / IMAGES);
    private static final Options TINY = Options.standard()
            .withBackbone(new Grid())
            .withTrainViews(2)
            .withTestViews(3)
            .withFlow(FlowOptions.paper().withBlocks(1).withHiddenUnits(8).withHiddenLayers(1))
            .withEpochs(1);

    @TempDir
    Path folder;

    private static ViewOptions found(Dataset dataset) {
        return ProductViews.of(dataset, TINY, ProgressListener.NONE).options();
    }

    @Test
    void productThatAlwaysLiesTheSameWayIsTurnedByAFewDegrees() {
        assertEquals(4, found(SAME_WAY).rotation());
    }

    @Test
    void productThatLiesAnyWayIsTurnedAsFarAsTheWidestViews() {
        assertEquals(180, found(ANY_WAY).rotation());
    }

    @Test
    void rotationIsNeverGreaterThanThatOfTheWidestViews() {
        Options still = TINY.withViews(new ViewOptions(1, 0.15, 0.15).withByProduct(true));
        assertEquals(
                1,
                ProductViews.of(SAME_WAY, still, ProgressListener.NONE)
                        .options()
                        .rotation());
    }

    @Test
    void lightThatTheImagesHaveStaysAsInTheWidestViews() {
        assertEquals(0.15, found(LIT_OTHERWISE).brightness());
    }

    @Test
    void lightThatTheImagesDoNotHaveBecomesAThird() {
        assertEquals(0.05, found(SAME_WAY).brightness(), 1e-12);
        assertEquals(0.05, found(SAME_WAY).contrast(), 1e-12);
    }

    @Test
    void tooFewImagesLeaveTheWidestViews() {
        Dataset three = new Dataset("three", SAME_WAY.train().subList(0, 3), List.of());
        ProductViews found = ProductViews.of(three, TINY.withHoldOut(0), ProgressListener.NONE);
        assertEquals(ViewOptions.rotationsAndLight(), found.options());
        assertTrue(found.chart().isEmpty());
        assertTrue(found.toString().contains("fewer than 4 good images"), found.toString());
    }

    @Test
    void whatIsFoundSaysWhyAndShowsTheDistances() {
        ProductViews found = ProductViews.of(SAME_WAY, TINY, ProgressListener.NONE);
        assertTrue(found.toString().startsWith("views: rotation 4°, "), found.toString());
        assertTrue(found.toString().contains("the product always lies the same way"), found.toString());
        Chart chart = found.chart().orElseThrow();
        assertEquals(found.changes().size(), chart.series().size());
    }

    @Test
    void fitTakesTheViewsOfTheProductSaysSoAndRecordsThem() {
        List<String> said = new ArrayList<>();
        ProgressListener listener = new ProgressListener() {
            @Override
            public void on(Progress progress) {}

            @Override
            public void say(String line) {
                said.add(line);
            }
        };
        Path file = folder.resolve("model.safetensors");
        try (DifferNet model = DifferNet.fit(SAME_WAY, TINY, listener)) {
            assertTrue(said.stream().anyMatch(line -> line.contains("always lies the same way")), said.toString());
            assertEquals(4, model.options().views().rotation());
            assertFalse(model.options().views().byProduct());
            model.save(file);
        }
        try (DifferNet loaded = DifferNet.load(file, new Grid(), ProgressListener.NONE)) {
            assertEquals(4, loaded.options().views().rotation());
            assertTrue(loaded.testViews().stream().allMatch(view -> Math.abs(view.degrees()) <= 4));
        }
    }

    @Test
    void viewsThatAreToldAreTaken() {
        ViewOptions told = ViewOptions.rotations();
        try (DifferNet model = DifferNet.fit(SAME_WAY, TINY.withViews(told), ProgressListener.NONE)) {
            assertEquals(told, model.options().views());
        }
    }
}
