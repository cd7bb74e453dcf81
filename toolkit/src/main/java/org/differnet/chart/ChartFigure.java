package org.differnet.chart;

import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.differnet.work.Escape;
import tech.tablesaw.plotly.components.Figure;

/**
 * A chart in the words of Plotly. The script is written here and not by Tablesaw, whose strings a name with a backslash
 * would end, and which cannot draw a lying box.
 */
final class ChartFigure extends Figure {

    private static final int PIXELS_A_LETTER = 7;
    private static final String GRID = "#e6e6e6";

    private final Chart chart;

    private ChartFigure(Chart chart) {
        super();
        this.chart = chart;
    }

    static Figure of(Chart chart) {
        return new ChartFigure(chart);
    }

    /** {@inheritDoc} */
    @Override
    public String asJavascript(String place) {
        String target = "target_" + place;
        // Plotly's tool bar covers the ends of titles.
        return "<script>\n"
                + "var " + target + " = document.getElementById(" + Escape.script(place) + ");\n"
                + "var layout = " + Escape.script(layout()) + ";\n"
                + "var config = " + Escape.script(Map.of("displayModeBar", false)) + ";\n"
                + "var data = " + Escape.script(data()) + ";\n"
                + "Plotly.newPlot(" + target + ", data, layout, config);\n"
                + "</script>\n";
    }

    private Map<String, Object> layout() {
        List<Series.Box> boxes = chart.boxes();
        Map<String, Object> xAxis = titled(chart.xTitle());
        Map<String, Object> yAxis = titled(chart.yTitle());
        int left = 72;
        if (!boxes.isEmpty()) {
            xAxis.put("zerolinecolor", GRID);
            yAxis.put("tickmode", "array");
            yAxis.put("tickvals", boxes.stream().map(Series.Box::place).toList());
            yAxis.put(
                    "ticktext",
                    boxes.stream().map(box -> Escape.html(box.name())).toList());
            int letters =
                    boxes.stream().mapToInt(box -> box.name().length()).max().orElse(0);
            left = Math.max(left, PIXELS_A_LETTER * letters + 16);
        }
        Map<String, Object> layout = titled(chart.title());
        layout.put("width", ChartDrawing.WIDTH);
        layout.put("height", ChartDrawing.HEIGHT);
        layout.put("margin", Map.of("l", left, "r", 24, "t", 56, "b", 60));
        layout.put("showlegend", !chart.legend().isEmpty());
        layout.put("xaxis", xAxis);
        layout.put("yaxis", yAxis);
        return layout;
    }

    private static Map<String, Object> titled(String title) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("title", Escape.html(title));
        return part;
    }

    private List<Map<String, Object>> data() {
        Axis y = chart.yAxis();
        return chart.series().stream().map(s -> trace(s, y.low(), y.high())).toList();
    }

    private static Map<String, Object> trace(Series series, double bottom, double top) {
        if (series instanceof Series.Bars bars) {
            return area(bars.outline(), "tozeroy", 2);
        }
        if (series instanceof Series.Band band) {
            return area(band.outline(), "toself", 0);
        }
        if (series instanceof Series.Box box) {
            return box(box);
        }
        if (series instanceof Series.Mark mark) {
            double[] x = {mark.x(), mark.x()};
            return line(new Series.Line(mark.name(), x, new double[] {bottom, top}, mark.colour(), true), 2);
        }
        if (series instanceof Series.Points points) {
            Map<String, Object> trace = scatter("markers", points.name(), points.x(), points.y());
            trace.put("marker", Map.of("color", hex(points.colour()), "opacity", 0.6));
            return trace;
        }
        return line((Series.Line) series, 2);
    }

    private static Map<String, Object> area(Series.Line outline, String fill, double lineWidth) {
        Color c = outline.colour();
        Map<String, Object> trace = line(outline, lineWidth);
        trace.put("fill", fill);
        trace.put(
                "fillcolor",
                String.format(Locale.ROOT, "rgba(%d, %d, %d, 0.35)", c.getRed(), c.getGreen(), c.getBlue()));
        return trace;
    }

    private static Map<String, Object> line(Series.Line line, double width) {
        Map<String, Object> trace = scatter("lines", line.name(), line.x(), line.y());
        trace.put(
                "line", Map.of("color", hex(line.colour()), "width", width, "dash", line.dashed() ? "dash" : "solid"));
        return trace;
    }

    private static Map<String, Object> scatter(String mode, String name, double[] x, double[] y) {
        Map<String, Object> trace = new LinkedHashMap<>();
        trace.put("type", "scatter");
        trace.put("mode", mode);
        trace.put("name", Escape.html(name));
        trace.put("showlegend", !name.isEmpty());
        trace.put("x", x);
        trace.put("y", y);
        return trace;
    }

    private static Map<String, Object> box(Series.Box box) {
        Map<String, Object> trace = new LinkedHashMap<>();
        trace.put("type", "box");
        trace.put("orientation", "h");
        trace.put("x", box.values());
        trace.put("y0", box.place());
        trace.put("name", Escape.html(box.name()));
        trace.put("boxpoints", "outliers");
        trace.put("showlegend", false);
        trace.put("marker", Map.of("color", hex(box.colour())));
        return trace;
    }

    private static String hex(Color colour) {
        return String.format(Locale.ROOT, "#%06x", colour.getRGB() & 0xFFFFFF);
    }
}
