package org.differnet.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The axes of a plot drawn with Java2D: a grid, and beside it the numbers or names of its lines. */
final class AxesDrawing {

    static final Color TEXT = new Color(0x333333);
    static final Color GRID = new Color(0xE6E6E6);
    static final Font SMALL = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    /** Pixels from one line of a name to the next. */
    static final int LINE = 15;

    private final Graphics2D g;
    private final Plot plot;
    private final Rectangle2D area;

    AxesDrawing(Graphics2D g, Plot plot) {
        this.g = g;
        this.plot = plot;
        this.area = plot.area();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        g.setFont(SMALL);
        g.setStroke(new BasicStroke(1));
    }

    void xTicks() {
        for (double tick : plot.x().ticks()) {
            double x = plot.px(tick);
            grid(new Line2D.Double(x, area.getY(), x, area.getMaxY()));
            centred(g, plot.x().label(tick), x, area.getMaxY() + 18);
        }
    }

    void yTicks() {
        for (double tick : plot.y().ticks()) {
            grid(new Line2D.Double(area.getX(), plot.py(tick), area.getMaxX(), plot.py(tick)));
            yName(plot.y().label(tick), tick);
        }
    }

    /** Both axes with numbers at their first and last ticks alone, where there is no room for more. */
    void ends() {
        for (double tick : ends(plot.x())) {
            centred(g, plot.x().label(tick), plot.px(tick), area.getMaxY() + 18);
        }
        for (double tick : ends(plot.y())) {
            yName(plot.y().label(tick), tick);
        }
        lines();
    }

    private static Set<Double> ends(Axis axis) {
        List<Double> ticks = axis.ticks();
        return ticks.isEmpty() ? Set.of() : new TreeSet<>(List.of(ticks.get(0), ticks.get(ticks.size() - 1)));
    }

    /** A text at the y axis, in several lines where it is long. */
    void yName(String text, double y) {
        List<String> lines = Wrapped.lines(text);
        double baseline = plot.py(y) + 4 - (lines.size() - 1) * LINE / 2.0;
        g.setColor(TEXT);
        for (String line : lines) {
            Lettering.write(g, line, area.getX() - 8 - Lettering.width(g, SMALL, line), baseline);
            baseline += LINE;
        }
    }

    void lines() {
        g.setColor(TEXT);
        g.draw(new Line2D.Double(area.getX(), area.getMaxY(), area.getMaxX(), area.getMaxY()));
        g.draw(new Line2D.Double(area.getX(), area.getY(), area.getX(), area.getMaxY()));
    }

    static void centred(Graphics2D g, String text, double middle, double baseline) {
        double width = Lettering.width(g, g.getFont(), text);
        g.setColor(TEXT);
        Lettering.write(g, text, middle - width / 2, baseline);
    }

    private void grid(Line2D line) {
        g.setColor(GRID);
        g.draw(line);
    }
}
