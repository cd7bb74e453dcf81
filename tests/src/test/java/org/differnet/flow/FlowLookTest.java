package org.differnet.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.util.List;
import org.differnet.chart.Chart;
import org.differnet.chart.Series;
import org.differnet.work.ProgressListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class FlowLookTest {

    private Flow flow;
    private float[] rows;

    @BeforeEach
    void open() {
        flow = Flow.on(4).permute(0).couple(8).repeat(3).build(1, Device.cpu());
        rows = flow.sample(2000, 3);
    }

    @AfterEach
    void close() {
        flow.close();
    }

    @Test
    void latentsOfTheFlowsOwnSamplesAreNormalAfterTheLastBlock() {
        Look look = FlowLook.latents(flow, rows);
        assertEquals(4, look.table().rowCount());
        assertEquals("6 AffineCoupling", look.table().stringColumn("after").get(3));
        assertEquals(0, look.table().doubleColumn("mean").get(3), 0.05);
        assertEquals(1, look.table().doubleColumn("deviation").get(3), 0.05);
        assertTrue(look.picture().getWidth() > 100);
    }

    @Test
    void lengthsOfLatentsAreThoseOfTheNormalDistribution() {
        Look look = FlowLook.norms(flow, rows);
        for (int i = 0; i < look.table().rowCount(); i++) {
            double expected = look.table().doubleColumn("length for N(0, I)").get(i);
            assertEquals(expected, look.table().doubleColumn("length of z").get(i), 0.1);
        }
        assertTrue(look.picture().getWidth() > 100);
    }

    @Test
    void logDetsOfTheTransformsSumToThatOfTheFlow() {
        Look look = FlowLook.logDets(flow, rows);
        assertEquals(6, look.table().rowCount());
        float[] z = flow.latents(rows);
        float[] logs = flow.logProb(rows);
        double logDet = 0;
        for (int i = 0; i < logs.length; i++) {
            double square = 0;
            for (int j = 0; j < 4; j++) {
                square += z[4 * i + j] * z[4 * i + j];
            }
            logDet += (logs[i] + square / 2 + 2 * Math.log(2 * Math.PI)) / logs.length;
        }
        assertEquals(logDet, look.table().doubleColumn("log det").sum(), 1e-3);
        assertTrue(look.picture().getWidth() > 100);
    }

    @Test
    void sharesSumToTheScore() {
        float[] row = {3, -2, 1, 4};
        Look look = FlowLook.shares(flow, row, new float[4], List.of("first scale", "second scale"));
        double score = 0;
        for (float z : flow.latents(row)) {
            score += z * z / 4.0;
        }
        assertEquals(
                List.of("first scale", "second scale", "reference", "rest"),
                look.table().stringColumn("part").asList());
        assertEquals(score, look.table().doubleColumn("share").sum(), 1e-5);
        assertEquals(0, look.table().doubleColumn("share").get(3), 0.02 * score);
    }

    @Test
    void sharesOfAFeatureThatDoesNotDifferAreNone() {
        float[] row = {3, 0, 0, 0};
        Look look = FlowLook.shares(flow, row, new float[4], List.of("a", "b", "c", "d"));
        assertEquals(0, look.table().doubleColumn("share").get(2));
        assertTrue(look.table().doubleColumn("share").get(0) > 0);
    }

    @Test
    void interpolationBeginsAndEndsAtItsRows() {
        float[] from = java.util.Arrays.copyOfRange(rows, 0, 4);
        float[] to = java.util.Arrays.copyOfRange(rows, 40, 44);
        Look look = FlowLook.interpolation(flow, from, to, rows, 5);
        assertEquals(5, look.table().rowCount());
        assertEquals(0, look.table().doubleColumn("nearest").get(0));
        assertEquals(10, look.table().doubleColumn("nearest").get(4));
        assertEquals(0, look.table().doubleColumn("distance").get(4), 1e-4);
    }

    @Test
    void samplesAreToldFromCopies() {
        Look look = FlowLook.samples(flow, 3, 3, rows);
        assertEquals(0, look.table().doubleColumn("distance").max(), 1e-6);
        assertTrue(FlowLook.samples(flow, 3, 4, rows)
                        .table()
                        .doubleColumn("distance")
                        .min()
                > 1e-3);
    }

    @Test
    void aRowThatIsNotFiniteIsNamed() {
        rows[4 * 7 + 2] = Float.NaN;
        List<Executable> looks = List.of(
                () -> FlowLook.latents(flow, rows),
                () -> FlowLook.norms(flow, rows),
                () -> FlowLook.logDets(flow, rows),
                () -> FlowLook.samples(flow, 3, 1, rows),
                () -> Trainer.fit(flow, rows, TrainOptions.usual(), ProgressListener.NONE));
        for (Executable look : looks) {
            String message = assertThrows(IllegalArgumentException.class, look).getMessage();
            assertTrue(message.startsWith("number 2 of row 7 is NaN"), message);
        }
        float[] points = {1, 2, 3, Float.POSITIVE_INFINITY};
        try (Flow plane = Flow.on(2).couple(8).build(1, Device.cpu())) {
            String message = assertThrows(IllegalArgumentException.class, () -> PlaneLook.density(plane, points, 4))
                    .getMessage();
            assertTrue(message.startsWith("number 1 of row 1 is Infinity"), message);
        }
    }

    @Test
    void theEndsOfAnInterpolationAreOneRowEach() {
        float[] one = new float[4];
        float[] two = new float[8];
        for (float[][] ends : new float[][][] {{one, two}, {two, one}, {two, two}}) {
            String message = assertThrows(
                            IllegalArgumentException.class,
                            () -> FlowLook.interpolation(flow, ends[0], ends[1], rows, 3))
                    .getMessage();
            assertTrue(message.contains("4 each"), message);
        }
    }

    @Test
    void sharesOfFewGroupsAreBarsWithTheirNames() {
        Look look = FlowLook.shares(flow, new float[] {1, 2, 0, -1}, new float[4], List.of("448 pixels", "224 pixels"));
        Chart chart = (Chart) look.figure();
        assertTrue(chart.series().stream().noneMatch(Series.Points.class::isInstance), chart.toString());
    }

    @Test
    void looksAtThePlaneAreAFigureAndATableEach() {
        try (Flow plane = Flow.on(2).permute(0).couple(8).repeat(2).build(1, Device.cpu())) {
            float[] points = plane.sample(300, 1);
            assertEquals(
                    1,
                    PlaneLook.density(plane, points, 8)
                            .table()
                            .doubleColumn("share within")
                            .get(0),
                    0.01);
            assertEquals(26, PlaneLook.grid(plane, 4).table().rowCount());
            Look path = PlaneLook.path(plane, points, 4);
            assertEquals(5, path.table().rowCount());
            assertTrue(path.picture().getWidth() > 100);
        }
        assertThrows(IllegalArgumentException.class, () -> PlaneLook.grid(flow, 4));
    }
}
