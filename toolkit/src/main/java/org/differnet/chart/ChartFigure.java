package org.differnet.chart;

import java.awt.Color;
import java.util.Locale;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Config;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Margin;
import tech.tablesaw.plotly.components.Marker;
import tech.tablesaw.plotly.components.TickSettings;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/** A chart in the words of Plotly. */
final class ChartFigure {

    private static final int PIXELS_A_LETTER = 7;
    private static final String GRID = "#e6e6e6";

    private ChartFigure() {}

    static Figure of(Chart chart) {
        var y = chart.yAxis();
        var boxes = chart.boxes();
        Axis.AxisBuilder xAxis = Axis.builder().title(chart.xTitle());
        Axis.AxisBuilder yAxis = Axis.builder().title(chart.yTitle());
        int left = 72;
        if (!boxes.isEmpty()) {
            xAxis.zeroLineColor(GRID);
            yAxis.tickSettings(TickSettings.builder()
                    .tickMode(TickSettings.TickMode.ARRAY)
                    .arrayTicks(
                            boxes.stream().mapToDouble(Series.Box::place).toArray(),
                            boxes.stream().map(Series.Box::name).toArray(String[]::new))
                    .build());
            int letters =
                    boxes.stream().mapToInt(box -> box.name().length()).max().orElse(0);
            left = Math.max(left, PIXELS_A_LETTER * letters + 16);
        }
        Layout layout = Layout.builder()
                .title(chart.title())
                .width(ChartDrawing.WIDTH)
                .height(ChartDrawing.HEIGHT)
                .margin(Margin.builder().left(left).right(24).top(56).bottom(60).build())
                .showLegend(!chart.legend().isEmpty())
                .xAxis(xAxis.build())
                .yAxis(yAxis.build())
                .build();
        // Plotly's tool bar covers the ends of titles.
        return new Figure(
                layout,
                Config.builder().displayModeBar(false).build(),
                chart.series().stream().map(s -> trace(s, y.low(), y.high())).toArray(Trace[]::new));
    }

    private static Trace trace(Series series, double bottom, double top) {
        if (series instanceof Series.Bars bars) {
            return area(bars.outline(), ScatterTrace.Fill.TO_ZERO_Y, 2);
        }
        if (series instanceof Series.Band band) {
            return area(band.outline(), ScatterTrace.Fill.TO_SELF, 0);
        }
        if (series instanceof Series.Box box) {
            return new BoxTrace(box);
        }
        if (series instanceof Series.Mark mark) {
            double[] x = {mark.x(), mark.x()};
            return scatter(new Series.Line(mark.name(), x, new double[] {bottom, top}, mark.colour(), true), 2)
                    .build();
        }
        if (series instanceof Series.Points points) {
            return ScatterTrace.builder(points.x(), points.y())
                    .mode(ScatterTrace.Mode.MARKERS)
                    .name(points.name())
                    .showLegend(!points.name().isEmpty())
                    .marker(Marker.builder()
                            .color(hex(points.colour()))
                            .opacity(0.6)
                            .build())
                    .build();
        }
        return scatter((Series.Line) series, 2).build();
    }

    private static Trace area(Series.Line outline, ScatterTrace.Fill fill, double lineWidth) {
        Color c = outline.colour();
        return scatter(outline, lineWidth)
                .fill(fill)
                .fillColor(String.format(Locale.ROOT, "rgba(%d, %d, %d, 0.35)", c.getRed(), c.getGreen(), c.getBlue()))
                .build();
    }

    private static ScatterTrace.ScatterBuilder scatter(Series.Line line, double width) {
        return ScatterTrace.builder(line.x(), line.y())
                .mode(ScatterTrace.Mode.LINE)
                .name(line.name())
                .showLegend(!line.name().isEmpty())
                .line(Line.builder()
                        .color(hex(line.colour()))
                        .width(width)
                        .dash(line.dashed() ? Line.Dash.DASH : Line.Dash.SOLID)
                        .build());
    }

    static String hex(Color colour) {
        return String.format(Locale.ROOT, "#%06x", colour.getRGB() & 0xFFFFFF);
    }
}
