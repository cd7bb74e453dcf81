package org.differnet.score.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.differnet.chart.Chart;
import org.differnet.chart.Series;
import org.differnet.score.Threshold;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class EvaluationTest {

    private static final Evaluation EVALUATION = new Evaluation(
            "DifferNet",
            List.of("a", "b", "c", "d", "e", "f"),
            List.of("good", "good", "good", "good", "crack", "dent"),
            new double[] {1, 2, 3, 4, 3.5, 90},
            new Threshold(3.2, "at most 20.0 % false positives", 4, "held-out good images", "none"));

    @Test
    void plainScoresAndLabelsCanBeEvaluated() {
        Evaluation plain = Evaluation.of(new double[] {1, 3, 2}, new boolean[] {false, true, false});
        assertEquals(1, plain.auroc());
        assertEquals(List.of("good", "defective", "good"), plain.kinds());
    }

    @Test
    void eachKindIsHeldAgainstAllGoodImages() {
        assertEquals(0.75, EVALUATION.aurocByKind().get("crack"));
        assertEquals(1, EVALUATION.aurocByKind().get("dent"));
    }

    @Test
    void tableByKindHasNoAurocForGoodImages() {
        Table table = EVALUATION.byKind();
        assertEquals(
                List.of("crack", "dent", "good"), table.stringColumn("kind").asList());
        assertTrue(table.doubleColumn("AUROC").isMissing(2));
        assertEquals(0.25, table.doubleColumn("called anomalous").get(2));
    }

    @Test
    void summaryHoldsEachMeasureWithinItsInterval() {
        Table table = EVALUATION.summary();
        assertEquals(8, table.rowCount());
        assertEquals("recall at 1 % false positives", table.stringColumn(0).get(3));
        for (var row : table) {
            double value = row.getDouble("value");
            assertTrue(row.getDouble("95 % from") <= value && value <= row.getDouble("95 % to"), row.toString());
        }
    }

    @Test
    void summaryWithoutAThresholdLeavesItOut() {
        assertEquals(
                6, EVALUATION.withThreshold(Threshold.none("test")).summary().rowCount());
    }

    @Test
    void confusionCountsWhatTheThresholdMakesOfGoodAndDefectiveImages() {
        Table table = EVALUATION.confusion();
        assertEquals(
                List.of("good", "defective"), table.stringColumn("image is").asList());
        assertEquals(List.of(3, 0), table.intColumn("called good").asList());
        assertEquals(List.of(1, 2), table.intColumn("called anomalous").asList());
    }

    @Test
    void withoutAThresholdConfusionLeavesAllUndecided() {
        Table table = EVALUATION.withThreshold(Threshold.none("test")).confusion();
        assertEquals(List.of("image is", "called undecided"), table.columnNames());
        assertEquals(List.of(4, 2), table.intColumn("called undecided").asList());
    }

    @Test
    void withoutAThresholdTheShareCalledAnomalousIsMissing() {
        Table table = EVALUATION.withThreshold(Threshold.none("test")).byKind();
        assertEquals(table.rowCount(), table.doubleColumn("called anomalous").countMissing());
    }

    @Test
    void imagesAreRankedFromTheHighestScoreDown() {
        assertArrayEquals(new int[] {5, 3, 4, 2, 1, 0}, EVALUATION.ranked());
        assertEquals("f", EVALUATION.table().stringColumn("image").get(0));
    }

    @Test
    void textHasTheIntervalTheCountsAndTheThreshold() {
        String text = EVALUATION.toString();
        assertTrue(text.startsWith("DifferNet: AUROC 87.5 % ("), text);
        assertTrue(
                text.endsWith("on 4 good and 2 defective images; threshold 3.2000: at most 20.0 % false positives,"
                        + " from 4 held-out good images"),
                text);
    }

    @Test
    void goodImagesAloneHaveATextAndABoxPlotButNoAuroc() {
        Evaluation good = Evaluation.of(new double[] {1, 2}, new boolean[2]);
        assertEquals(
                "scores: no AUROC on 2 good and 0 defective images; no threshold: none was given", good.toString());
        assertEquals(1, good.boxPlot().series().size());
        assertEquals(1, good.histogram().series().size());
        var error = assertThrows(IllegalArgumentException.class, good::auroc);
        assertTrue(error.getMessage().contains("2 good and 0 defective"), error.getMessage());
    }

    @Test
    void lastBarOfTheHistogramHoldsAllAbove() {
        var defective = (Series.Bars) EVALUATION.histogram().series().get(1);
        double[] heights = defective.heights();
        assertEquals(0.5, heights[heights.length - 1]);
        // From the lowest score, 1, the highest good score, 4, lies halfway.
        assertEquals(7, defective.edges()[heights.length], 1e-9);
    }

    @Test
    void bandOfTheRocChartHoldsTheCurve() {
        var band = (Series.Band) EVALUATION.rocChart().series().get(0);
        Roc roc = EVALUATION.roc();
        for (int i = 0; i < band.x().length; i++) {
            double recall = roc.recallAt(band.x()[i]);
            assertTrue(band.low()[i] <= recall && recall <= band.high()[i], "at " + band.x()[i]);
        }
    }

    @Test
    void areaUnderThePrecisionRecallChartIsTheAveragePrecision() {
        var line = (Series.Line) EVALUATION.precisionRecallChart().series().get(1);
        double area = 0;
        for (int i = 1; i < line.x().length; i++) {
            area += (line.x()[i] - line.x()[i - 1]) * line.y()[i];
        }
        assertEquals(EVALUATION.averagePrecision(), area, 1e-12);
    }

    @Test
    void boxPlotShowsLogarithmsUnlessAScoreForbidsThem() {
        assertEquals(Chart.Scale.LOGARITHMIC, EVALUATION.boxPlot().xScale());
        Evaluation negative = Evaluation.of(new double[] {-1, 2}, new boolean[] {false, true});
        assertEquals(Chart.Scale.LINEAR, negative.boxPlot().xScale());
    }

    @Test
    void scoreThatIsNotFiniteIsRefusedWithTheImage() {
        var error = assertThrows(
                IllegalArgumentException.class,
                () -> Evaluation.of(new double[] {1, Double.NaN}, new boolean[] {false, true}));
        assertEquals("the score of image 1 is NaN; scores must be finite", error.getMessage());
    }

    @Test
    void severalSeedsGiveMeanAndDeviation() {
        boolean[] labels = {false, false, true, true};
        SeedSummary summary = SeedSummary.of(
                Evaluation.of(new double[] {1, 2, 3, 4}, labels),
                Evaluation.of(new double[] {1, 3, 2, 4}, labels),
                Evaluation.of(new double[] {2, 3, 1, 4}, labels));
        assertArrayEquals(new double[] {1, 0.75, 0.5}, summary.values(Roc::auroc));
        assertEquals(0.75, summary.mean(Roc::auroc));
        assertEquals(0.25, summary.deviation(Roc::auroc), 1e-12);
        assertTrue(summary.toString().startsWith("scores: AUROC 75.0 ± 25.0 %, average precision"), summary.toString());
        assertTrue(summary.toString().endsWith("(3 seeds)"), summary.toString());
        assertEquals(6, summary.table().columnCount());
    }

    @Test
    void oneSeedHasNoDeviation() {
        SeedSummary summary = SeedSummary.of(EVALUATION);
        assertEquals(Double.NaN, summary.deviation(Roc::auroc));
        assertTrue(summary.toString().contains("AUROC 87.5 %,"), summary.toString());
    }

    @Test
    void seedsOnOtherImagesAreRefused() {
        Evaluation other = Evaluation.of(new double[] {1, 2}, new boolean[] {false, true});
        assertThrows(IllegalArgumentException.class, () -> SeedSummary.of(EVALUATION, other));
    }

    @Test
    void curveOnTheTestSetReportsTheLastEpochNotTheBest() {
        boolean[] labels = {false, false, true, true};
        var curve = new TestSetCurveForTeaching(List.of(
                new TestSetCurveForTeaching.Look(4, Evaluation.of(new double[] {1, 2, 3, 4}, labels)),
                new TestSetCurveForTeaching.Look(8, Evaluation.of(new double[] {1, 3, 2, 4}, labels))));
        assertEquals(
                "AUROC 75.0 % after the last epoch, 8; looking at the test set would have added 25.0 points (epoch 4)",
                curve.toString());
        assertEquals(
                "[0.75, 0.75]",
                Arrays.toString(((Series.Line) curve.chart().series().get(0)).y()));
    }

    @Test
    void looksOutOfOrderAreRefused() {
        var look = new TestSetCurveForTeaching.Look(4, EVALUATION);
        assertThrows(IllegalArgumentException.class, () -> new TestSetCurveForTeaching(List.of(look, look)));
        assertThrows(IllegalArgumentException.class, () -> new TestSetCurveForTeaching(List.of()));
    }
}
