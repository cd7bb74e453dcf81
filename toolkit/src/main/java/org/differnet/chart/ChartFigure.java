package org.differnet.chart;

import java.awt.Color;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.differnet.work.Escape;
import tech.tablesaw.plotly.components.Figure;

/**
 * A chart in the words of Plotly. The script is written here and not by Tablesaw, whose strings a name with a backslash
 * would end, and which cannot draw a lying box.
 */
final class ChartFigure extends Figure {

    private static final int PIXELS_A_LETTER = 7;
    private static final List<String> DASHES = List.of("dash", "dot", "dashdot", "longdash");
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
        Map<Double, String> names = chart.names();
        Map<String, Object> xAxis =
                axis(chart.xTitle(), chart.xScale(), chart.xAxis(), Axis.counts(chart.series(), Series::xs));
        Map<String, Object> yAxis =
                axis(chart.yTitle(), chart.yScale(), chart.yAxis(), Axis.counts(chart.series(), Series::ys));
        int left = 72;
        if (!names.isEmpty()) {
            xAxis.put("zerolinecolor", GRID);
            ticks(
                    yAxis,
                    List.copyOf(names.keySet()),
                    names.values().stream().map(Escape::html).toList());
            int letters = names.values().stream().mapToInt(String::length).max().orElse(0);
            left = Math.max(left, PIXELS_A_LETTER * letters + 16);
        }
        Map<String, Object> layout = titled(chart.title());
        layout.put("width", ChartDrawing.WIDTH);
        layout.put("height", ChartDrawing.HEIGHT);
        layout.put("margin", Map.of("l", left, "r", 24, "t", 56, "b", 60));
        layout.put("barmode", "overlay");
        layout.put("showlegend", !chart.legend().isEmpty());
        layout.put("xaxis", xAxis);
        layout.put("yaxis", yAxis);
        return layout;
    }

    private static Map<String, Object> axis(String title, Chart.Scale scale, Axis axis, boolean counts) {
        Map<String, Object> part = titled(title);
        if (scale == Chart.Scale.LOGARITHMIC) {
            part.put("type", "log");
            ticks(part, axis.ticks(), axis.ticks().stream().map(axis::label).toList());
        } else if (counts && axis.step() == 1) {
            part.put("dtick", 1);
        }
        return part;
    }

    private static void ticks(Map<String, Object> axis, List<Double> places, List<String> names) {
        axis.put("tickmode", "array");
        axis.put("tickvals", places);
        axis.put("ticktext", names);
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

    private Map<String, Object> trace(Series series, double bottom, double top) {
        if (series instanceof Series.Bars bars) {
            return area(bars.outline(), "tozeroy", 2);
        }
        if (series instanceof Series.Band band) {
            return area(band.outline(), "toself", 0);
        }
        if (series instanceof Series.Box box) {
            return box(box);
        }
        if (series instanceof Series.Beams beams) {
            return beams(beams);
        }
        if (series instanceof Series.Mark mark) {
            double[] x = {mark.x(), mark.x()};
            Series.Line upright = new Series.Line(mark.name(), x, new double[] {bottom, top}, mark.colour(), true);
            return line(upright, 2, dash(mark));
        }
        if (series instanceof Series.Points points) {
            Map<String, Object> trace = scatter("markers", points.name(), points.x(), points.y());
            trace.put("marker", Map.of("color", hex(points.colour()), "opacity", 0.6));
            return trace;
        }
        return line((Series.Line) series, 2, dash(series));
    }

    private static Map<String, Object> area(Series.Line outline, String fill, double lineWidth) {
        Color c = outline.colour();
        Map<String, Object> trace = line(outline, lineWidth, "solid");
        trace.put("fill", fill);
        trace.put(
                "fillcolor",
                String.format(Locale.ROOT, "rgba(%d, %d, %d, 0.35)", c.getRed(), c.getGreen(), c.getBlue()));
        return trace;
    }

    private String dash(Series series) {
        int place = SeriesDrawing.dashed(chart.series()).indexOf(series);
        return place < 0 ? "solid" : DASHES.get(place % DASHES.size());
    }

    private static Map<String, Object> line(Series.Line line, double width, String dash) {
        Map<String, Object> trace = scatter("lines", line.name(), line.x(), line.y());
        trace.put("line", Map.of("color", hex(line.colour()), "width", width, "dash", dash));
        return trace;
    }

    private static String legendName(String name) {
        return Wrapped.lines(name).stream().map(Escape::html).collect(Collectors.joining("<br>"));
    }

    private static Map<String, Object> scatter(String mode, String name, double[] x, double[] y) {
        Map<String, Object> trace = new LinkedHashMap<>();
        trace.put("type", "scatter");
        trace.put("mode", mode);
        trace.put("name", legendName(name));
        trace.put("showlegend", !name.isEmpty());
        trace.put("x", x);
        trace.put("y", y);
        return trace;
    }

    private static Map<String, Object> beams(Series.Beams beams) {
        int[] shown = IntStream.range(0, beams.values().length)
                .filter(i -> !Double.isNaN(beams.values()[i]))
                .toArray();
        Map<String, Object> trace = new LinkedHashMap<>();
        trace.put("type", "bar");
        trace.put("orientation", "h");
        trace.put("name", Escape.html(beams.name()));
        trace.put("x", Arrays.stream(shown).mapToDouble(i -> beams.values()[i]).toArray());
        trace.put("y", Arrays.stream(shown).mapToDouble(i -> beams.places()[i]).toArray());
        trace.put("width", beams.thickness());
        trace.put("marker", Map.of("color", hex(beams.colour()), "opacity", 0.6));
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
