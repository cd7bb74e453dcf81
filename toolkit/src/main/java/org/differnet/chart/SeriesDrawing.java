package org.differnet.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Series drawn with Java2D, in the plot and as samples in the legend. */
final class SeriesDrawing {

    private static final float[][] DASHES = {{7, 5}, {2, 3}, {10, 4, 2, 4}, {16, 5}};
    private static final double HALF_BOX = 0.3;
    private static final double DOT = 5;
    private static final int DOT_ALPHA = 150;

    private final Graphics2D g;
    private final Plot plot;
    private final List<Series> dashed;

    /** Of the numbers at bars. */
    private final int decimals;

    /** @param all the series of the plot: dashed ones are told apart by their dashes, bars have as many decimals */
    SeriesDrawing(Graphics2D g, Plot plot, List<Series> all) {
        this.g = g;
        this.plot = plot;
        this.dashed = dashed(all);
        this.decimals = decimals(all.stream()
                .filter(s -> s instanceof Series.Beams)
                .flatMapToDouble(s -> Arrays.stream(((Series.Beams) s).values()))
                .filter(Double::isFinite)
                .toArray());
    }

    /** So many that the greatest number has three digits, 100 one decimal; none where all numbers are whole. */
    private static int decimals(double[] values) {
        double greatest = DoubleStream.of(values).map(Math::abs).max().orElse(0);
        boolean whole = DoubleStream.of(values).allMatch(value -> value == Math.rint(value));
        return whole || greatest == 0 ? 0 : (int) Math.max(0, 3 - Math.ceil(Math.log10(greatest)));
    }

    /** Those that are drawn dashed, in their order. */
    static List<Series> dashed(List<Series> all) {
        return all.stream()
                .filter(s -> s instanceof Series.Mark || s instanceof Series.Line line && line.dashed())
                .toList();
    }

    void draw(Series series) {
        g.setColor(series.colour());
        if (series instanceof Series.Bars bars) {
            area(path(bars.outline()), series.colour());
        } else if (series instanceof Series.Band band) {
            g.setColor(seeThrough(series.colour()));
            g.fill(path(band.outline()));
        } else if (series instanceof Series.Box box) {
            box(box);
        } else if (series instanceof Series.Beams beams) {
            beams(beams);
        } else if (series instanceof Series.Mark mark) {
            g.setStroke(stroke(mark));
            double x = plot.px(mark.x());
            g.draw(new Line2D.Double(x, plot.area().getY(), x, plot.area().getMaxY()));
        } else if (series instanceof Series.Points points) {
            g.setColor(new Color(points.colour().getRGB() & 0xFFFFFF | DOT_ALPHA << 24, true));
            for (int i = 0; i < points.x().length; i++) {
                g.fill(dot(plot.px(points.x()[i]), plot.py(points.y()[i])));
            }
        } else if (series instanceof Series.Line line) {
            g.setStroke(stroke(line));
            g.draw(path(line));
        }
    }

    /** What the legend shows beside the name: 26 pixels wide. */
    void sample(Series series, double left, double middle) {
        Rectangle2D box = new Rectangle2D.Double(left, middle - 5, 26, 10);
        g.setColor(series.colour());
        if (series instanceof Series.Bars || series instanceof Series.Beams) {
            area(box, series.colour());
        } else if (series instanceof Series.Band) {
            g.setColor(seeThrough(series.colour()));
            g.fill(box);
        } else if (series instanceof Series.Points) {
            g.fill(dot(left + 13, middle));
        } else {
            g.setStroke(stroke(series));
            g.draw(new Line2D.Double(left, middle, left + 26, middle));
        }
    }

    private void beams(Series.Beams beams) {
        for (int i = 0; i < beams.values().length; i++) {
            double value = beams.values()[i];
            if (Double.isNaN(value)) {
                continue;
            }
            double from = plot.px(Math.min(0, value));
            double to = plot.px(Math.max(0, value));
            double middle = plot.py(beams.places()[i]);
            double half = middle - plot.py(beams.places()[i] + beams.thickness() / 2);
            area(new Rectangle2D.Double(from, middle - half, to - from, 2 * half), beams.colour());
            g.setFont(AxesDrawing.SMALL);
            g.setColor(AxesDrawing.TEXT);
            String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
            int width = Lettering.width(g, AxesDrawing.SMALL, text);
            double inside = to - width - 4;
            Lettering.write(g, text, inside > from + 2 ? inside : to + 4, middle + 4);
        }
    }

    private void box(Series.Box box) {
        double[] inner = box.inner();
        double least = plot.px(inner[0]);
        double greatest = plot.px(inner[inner.length - 1]);
        double from = plot.px(box.quantile(0.25));
        double to = plot.px(box.quantile(0.75));
        double median = plot.px(box.quantile(0.5));
        double middle = plot.py(box.place());
        double half = middle - plot.py(box.place() + HALF_BOX);
        area(new Rectangle2D.Double(from, middle - half, to - from, 2 * half), box.colour());
        g.draw(new Line2D.Double(least, middle, from, middle));
        g.draw(new Line2D.Double(to, middle, greatest, middle));
        g.draw(new Line2D.Double(least, middle - half / 2, least, middle + half / 2));
        g.draw(new Line2D.Double(greatest, middle - half / 2, greatest, middle + half / 2));
        g.setStroke(new BasicStroke(3));
        g.draw(new Line2D.Double(median, middle - half, median, middle + half));
        Arrays.stream(box.values())
                .filter(v -> v < inner[0] || v > inner[inner.length - 1])
                .forEach(v -> g.fill(dot(plot.px(v), middle)));
    }

    private static Ellipse2D dot(double x, double y) {
        return new Ellipse2D.Double(x - DOT / 2, y - DOT / 2, DOT, DOT);
    }

    private void area(Shape shape, Color colour) {
        g.setColor(seeThrough(colour));
        g.fill(shape);
        g.setColor(colour);
        g.setStroke(new BasicStroke(1.5f));
        g.draw(shape);
    }

    private Path2D path(Series.Line line) {
        Path2D path = new Path2D.Double();
        path.moveTo(plot.px(line.x()[0]), plot.py(line.y()[0]));
        for (int i = 1; i < line.x().length; i++) {
            path.lineTo(plot.px(line.x()[i]), plot.py(line.y()[i]));
        }
        return path;
    }

    private BasicStroke stroke(Series series) {
        int place = dashed.indexOf(series);
        return place < 0
                ? new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
                : new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, DASHES[place % DASHES.length], 0);
    }

    private static Color seeThrough(Color c) {
        return new Color(c.getRed(), c.getGreen(), c.getBlue(), 90);
    }
}
