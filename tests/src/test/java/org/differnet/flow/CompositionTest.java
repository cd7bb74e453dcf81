package org.differnet.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompositionTest {

    @Test
    void thePapersChainIsPermuteCoupleRepeat() {
        FlowOptions size = new FlowOptions(3, 16, 3, 3, FlowOptions.TWO_OVER_PI);
        try (Flow chain = Flow.create(size, 6, 4, Device.cpu());
                Flow composed = Flow.on(6).permute(0).couple(16).repeat(3).build(4, Device.cpu())) {
            assertEquals(size, composed.options());
            assertEquals(chain.toString(), composed.toString());
            chain.parameters()
                    .forEach((name, array) -> assertEquals(
                            array.toByteBuffer(),
                            composed.parameters().get(name).toByteBuffer(),
                            name));
        }
    }

    @Test
    void eachRepetitionPermutesByTheNextSeed() {
        assertEquals(
                List.of(new Layers.Permute(5), new Layers.Permute(6)),
                Flow.on(4).permute(5).repeat(2).layers());
    }

    @Test
    void repeatedLayersAreCountedInOneLine() {
        Composition composition =
                Flow.onFeatures().normalize().permute(0).spline(64).repeat(4);
        assertEquals("Reorder", Flow.on(3).reorder(2, 0, 1).toString());
        assertEquals("Normalize, Permute, Spline[64, 3, 8, 5.0], 4 times", composition.toString());
    }

    @Test
    void anotherKindOfFlowHasNoSizeOfThePapers() {
        try (Flow flow = Flow.on(4).spline(8).build()) {
            assertThrows(IllegalStateException.class, flow::options);
            assertTrue(flow.composition().isPresent());
        }
    }

    @Test
    void aFlowWithoutDimensionOrLayersIsNotBuilt() {
        refused(() -> Flow.onFeatures().couple(8).build(), "Flow.on(2)");
        refused(() -> Flow.on(3).build(), "no layers");
    }

    @Test
    void aCouplingOfOneDimensionIsRefused() {
        refused(() -> Flow.on(1).spline(8).build(), "1 dimensions", "2 or more");
    }

    @Test
    void settingsOutOfRangeAreRefusedWithTheRange() {
        refused(() -> Flow.on(2).couple(0), "units is 0", "1 to 16384");
        refused(() -> Flow.on(2).spline(8, 2, 1, 3), "bins is 1", "2 to 64");
        refused(() -> Flow.on(2).couple(8, 3, Clamp.tanh(11)), "11.0", "at most 10");
        refused(() -> Flow.on(2).couple(8).repeat(0), "0 times");
        refused(() -> Layer.own("couple", Scale::new), "couple");
    }

    @Test
    void anOrderOfAnotherLengthIsRefused() {
        refused(() -> Flow.on(3).reorder(1, 0).build(), "order of 2", "flow on 3");
    }

    @Test
    void anOwnLayerThatIsNotGivenIsNamedWhenAFileIsRead() {
        String file = new CompositionCodec().write(Flow.on(2).add(Layer.own("Scale", Scale::new)));
        String message = assertThrows(IOException.class, () -> new CompositionCodec().read(file))
                .getMessage();
        assertTrue(message.contains("'Scale'") && message.contains("Scale::new"), message);
    }

    @Test
    void whatIsNoCompositionIsRefused() {
        for (String json : List.of(
                "[]",
                "{\"layers\":[{}]}",
                "{\"layers\":[{\"reorder\":{\"order\":\"1,x\"}}]}",
                "{\"layers\":[{\"couple\":{\"units\":8}}]}",
                "7")) {
            assertThrows(IOException.class, () -> new CompositionCodec().read(json), json);
        }
    }

    @Test
    void sameSeedGivesTheSameTrainingBitForBit() {
        float[] points = new float[400];
        MersenneTwister random = new MersenneTwister(2);
        for (int i = 0; i < points.length; i++) {
            points[i] = (float) random.nextNormal();
        }
        TrainOptions options = TrainOptions.usual().withEpochs(2).withBatchSize(50);
        Composition spline = Flow.on(2).normalize().linear(1).spline(8).mixture(2);
        try (Flow one = spline.build(3, Device.cpu());
                Flow same = spline.build(3, Device.cpu())) {
            Trainer.fit(one, points, options, org.differnet.work.ProgressListener.NONE);
            Trainer.fit(same, points, options, org.differnet.work.ProgressListener.NONE);
            one.parameters()
                    .forEach((name, array) -> assertEquals(
                            array.toByteBuffer(), same.parameters().get(name).toByteBuffer(), name));
        }
    }

    private static void refused(Runnable action, String... parts) {
        String message =
                assertThrows(IllegalArgumentException.class, action::run).getMessage();
        for (String part : parts) {
            assertTrue(message.contains(part), message);
        }
    }
}
