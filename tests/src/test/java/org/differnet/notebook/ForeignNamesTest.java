package org.differnet.notebook;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.differnet.chart.Chart;
import org.differnet.chart.Palette;
import org.differnet.chart.Series;
import org.differnet.data.Sample;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.traces.ScatterTrace;

/** Names of files and kinds come from outside: each stands in a page as itself and ends nothing there. */
class ForeignNamesTest {

    private static final String SCRIPT = "</script><script>window.stolen = 1</script>";
    private static final String NESTED = "</scr<script>ipt><script>window.stolen = 1</scr</script>ipt>";
    private static final String IMAGE = "<img src=x onerror='window.stolen = 1'>";
    private static final String BACKSLASH = "ends in a backslash \\";
    private static final String QUOTES = "'; window.stolen = 1; // \"; window.stolen = 1; // `";
    private static final String LINES = "two\u2028lines\u2029and\nmore\rof\tthem";
    private static final String COMMENT = "<!-- <script> &lt;b&gt; &amp;";

    private static final double[] X = {0, 1};

    @ParameterizedTest
    @ValueSource(strings = {SCRIPT, NESTED, IMAGE, BACKSLASH, QUOTES, LINES, COMMENT})
    void nameInAChartStaysInItsTexts(String name) {
        Chart chart = Chart.of(name, name, name, Series.line(name, X, X, Palette.GOOD));
        String script = script(Bundle.of(chart).forms().get(Bundle.HTML));
        JsonObject layout = json(script, "layout").getAsJsonObject();
        assertEquals(name, shown(layout.get("title").getAsString()));
        assertEquals(name, shown(layout.getAsJsonObject("xaxis").get("title").getAsString()));
        assertEquals(name, shown(layout.getAsJsonObject("yaxis").get("title").getAsString()));
        JsonObject trace = json(script, "data").getAsJsonArray().get(0).getAsJsonObject();
        // A legend breaks long names at blanks.
        assertEquals(name, shown(trace.get("name").getAsString().replace("<br>", " ")));
    }

    @ParameterizedTest
    @ValueSource(strings = {SCRIPT, NESTED, IMAGE, BACKSLASH, QUOTES, LINES, COMMENT})
    void nameOfABoxStaysAtItsAxis(String name) {
        Chart chart = Chart.boxes("s", "score", new Chart.Group(name, X, Palette.GOOD));
        String script = script(Bundle.of(chart).forms().get(Bundle.HTML));
        JsonObject axis = json(script, "layout").getAsJsonObject().getAsJsonObject("yaxis");
        assertEquals(name, shown(axis.getAsJsonArray("ticktext").get(0).getAsString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {SCRIPT, NESTED, IMAGE, BACKSLASH, QUOTES, LINES, COMMENT})
    void nameInAScriptIsWrittenInPlainLetters(String name) {
        Chart chart = Chart.of(name, "x", "y", Series.line(name, X, X, Palette.GOOD));
        String data = chart.figure().asJavascript("place").replaceAll("</?script>", "");
        assertFalse(data.matches("(?s).*[<>\u2028\u2029].*"), data);
    }

    @ParameterizedTest
    @ValueSource(strings = {SCRIPT, NESTED, IMAGE, BACKSLASH, QUOTES, LINES, COMMENT})
    void figureOfSomebodyElseStaysInItsElement(String name) {
        ScatterTrace trace = ScatterTrace.builder(X, X)
                .name(name)
                .text(new String[] {name, name})
                .build();
        Figure figure = new Figure(Layout.builder(name).build(), trace);
        Document page = page(Bundle.of(figure).forms().get(Bundle.HTML));
        assertEquals(1, page.select("script").size());
        assertEquals(0, page.select("img").size());
        assertTrue(page.text().isBlank(), page.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {SCRIPT, NESTED, IMAGE, BACKSLASH, QUOTES, LINES, COMMENT})
    void nameInATableIsTextOfItsCell(String name) {
        Table table = Table.create(name, StringColumn.create(name, name));
        Document page = page(Bundle.of(table).forms().get(Bundle.HTML));
        for (String part : new String[] {"caption", "th", "td"}) {
            assertEquals(name, unfolded(page, part), part);
        }
        assertEquals(0, page.select("script, img").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {SCRIPT, NESTED, IMAGE, BACKSLASH, QUOTES, LINES, COMMENT})
    void nameOfAPictureIsTextOfItsCaption(String name) {
        Sample sample = Sample.of(name, new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY));
        Document page = page(Bundle.of(sample).forms().get(Bundle.HTML));
        assertEquals(name + " (good)", unfolded(page, "figcaption"));
        assertEquals(1, page.select("img").size());
        assertEquals(0, page.select("script").size());
    }

    private static Document page(String html) {
        return Jsoup.parse("<!DOCTYPE html><html><body>" + html + "</body></html>");
    }

    /** The one script of a page that shows nothing but an image. */
    private static String script(String html) {
        Document page = page(html);
        assertEquals(1, page.select("script").size(), html);
        assertEquals(1, page.select("img").size());
        assertEquals(
                0,
                page.select("img").get(0).attributes().asList().stream()
                        .filter(attribute -> attribute.getKey().startsWith("on"))
                        .count());
        assertTrue(page.text().isBlank(), page.text());
        return page.select("script").get(0).data();
    }

    private static com.google.gson.JsonElement json(String script, String variable) {
        Matcher found = Pattern.compile("(?m)^var " + variable + " = (.*);$").matcher(script);
        assertTrue(found.find(), script);
        return JsonParser.parseString(found.group(1));
    }

    /** What Plotly, which reads some HTML, makes of a text. */
    private static String shown(String text) {
        assertFalse(text.contains("<"), text);
        return Parser.unescapeEntities(text, true);
    }

    private static String unfolded(Document page, String part) {
        return page.select(part).get(0).wholeText().replace("\r\n", "\n");
    }
}
