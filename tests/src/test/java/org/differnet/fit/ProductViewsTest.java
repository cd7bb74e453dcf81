package org.differnet.fit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.differnet.DifferNet;
import org.differnet.Options;
import org.differnet.chart.Chart;
import org.differnet.data.Dataset;
import org.differnet.data.Datasets;
import org.differnet.data.Product;
import org.differnet.data.Sample;
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
        assertTrue(found.toString().contains("fewer than 4 different good images"), found.toString());
    }

    @Test
    void whatIsFoundSaysWhyAndShowsTheDistances() {
        ProductViews found = ProductViews.of(SAME_WAY, TINY, ProgressListener.NONE);
        assertTrue(found.toString().startsWith("views: rotation 4°, "), found.toString());
        assertTrue(found.toString().contains("the product always lies, or is lit, the same way"), found.toString());
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
            assertTrue(
                    said.stream().anyMatch(line -> line.contains("always lies, or is lit, the same way")),
                    said.toString());
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
            assertTrue(model.productViews().isEmpty());
        }
    }

    @Test
    void reasonAndPictureAreKeptWithTheModel() {
        Path file = folder.resolve("model.safetensors");
        ProductViews found = ProductViews.of(SAME_WAY, TINY, ProgressListener.NONE);
        try (DifferNet model = DifferNet.fit(SAME_WAY, TINY, ProgressListener.NONE)) {
            model.save(file);
        }
        try (DifferNet loaded = DifferNet.load(file, new Grid(), ProgressListener.NONE)) {
            ProductViews kept = loaded.productViews().orElseThrow();
            assertEquals(found.toString(), kept.toString());
            assertEquals(5, kept.chart().orElseThrow().series().size());
            assertArrayEquals(
                    found.changes().get(1).distances(), kept.changes().get(1).distances());
            String card = loaded.card().markdown();
            assertTrue(card.contains("| views found | views: rotation 4°"), card);
        }
    }

    private static List<Sample> copies(List<Sample> images, int times) {
        return IntStream.range(0, times * images.size())
                .mapToObj(i ->
                        Sample.of("copy " + i, images.get(i % images.size()).image()))
                .toList();
    }

    private static ProductViews foundOf(List<Sample> images) {
        return ProductViews.of(Dataset.of("images", images, List.of()), TINY.withHoldOut(0), ProgressListener.NONE);
    }

    @Test
    void copiesOfOneImageTellNothing() {
        ProductViews found = foundOf(copies(SAME_WAY.train().subList(0, 1), 8));
        assertEquals(ViewOptions.rotationsAndLight(), found.options());
        assertTrue(found.toString().contains("fewer than 4 different good images"), found.toString());
    }

    @Test
    void imagesThatAreThereTwiceTellWhatTheyTellOnce() {
        List<Sample> once = SAME_WAY.train().subList(0, 12);
        ProductViews twice = foundOf(copies(once, 2));
        assertEquals(foundOf(once).options(), twice.options());
        assertEquals(12, twice.changes().get(0).distances().length);
    }

    @Test
    void fourImagesAreEnough() {
        assertEquals(5, foundOf(SAME_WAY.train().subList(0, 4)).changes().size());
    }

    @Test
    void imagesAloneAreEnoughToAsk() {
        Dataset plates = Datasets.synthetic(Product.METAL_PLATE, 0.1, 5, 0, 3);
        ProductViews found = ProductViews.of(plates.train());
        assertFalse(found.options().byProduct());
        assertEquals(5, found.changes().get(0).distances().length);
    }

    @Test
    void sameSeedFindsTheSameDistances() {
        ProductViews one = ProductViews.of(SAME_WAY, TINY, ProgressListener.NONE);
        ProductViews again = ProductViews.of(SAME_WAY, TINY, ProgressListener.NONE);
        for (int i = 0; i < one.changes().size(); i++) {
            assertArrayEquals(
                    one.changes().get(i).distances(), again.changes().get(i).distances());
        }
    }

    @Test
    void imagesOf16BitsTellTheSame() {
        List<Sample> deep = SAME_WAY.train().stream()
                .map(sample -> Sample.of(sample.name(), sixteenBit(sample.image())))
                .toList();
        assertEquals(4, foundOf(deep).options().rotation());
    }

    private static BufferedImage sixteenBit(BufferedImage image) {
        BufferedImage deep = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_USHORT_GRAY);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                deep.getRaster().setSample(x, y, 0, 16 * image.getRaster().getSample(x, y, 0));
            }
        }
        return deep;
    }

    @Test
    void imageThatCannotBeReadIsNamed() throws IOException {
        List<Sample> images = new ArrayList<>(SAME_WAY.train().subList(0, 4));
        images.add(Sample.of(Files.writeString(folder.resolve("broken.png"), "no image")));
        var error = assertThrows(RuntimeException.class, () -> foundOf(images));
        assertTrue(error.getMessage().contains("broken.png"), error.getMessage());
    }

    @Test
    void interruptEndsTheSearchAndIsTaken() {
        ProgressListener stop = progress -> {
            if (progress.task().equals("features that tell the views")) {
                Thread.currentThread().interrupt();
            }
        };
        assertThrows(CancellationException.class, () -> ProductViews.of(SAME_WAY, TINY, stop));
        assertFalse(Thread.interrupted(), "the interrupt was taken");
    }

    @Test
    void anotherNumberOfChangesIsRefused() {
        ProductViews found = ProductViews.of(SAME_WAY, TINY, ProgressListener.NONE);
        var error = assertThrows(
                IllegalArgumentException.class,
                () -> new ProductViews(found.options(), found.changes().subList(0, 2)));
        assertTrue(error.getMessage().contains("2 changes"), error.getMessage());
    }
}
