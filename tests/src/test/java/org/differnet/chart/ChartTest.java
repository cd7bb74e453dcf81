package org.differnet.chart;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {

    private static final double[] X = {0, 0.2, 1};
    private static final double[] Y = {0, 0.9, 1};

    @Test
    void pictureShowsEachSeriesInItsColour() {
        BufferedImage picture = Chart.of(
                        "ROC curve",
                        "false positive rate",
                        "true positive rate",
                        Series.line("flow", X, Y, Palette.GOOD),
                        Series.dashed("chance", X, X, Palette.DEFECT))
                .picture();
        assertTrue(pixels(picture, Palette.GOOD) > 300, "a solid line");
        assertTrue(pixels(picture, Palette.DEFECT) > 100, "a dashed line");
    }

    @Test
    void figureHoldsTheNumbersAndTheTitles() {
        String script = Chart.of("ROC of a 'tile'", "rate", "recall", Series.line("flow", X, Y, Palette.GOOD))
                .figure()
                .asJavascript("target");
        assertTrue(script.contains("0.9"), script);
        assertTrue(script.contains("recall"), script);
        assertTrue(script.contains("\"displayModeBar\":false"), "a tool bar would cover the title");
    }

    @Test
    void longNumbersAtTheAxisLeaveRoomForItsTitle() {
        BufferedImage picture = Chart.of(
                        "s",
                        "x",
                        "a title as long as the axis",
                        Series.line("", X, new double[] {-3e7, 0, 3e7}, Palette.GOOD))
                .picture();
        for (int y = 0; y < picture.getHeight(); y++) {
            assertEquals(0xffffffff, picture.getRGB(28, y), "between title and numbers, at " + y);
        }
    }

    @Test
    void histogramCountsEachGroupAsShares() {
        Chart chart = Chart.histogram(
                "scores",
                "score",
                2,
                new Chart.Group("good", new double[] {0, 1, 1, 9}, Palette.GOOD),
                new Chart.Group("defect", new double[] {10, 8}, Palette.DEFECT));
        assertEquals(
                "[0.75, 0.25]", Arrays.toString(((Series.Bars) chart.series().get(0)).heights()));
        assertEquals("[0.0, 1.0]", Arrays.toString(((Series.Bars) chart.series().get(1)).heights()));
    }

    @Test
    void histogramOfEqualValuesHasABar() {
        Chart chart = Chart.histogram("s", "score", 4, new Chart.Group("good", new double[] {3, 3}, Palette.GOOD));
        assertTrue(pixels(chart.picture(), Palette.GOOD) > 100);
    }

    @Test
    void markIsDrawnOverTheBars() {
        Chart chart = Chart.histogram("s", "score", 4, new Chart.Group("good", new double[] {1, 3}, Palette.GOOD));
        int before = pixels(chart.picture(), Palette.REFERENCE);
        int after = pixels(chart.with(Series.mark("threshold", 2)).picture(), Palette.REFERENCE);
        assertTrue(after > before + 50, before + " and then " + after);
    }

    @Test
    void lastBarTakesAllValuesAboveTheEnd() {
        Chart chart =
                Chart.histogram("s", "score", 2, 4, new Chart.Group("good", new double[] {0, 1, 3, 100}, Palette.GOOD));
        assertEquals("[0.5, 0.5]", Arrays.toString(((Series.Bars) chart.series().get(0)).heights()));
    }

    @Test
    void bandIsDrawnBetweenItsEdges() {
        Series band = Series.band("95 %", new double[] {0, 1}, new double[] {0, 0}, new double[] {1, 1}, Palette.GOOD);
        BufferedImage picture = Chart.of("s", "x", "y", band).picture();
        Color middle = new Color(picture.getRGB(360, 220));
        assertTrue(middle.getBlue() > middle.getRed() + 50, "see-through blue, not " + middle);
    }

    @Test
    void boxHasTheQuartilesOfItsValuesAndWhiskersWithinReach() {
        var box = new Series.Box("good", 0, new double[] {5, 1, 4, 2, 3, 30}, Palette.GOOD);
        assertEquals(2, box.quantile(0.25));
        assertEquals(3.5, box.quantile(0.5));
        assertEquals(5, box.quantile(0.75));
        assertEquals("[1.0, 2.0, 3.0, 4.0, 5.0]", Arrays.toString(box.inner()));
    }

    @Test
    void boxesAreNamedAtTheAxisAndNotInTheLegend() {
        Chart chart = Chart.boxes(
                "s",
                "score",
                new Chart.Group("good", new double[] {1, 2}, Palette.GOOD),
                new Chart.Group("dent 'deep'", new double[] {3, 9}, Palette.DEFECT));
        assertTrue(chart.legend().isEmpty());
        assertEquals(
                "threshold",
                chart.with(Series.mark("threshold", 2)).legend().get(0).name());
        String script = chart.figure().asJavascript("target");
        assertTrue(script.contains("\"orientation\":\"h\""), script);
        assertTrue(pixels(chart.picture(), Palette.DEFECT) > 100);
    }

    @Test
    void barsAreNamedAtTheAxisAndAsLongAsTheirValues() {
        Chart chart = Chart.bars(
                "AUROC",
                "percent",
                List.of("one", "two"),
                new Chart.Bar("here", new double[] {50, 100}, Palette.GOOD),
                new Chart.Bar("paper", new double[] {Double.NaN, 80}, Palette.DEFECT));
        assertEquals("[two, one]", chart.names().values().toString(), "from below");
        assertEquals(
                List.of("here", "paper"),
                chart.legend().stream().map(Series::name).toList());
        assertEquals(0, chart.xAxis().low(), "bars begin at 0");
        assertTrue(pixels(chart.picture(), barColour(Palette.GOOD)) > 1000);
        String script = chart.figure().asJavascript("target");
        assertTrue(script.contains("\"ticktext\":[\"two\",\"one\"]"), script);
        assertTrue(script.contains("\"x\":[80.0]"), "a value that is unknown is left out: " + script);
    }

    @Test
    void countsHaveWholeTicksOnTheInteractiveChartToo() {
        Chart.Bar found = new Chart.Bar("found", new double[] {3, 4}, Palette.GOOD);
        String script = Chart.bars("Found", "number", List.of("one", "two"), found)
                .figure()
                .asJavascript("target");
        assertTrue(script.contains("\"dtick\":1"), script);
    }

    @Test
    void stripIsAsLargeAsItsPlaceAndHasNoLegend() {
        Chart one = Chart.of("", "x", "y", Series.line("one", X, Y, Palette.GOOD));
        Chart two = one.with(Series.line("two", Y, X, Palette.DEFECT));
        BufferedImage strip = two.strip(240, 120);
        assertEquals(240, strip.getWidth());
        assertEquals(120, strip.getHeight());
        Chart nameless =
                Chart.of("", "x", "y", Series.line("", X, Y, Palette.GOOD), Series.line("", Y, X, Palette.DEFECT));
        assertEquals(pixels(nameless.strip(240, 120), Palette.GOOD), pixels(strip, Palette.GOOD));
        assertThrows(IllegalArgumentException.class, () -> two.strip(52, 120));
    }

    @Test
    void longNamesOfBarsStandInSeveralLinesWithinThePicture() {
        BufferedImage picture = Chart.boxes(
                        "",
                        "score",
                        new Chart.Group("short", new double[] {1, 2}, Palette.GOOD),
                        new Chart.Group(
                                "synthetic woven cloth, model of synthetic metal plate",
                                new double[] {1, 2},
                                Palette.GOOD))
                .picture();
        for (int x = 0; x < 12; x++) {
            for (int y = 0; y < picture.getHeight(); y++) {
                assertEquals(0xFFFFFF, picture.getRGB(x, y) & 0xFFFFFF, "a name is cut at " + x + ", " + y);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"paper", "one model for all products, with a long name"})
    void legendHidesNoBar(String name) {
        double[] values = {100, 100, 100};
        Chart chart = Chart.bars(
                "AUROC",
                "percent",
                List.of("one", "two", "three"),
                new Chart.Bar("one model each", values, Palette.GOOD),
                new Chart.Bar(name, values, Palette.DEFECT));
        BufferedImage picture = chart.picture();
        int good = pixels(picture, barColour(Palette.GOOD), 12);
        assertEquals(good, pixels(picture, barColour(Palette.DEFECT), 12), 0.02 * good);
    }

    @Test
    void logarithmicAxisPlacesEqualRatiosEquallyAndIsOneInPlotlyToo() {
        double[] x = {1, 4, 16};
        Chart chart = Chart.of("sizes", "images", "AUROC", Series.line("", x, x, Palette.GOOD))
                .logX();
        Axis axis = chart.xAxis();
        assertEquals(axis.position(4) - axis.position(1), axis.position(16) - axis.position(4), 1e-9);
        String script = chart.figure().asJavascript("target");
        assertTrue(
                script.contains("\"type\":\"log\"") && script.contains("\"ticktext\":[\"1\",\"2\",\"4\",\"8\",\"16\"]"),
                script);
    }

    @Test
    void zeroOnALogarithmicAxisIsRefused() {
        Chart chart = Chart.of("sizes", "images", "AUROC", Series.line("", X, Y, Palette.GOOD));
        String message =
                assertThrows(IllegalArgumentException.class, chart::logX).getMessage();
        assertTrue(message.startsWith("chart 'sizes' has the value 0.0 on a logarithmic axis"), message);
    }

    @Test
    void logarithmicHistogramHasBinsOfEqualRatio() {
        Chart chart = Chart.logHistogram(
                "scores", "score", 2, new Chart.Group("good", new double[] {1, 3, 5, 16}, Palette.GOOD));
        Series.Bars bars = (Series.Bars) chart.series().get(0);
        assertArrayEquals(new double[] {1, 4, 16}, bars.edges(), 1e-9);
        assertArrayEquals(new double[] {0.5, 0.5}, bars.heights(), 1e-9);
    }

    @Test
    void dashedLinesAreToldApartByTheirDashes() {
        Chart chart = Chart.of(
                "rates",
                "x",
                "y",
                Series.dashed("first", X, Y, Palette.REFERENCE),
                Series.line("solid", X, Y, Palette.GOOD),
                Series.dashed("second", Y, X, Palette.REFERENCE));
        String script = chart.figure().asJavascript("target");
        assertTrue(script.contains("\"dash\":\"dash\"") && script.contains("\"dash\":\"dot\""), script);
    }

    @Test
    void pointsAreDrawnAsDotsAndShownAsMarkers() {
        Chart chart = Chart.of("features", "first", "second", Series.points("good", X, Y, Palette.DEFECT));
        int dots = pixels(chart.picture(), seeThrough(Palette.DEFECT));
        assertTrue(dots > 20 && dots < 200, dots + " pixels");
        String script = chart.figure().asJavascript("target");
        assertTrue(script.contains("\"mode\":\"markers\""), script);
    }

    @Test
    void legendGoesWhereNoPointsLie() {
        double[] corner = {0.96, 0.97, 0.98, 0.99, 1};
        Chart chart = Chart.of(
                "features",
                "first",
                "second",
                Series.points("good", corner, corner, Palette.GOOD),
                Series.points("all", new double[] {0}, new double[] {0}, Palette.GOOD));
        int dots = pixels(chart.picture(), seeThrough(Palette.GOOD));
        assertTrue(dots > 40, "a legend in the upper right corner hides the dots: " + dots);
    }

    @Test
    void legendGoesBetweenLinesThatFillAllCorners() {
        int alone = pixels(lines("").picture(), Palette.GOOD);
        int besideALegend = pixels(lines("a name").picture(), Palette.GOOD);
        assertTrue(alone > 500 && besideALegend >= alone, "of " + alone + " pixels " + besideALegend + " are seen");
    }

    private static Chart lines(String name) {
        double[] xs = {0, 1};
        return Chart.of(
                "",
                "",
                "",
                Series.line(name, xs, new double[] {0, 0}, Palette.GOOD),
                Series.line(name, xs, new double[] {-9, -9}, Palette.GOOD));
    }

    @Test
    void legendHidesNoThreshold() {
        Series line = Series.line("good", new double[] {0, 1}, new double[] {0, 0}, Palette.GOOD);
        int[] seen = DoubleStream.of(0.5, 0.95)
                .mapToObj(x -> Chart.of("", "", "", line, new Series.Mark("threshold", x, Palette.DEFECT)))
                .mapToInt(chart -> pixels(chart.picture(), Palette.DEFECT))
                .toArray();
        assertEquals(seen[0], seen[1], 0.05 * seen[0]);
    }

    @Test
    void seriesWithoutANameAreNotInTheLegend() {
        Chart chart = Chart.of(
                "grid", "x", "y", Series.line("", X, Y, Palette.REFERENCE), Series.points("data", X, Y, Palette.GOOD));
        assertEquals(List.of("data"), chart.legend().stream().map(Series::name).toList());
        assertEquals("grid (y over x): data", chart.toString());
        assertTrue(chart.figure().asJavascript("target").contains("\"name\":\"\",\"showlegend\":false"));
    }

    @Test
    void boxOfNothingAndBandOfOnePointAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Series.Box("good", 0, new double[0], Palette.GOOD));
        double[] one = {1};
        assertThrows(IllegalArgumentException.class, () -> Series.band("95 %", one, one, one, Palette.GOOD));
    }

    @Test
    void lineWithoutAsManyYIsRefused() {
        var error = assertThrows(
                IllegalArgumentException.class, () -> Series.line("flow", X, new double[] {1}, Palette.GOOD));
        assertEquals("line flow has 3 x and 1 y; give as many y as x, at least one", error.getMessage());
    }

    @Test
    void valueThatIsNotFiniteIsRefused() {
        var error = assertThrows(
                IllegalArgumentException.class,
                () -> Series.line("flow", X, new double[] {1, Double.NaN, 2}, Palette.GOOD));
        assertTrue(error.getMessage().contains("NaN"), error.getMessage());
    }

    @Test
    void chartOfNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Chart.of("empty", "x", "y"));
        assertThrows(IllegalArgumentException.class, () -> Chart.histogram("empty", "x", 10));
    }

    private static Color barColour(Color c) {
        float share = 90 / 255f;
        float[] own = c.getRGBColorComponents(null);
        for (int i = 0; i < 3; i++) {
            own[i] = share * own[i] + 1 - share;
        }
        return new Color(own[0], own[1], own[2]);
    }

    /** What a see-through dot looks like on white. */
    private static Color seeThrough(Color c) {
        float share = 150 / 255f;
        float[] own = c.getRGBColorComponents(null);
        for (int i = 0; i < 3; i++) {
            own[i] = share * own[i] + 1 - share;
        }
        return new Color(own[0], own[1], own[2]);
    }

    /** Pixels of about this colour: edges are smoothed. */
    private static int pixels(BufferedImage image, Color colour) {
        return pixels(image, colour, 120);
    }

    private static int pixels(BufferedImage image, Color colour, int nearerThan) {
        int count = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                Color c = new Color(image.getRGB(x, y));
                int distance = Math.abs(c.getRed() - colour.getRed())
                        + Math.abs(c.getGreen() - colour.getGreen())
                        + Math.abs(c.getBlue() - colour.getBlue());
                count += distance < nearerThan ? 1 : 0;
            }
        }
        return count;
    }
}
