package org.differnet.notebook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import tech.tablesaw.plotly.components.Figure;

/**
 * A Plotly figure as HTML. A still image stands in its place until the page's one copy of Plotly is there, and for good
 * where no scripts run.
 */
final class PlotlyHtml {

    private static final String DRAW = resource("draw.js");

    private PlotlyHtml() {}

    static String of(Figure figure, String still) {
        // Tablesaw makes it part of a variable's name, and JupyterLab shows several notebooks on one page.
        String id = "figure_" + UUID.randomUUID().toString().replace('-', '_');
        String draw = figure.asJavascript(id).replaceAll("</?script[^>]*>", "");
        return "<div id=\"" + id + "\">" + still + "</div>\n<script>\n"
                + DRAW.replace("FIGURE_ID", id).replace("DRAW_FIGURE", draw.strip())
                + "</script>";
    }

    private static String resource(String name) {
        try (InputStream in = PlotlyHtml.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
