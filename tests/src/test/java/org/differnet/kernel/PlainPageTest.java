package org.differnet.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a program prints stands in the page as it is, and ends nothing there. */
class PlainPageTest {

    private static final String SCRIPT = "</pre></scr<script>ipt><script>window.stolen = 1</script>";
    private static final String IMAGE = "\"><img src=x onerror='window.stolen = 1'> &lt; \u2028";
    private static final String PLACES = "<!--BODY--> <!--SCRIPTS--> PACKED_PLOTLY PACKED_KATEX FORMULA0ALUMROF $x$";

    @ParameterizedTest
    @ValueSource(strings = {SCRIPT, IMAGE, PLACES})
    void sourceAndPrintedTextStandAsTheyAre(String text) {
        JsonObject stream = new JsonObject();
        stream.addProperty("output_type", "stream");
        stream.addProperty("name", "stdout");
        stream.addProperty("text", text);
        Document page = page(code(text, stream));
        assertEquals(text, page.select("pre.code").get(0).wholeText());
        assertEquals(text, page.select("pre.stdout").get(0).wholeText());
        assertEquals(0, page.select("script, img").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {SCRIPT, IMAGE, PLACES})
    void plainTextOfAResultStandsAsItIs(String text) {
        JsonObject data = new JsonObject();
        data.addProperty("text/plain", text);
        JsonObject result = new JsonObject();
        result.addProperty("output_type", "execute_result");
        result.add("data", data);
        Document page = page(code("1", result));
        assertEquals(text, page.select("pre.stdout").get(0).wholeText());
        assertEquals(0, page.select("script, img").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {SCRIPT, IMAGE, PLACES})
    void linesOfAnErrorStandAsTheyAre(String text) {
        JsonArray lines = new JsonArray();
        lines.add("\u001b[31m" + text + "\u001b[0m");
        JsonObject error = new JsonObject();
        error.addProperty("output_type", "error");
        error.add("traceback", lines);
        Document page = page(code("1", error));
        assertEquals(text + "\n", page.select("pre.stderr").get(0).wholeText());
        assertEquals(0, page.select("script, img").size());
    }

    private static JsonObject code(String source, JsonObject output) {
        JsonArray outputs = new JsonArray();
        outputs.add(output);
        JsonObject cell = new JsonObject();
        cell.addProperty("cell_type", "code");
        cell.addProperty("source", source);
        cell.add("outputs", outputs);
        return cell;
    }

    private static Document page(JsonObject cell) {
        JsonArray cells = new JsonArray();
        cells.add(cell);
        JsonObject notebook = new JsonObject();
        notebook.add("cells", cells);
        return Jsoup.parse(PlainPage.of(notebook));
    }
}
