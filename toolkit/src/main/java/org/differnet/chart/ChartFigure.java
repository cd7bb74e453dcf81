package org.differnet.chart;

import java.awt.Color;
import tech.tablesaw.plotly.components.Axis;
import tech.tablesaw.plotly.components.Figure;
import tech.tablesaw.plotly.components.Layout;
import tech.tablesaw.plotly.components.Line;
import tech.tablesaw.plotly.components.Margin;
import tech.tablesaw.plotly.traces.ScatterTrace;
import tech.tablesaw.plotly.traces.Trace;

/** A chart in the words of Plotly. */
final class ChartFigure {

    private ChartFigure() {}

    static Figure of(Chart chart) {
        var y = chart.yAxis();
        Layout layout = Layout.builder()
                .title(chart.title())
                .width(ChartDrawing.WIDTH)
                .height(ChartDrawing.HEIGHT)
                .margin(Margin.builder().left(72).right(24).top(56).bottom(60).build())
                .showLegend(chart.series().size() > 1)
                .xAxis(Axis.builder().title(chart.xTitle()).build())
                .yAxis(Axis.builder().title(chart.yTitle()).build())
                .build();
        return new Figure(
                layout,
                chart.series().stream().map(s -> trace(s, y.low(), y.high())).toArray(Trace[]::new));
    }

    private static Trace trace(Series series, double bottom, double top) {
        if (series instanceof Series.Bars bars) {
            Color c = bars.colour();
            return scatter(bars.outline())
                    .fill(ScatterTrace.Fill.TO_ZERO_Y)
                    .fillColor("rgba(%d, %d, %d, 0.35)".formatted(c.getRed(), c.getGreen(), c.getBlue()))
                    .build();
        }
        if (series instanceof Series.Mark mark) {
            double[] x = {mark.x(), mark.x()};
            return scatter(new Series.Line(mark.name(), x, new double[] {bottom, top}, mark.colour(), true))
                    .build();
        }
        return scatter((Series.Line) series).build();
    }

    private static ScatterTrace.ScatterBuilder scatter(Series.Line line) {
        Color c = line.colour();
        return ScatterTrace.builder(line.x(), line.y())
                .mode(ScatterTrace.Mode.LINE)
                .name(line.name())
                .line(Line.builder()
                        .color("#%06x".formatted(c.getRGB() & 0xFFFFFF))
                        .width(2)
                        .dash(line.dashed() ? Line.Dash.DASH : Line.Dash.SOLID)
                        .build());
    }
}
