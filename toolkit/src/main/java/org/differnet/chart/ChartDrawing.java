package org.differnet.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A chart drawn with Java2D: title above, legend inside where it hides least, of bars beside them. */
final class ChartDrawing {

    static final int WIDTH = 720;
    static final int HEIGHT = 440;

    private static final int LEFT = 72;
    private static final int RIGHT = 24;
    private static final int TOP = 48;

    /** From a line of a name in the legend to its next one. */
    private static final int BOTTOM = 60;

    private static final int MOST_NAME = 240;

    private static final int LEGEND_MARGIN = 10;

    /** Of the width, beside lying bars. */
    private static final double MOST_LEGEND = 0.6;

    /** The upright title of the y axis with the space around it. */
    private static final int Y_TITLE = 38;

    private static final Font AXIS_TITLE = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 16);

    private final Chart chart;
    private final BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    private final Graphics2D g = image.createGraphics();
    private final Plot plot;
    private final Rectangle2D area;

    private static final List<Double> DOWN_THE_CORNERS = List.of(0.0, 1.0);
    private static final List<Double> DOWN_THE_SIDES = List.of(0.25, 0.5, 0.75);

    /** Whether the legend stands beside the axes, since lying bars may fill every corner. */
    private final boolean beside;

    ChartDrawing(Chart chart) {
        this.chart = chart;
        int names = Math.min(
                MOST_NAME, widest(chart.names().values().stream().flatMap(name -> Wrapped.lines(name).stream())));
        Axis y = chart.yAxis();
        int numbers = widest(y.ticks().stream().map(y::label));
        int left = Math.max(LEFT, chart.names().isEmpty() ? numbers + Y_TITLE : names + 24);
        this.beside = !chart.legend().isEmpty() && chart.series().stream().anyMatch(s -> s instanceof Series.Beams);
        int width = WIDTH - left - RIGHT;
        int taken = beside ? (int) Math.min(MOST_LEGEND * width, legendWidth() + LEGEND_MARGIN) : 0;
        this.area = new Rectangle2D.Double(left, TOP, width - taken, HEIGHT - TOP - BOTTOM);
        this.plot = new Plot(area, chart.xAxis(), y);
    }

    private int legendWidth() {
        return widest(chart.legend().stream().flatMap(each -> Wrapped.lines(each.name()).stream())) + 52;
    }

    BufferedImage draw() {
        try {
            g.setColor(Color.WHITE);
            g.fillRect(0, 0, WIDTH, HEIGHT);
            axes();
            titles();
            g.setClip(area);
            SeriesDrawing drawing = new SeriesDrawing(g, plot, chart.series());
            chart.series().forEach(drawing::draw);
            g.setClip(null);
            if (!chart.legend().isEmpty()) {
                legend(drawing, chart.legend());
            }
        } finally {
            g.dispose();
        }
        return image;
    }

    private void axes() {
        AxesDrawing axes = new AxesDrawing(g, plot);
        axes.xTicks();
        if (chart.names().isEmpty()) {
            axes.yTicks();
        } else {
            chart.names().forEach((place, name) -> axes.yName(name, place));
        }
        axes.lines();
    }

    private void titles() {
        g.setColor(AxesDrawing.TEXT);
        g.setFont(TITLE);
        Lettering.write(g, chart.title(), LEFT, TOP - 18);
        g.setFont(AXIS_TITLE);
        AxesDrawing.centred(g, chart.xTitle(), area.getCenterX(), HEIGHT - 16);
        AffineTransform upright = g.getTransform();
        g.rotate(-Math.PI / 2, 20, area.getCenterY());
        AxesDrawing.centred(g, chart.yTitle(), 20, area.getCenterY());
        g.setTransform(upright);
    }

    private void legend(SeriesDrawing drawing, List<Series> series) {
        g.setFont(AxesDrawing.SMALL);
        List<List<String>> names =
                series.stream().map(each -> Wrapped.lines(each.name())).toList();
        int further = names.stream().mapToInt(lines -> lines.size() - 1).sum();
        double height = 20 * series.size() + AxesDrawing.LINE * further + 10;
        Rectangle2D box = beside
                ? new Rectangle2D.Double(area.getMaxX() + LEGEND_MARGIN, area.getY(), legendWidth(), height)
                : emptiestPlace(legendWidth(), height);
        g.setColor(new Color(255, 255, 255, 225));
        g.fill(box);
        g.setColor(AxesDrawing.GRID);
        g.setStroke(new BasicStroke(1));
        g.draw(box);
        double middle = box.getY() + 15;
        for (int i = 0; i < series.size(); i++) {
            drawing.sample(series.get(i), box.getX() + 8, middle);
            g.setColor(AxesDrawing.TEXT);
            for (String line : names.get(i)) {
                Lettering.write(g, line, box.getX() + 42, middle + 4);
                middle += AxesDrawing.LINE;
            }
            middle += 20 - AxesDrawing.LINE;
        }
    }

    /** The place for a legend behind which the fewest lines and points lie; of several the first, corners before others. */
    private Rectangle2D emptiestPlace(double width, double height) {
        double left = area.getX() + LEGEND_MARGIN;
        double top = area.getY() + LEGEND_MARGIN;
        double across = area.getWidth() - width - 2 * LEGEND_MARGIN;
        double down = area.getHeight() - height - 2 * LEGEND_MARGIN;
        return Stream.of(DOWN_THE_CORNERS, DOWN_THE_SIDES)
                .flatMap(places -> Stream.of(1, 0).flatMap(x -> places.stream()
                        .map(y -> new Rectangle2D.Double(left + x * across, top + y * down, width, height))))
                .min(Comparator.comparingLong(this::linesBehind))
                .orElseThrow();
    }

    private long linesBehind(Rectangle2D box) {
        Rectangle2D near =
                new Rectangle2D.Double(box.getX() - 10, box.getY() - 10, box.getWidth() + 20, box.getHeight() + 20);
        long lines = 0;
        for (Series series : chart.series()) {
            double[] xs = series.xs();
            double[] ys = series.ys();
            if (series instanceof Series.Points) {
                lines += IntStream.range(0, xs.length)
                        .filter(i -> near.contains(plot.px(xs[i]), plot.py(ys[i])))
                        .count();
                continue;
            }
            if (series instanceof Series.Mark mark) {
                double x = plot.px(mark.x());
                lines += near.getMinX() <= x && x <= near.getMaxX() ? 1 : 0;
                continue;
            }
            for (int i = 1; i < ys.length; i++) {
                boolean crosses =
                        near.intersectsLine(plot.px(xs[i - 1]), plot.py(ys[i - 1]), plot.px(xs[i]), plot.py(ys[i]));
                lines += crosses ? 1 : 0;
            }
        }
        return lines;
    }

    private int widest(Stream<String> texts) {
        return texts.mapToInt(text -> Lettering.width(g, AxesDrawing.SMALL, text))
                .max()
                .orElse(0);
    }
}
