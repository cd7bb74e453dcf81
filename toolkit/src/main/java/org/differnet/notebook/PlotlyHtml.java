package org.differnet.notebook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.differnet.fetch.Home;
import org.differnet.work.Escape;
import tech.tablesaw.plotly.components.Figure;

/**
 * A Plotly figure as HTML. A still image stands in its place until the page's one copy of Plotly is there, and for good
 * where no scripts run.
 */
final class PlotlyHtml {

    /** Where the page has no Plotly and the network may be asked; a browser runs it only if it has this hash. */
    private static final Map<String, String> NPM = Map.of(
            "address", "https://cdn.jsdelivr.net/npm/plotly.js-dist-min@2.35.3/plotly.min.js",
            "hash", "sha384-MqL7Cy3itNqCI1Wlc926K0XhyRKJ/NMqTaytIIEB+QIdInOploxqRIHRKLlhPykM");

    private static final String DRAW = resource("draw.js");

    private static final String BEGIN = "<script>";
    private static final String END = "</script>";

    private PlotlyHtml() {}

    static String of(Figure figure, String still) {
        // Tablesaw makes it part of a variable's name, and JupyterLab shows several notebooks on one page.
        String id = "figure_" + UUID.randomUUID().toString().replace('-', '_');
        String draw =
                Escape.insideElement(withoutElement(figure.asJavascript(id).strip()));
        return "<div id=\"" + id + "\">" + still + "</div>\n<script>\n"
                + DRAW.replace("FIGURE_ID", id)
                        .replace("FURTHER_PLACES", Escape.script(Home.offline() ? List.of() : List.of(NPM)))
                        .replace("DRAW_FIGURE", draw)
                + "</script>";
    }

    /** What Tablesaw writes is a whole element. */
    private static String withoutElement(String script) {
        return script.startsWith(BEGIN) && script.endsWith(END)
                ? script.substring(BEGIN.length(), script.length() - END.length())
                        .strip()
                : script;
    }

    private static String resource(String name) {
        try (InputStream in = PlotlyHtml.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
