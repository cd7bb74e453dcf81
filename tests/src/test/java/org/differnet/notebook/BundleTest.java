package org.differnet.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.differnet.chart.Animation;
import org.differnet.chart.Chart;
import org.differnet.chart.Gallery;
import org.differnet.chart.Palette;
import org.differnet.chart.Plane;
import org.differnet.chart.Series;
import org.differnet.data.Datasets;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

class BundleTest {

    private static final Chart CHART =
            Chart.of("t", "x", "y", Series.line("a", new double[] {0, 1}, new double[] {1, 2}, Palette.GOOD));

    @Test
    void chartIsTextAndFigureAndStillImage() {
        Bundle bundle = Bundle.of(CHART);
        assertEquals(
                Set.of(Bundle.TEXT, Bundle.HTML, StillImage.PNG), bundle.forms().keySet());
        String html = bundle.forms().get(Bundle.HTML);
        assertTrue(html.contains("Plotly.newPlot"), "the figure is drawn");
        assertTrue(html.indexOf("<img") < html.indexOf("<script>"), "the still image stands before the script");
    }

    @Test
    void scriptOfPlotlyIsNotInTheCell() {
        assertTrue(Bundle.of(CHART).forms().get(Bundle.HTML).length() < 100_000);
    }

    @Test
    void twoFiguresOfAPageHaveTheirOwnPlaces() {
        String first = Bundle.of(CHART).forms().get(Bundle.HTML);
        String second = Bundle.of(CHART).forms().get(Bundle.HTML);
        assertFalse(first.substring(0, first.indexOf('>')).equals(second.substring(0, second.indexOf('>'))));
    }

    @Test
    void variablesOfTheScriptHaveNamesThatJavaScriptTakes() {
        String html = Bundle.of(CHART).forms().get(Bundle.HTML);
        assertTrue(
                Pattern.compile("newPlot\\(\\w+, data, layout, config\\)")
                        .matcher(html)
                        .find(),
                html);
    }

    @Test
    void sampleShowsItsPictureWithItsName() throws IOException {
        Bundle bundle = Bundle.of(Datasets.synthetic().train().get(0));
        byte[] jpeg = Base64.getDecoder().decode(bundle.forms().get(StillImage.JPEG));
        assertEquals(448, ImageIO.read(new ByteArrayInputStream(jpeg)).getWidth());
        assertTrue(bundle.forms().get(Bundle.HTML).contains("<figcaption>train/good/000.png (good)"));
    }

    @Test
    void animationMovesAndHasAStillImageOfItsFrames() throws IOException {
        Plane plane = Plane.of("origin", -1, 1, Series.points("", new double[] {0}, new double[] {0}, Palette.GOOD));
        Bundle bundle = Bundle.of(Animation.of(List.of(plane, plane), 10));
        assertTrue(bundle.forms().get(Bundle.HTML).startsWith("<img src=\"data:image/gif;base64,R0lGODlh"));
        byte[] still = Base64.getDecoder().decode(bundle.forms().get(StillImage.PNG));
        assertTrue(ImageIO.read(new ByteArrayInputStream(still)).getWidth() > 400, "two frames side by side");
    }

    @Test
    void galleryIsAnImageAloneAndSmallEnoughToShare() {
        Bundle bundle = Bundle.of(Gallery.of(Datasets.synthetic().train().subList(0, 9), 3));
        assertEquals(Set.of(Bundle.TEXT, StillImage.JPEG), bundle.forms().keySet());
        assertTrue(bundle.forms().get(StillImage.JPEG).length() < 600_000);
    }

    @Test
    void numbersOfATableHaveFourDigitsAndStandOnTheRight() {
        Table table = Table.create("t", DoubleColumn.create("d", 0.123456, 1234.5, 2e-9));
        String html = Bundle.of(table).forms().get(Bundle.HTML);
        assertTrue(html.contains("<td style=\"text-align:right\">0.1235</td>"), html);
        assertTrue(html.contains(">1234</td>") || html.contains(">1235</td>"), html);
        assertTrue(html.contains(">2.000e-09</td>"), html);
        String text = Bundle.of(table).forms().get(Bundle.TEXT);
        assertTrue(text.contains(" 0.1235 ") && !text.contains("0.123456"), text);
    }

    @Test
    void longTableEndsWithTheNumberOfRowsLeftOut() {
        Table table = Table.create(
                "t", StringColumn.create("s", IntStream.range(0, 23).mapToObj(Integer::toString)));
        assertTrue(Bundle.of(table).forms().get(Bundle.HTML).endsWith("<p>… 3 more rows</p>"));
    }

    @Test
    void namesInATableCannotBecomeHtml() {
        Table table = Table.create("t", StringColumn.create("s", "<script>"));
        assertTrue(Bundle.of(table).forms().get(Bundle.HTML).contains("&lt;script&gt;"));
    }

    @Test
    void modelCardIsMarkdown() {
        var forms = Bundle.of(new org.differnet.ModelCard("# a card")).forms();
        assertEquals("# a card", forms.get("text/markdown"));
        assertEquals("# a card", forms.get("text/plain"));
    }
}
