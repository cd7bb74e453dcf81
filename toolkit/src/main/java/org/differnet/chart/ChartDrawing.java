package org.differnet.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/** A chart drawn with Java2D: title above, legend inside at the emptier side of the top. */
final class ChartDrawing {

    static final int WIDTH = 720;
    static final int HEIGHT = 440;

    private static final int LEFT = 72;
    private static final int RIGHT = 24;
    private static final int TOP = 48;
    private static final int BOTTOM = 60;
    private static final Color TEXT = new Color(0x333333);
    private static final Color GRID = new Color(0xE6E6E6);
    private static final float[] DASH = {7, 5};

    private final Chart chart;
    private final Axis x;
    private final Axis y;

    ChartDrawing(Chart chart) {
        this.chart = chart;
        this.x = chart.xAxis();
        this.y = chart.yAxis();
    }

    BufferedImage draw() {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        try {
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            g.setColor(Color.WHITE);
            g.fillRect(0, 0, WIDTH, HEIGHT);
            axes(g);
            titles(g);
            g.setClip(new Rectangle2D.Double(LEFT, TOP, plotWidth(), plotHeight()));
            chart.series().forEach(series -> draw(g, series));
            if (chart.series().size() > 1) {
                legend(g, chart.series());
            }
        } finally {
            g.dispose();
        }
        return image;
    }

    private void axes(Graphics2D g) {
        g.setFont(font(Font.PLAIN, 12));
        g.setStroke(new BasicStroke(1));
        for (double tick : x.ticks()) {
            grid(g, new Line2D.Double(px(tick), TOP, px(tick), TOP + plotHeight()));
            centred(g, x.label(tick), px(tick), TOP + plotHeight() + 18);
        }
        for (double tick : y.ticks()) {
            grid(g, new Line2D.Double(LEFT, py(tick), LEFT + plotWidth(), py(tick)));
            String label = y.label(tick);
            int width = g.getFontMetrics().stringWidth(label);
            g.drawString(label, LEFT - 8 - width, (float) py(tick) + 4);
        }
        g.draw(new Line2D.Double(LEFT, TOP + plotHeight(), LEFT + plotWidth(), TOP + plotHeight()));
        g.draw(new Line2D.Double(LEFT, TOP, LEFT, TOP + plotHeight()));
    }

    private static void grid(Graphics2D g, Line2D line) {
        g.setColor(GRID);
        g.draw(line);
        g.setColor(TEXT);
    }

    private void titles(Graphics2D g) {
        g.setFont(font(Font.BOLD, 16));
        g.drawString(chart.title(), LEFT, TOP - 18);
        g.setFont(font(Font.PLAIN, 13));
        centred(g, chart.xTitle(), LEFT + plotWidth() / 2, HEIGHT - 16);
        AffineTransform upright = g.getTransform();
        g.rotate(-Math.PI / 2, 20, TOP + plotHeight() / 2);
        centred(g, chart.yTitle(), 20, TOP + plotHeight() / 2);
        g.setTransform(upright);
    }

    private void draw(Graphics2D g, Series series) {
        g.setColor(series.colour());
        if (series instanceof Series.Bars bars) {
            Path2D area = path(bars.outline());
            g.setColor(seeThrough(bars.colour()));
            g.fill(area);
            g.setColor(bars.colour());
            g.setStroke(new BasicStroke(1.5f));
            g.draw(area);
        } else if (series instanceof Series.Mark mark) {
            g.setStroke(stroke(true));
            g.draw(new Line2D.Double(px(mark.x()), TOP, px(mark.x()), TOP + plotHeight()));
        } else if (series instanceof Series.Line line) {
            g.setStroke(stroke(line.dashed()));
            g.draw(path(line));
        }
    }

    private void legend(Graphics2D g, List<Series> series) {
        g.setFont(font(Font.PLAIN, 12));
        int textWidth = series.stream()
                .mapToInt(s -> g.getFontMetrics().stringWidth(s.name()))
                .max()
                .orElse(0);
        int width = textWidth + 52;
        int height = 20 * series.size() + 10;
        double left = LEFT + plotWidth() - width - 10;
        double top = legendBelow(left, height) ? TOP + plotHeight() - height - 10 : TOP + 10;
        g.setColor(new Color(255, 255, 255, 225));
        g.fill(new Rectangle2D.Double(left, top, width, height));
        g.setColor(GRID);
        g.setStroke(new BasicStroke(1));
        g.draw(new Rectangle2D.Double(left, top, width, height));
        for (int i = 0; i < series.size(); i++) {
            Series s = series.get(i);
            double middle = top + 15 + 20 * i;
            sample(g, s, left + 8, middle);
            g.setColor(TEXT);
            g.drawString(s.name(), (float) left + 42, (float) middle + 4);
        }
    }

    private static void sample(Graphics2D g, Series series, double left, double middle) {
        g.setColor(series.colour());
        if (series instanceof Series.Bars) {
            Rectangle2D box = new Rectangle2D.Double(left, middle - 5, 26, 10);
            g.setColor(seeThrough(series.colour()));
            g.fill(box);
            g.setColor(series.colour());
            g.setStroke(new BasicStroke(1.5f));
            g.draw(box);
        } else {
            g.setStroke(stroke(!(series instanceof Series.Line line) || line.dashed()));
            g.draw(new Line2D.Double(left, middle, left + 26, middle));
        }
    }

    /** Whether more points of lines lie behind a legend at the top right than behind one at the bottom right. */
    private boolean legendBelow(double left, int height) {
        long above = 0;
        long below = 0;
        for (Series series : chart.series()) {
            Series.Line line =
                    series instanceof Series.Bars bars ? bars.outline() : series instanceof Series.Line l ? l : null;
            for (int i = 0; line != null && i < line.x().length; i++) {
                if (px(line.x()[i]) >= left) {
                    double py = py(line.y()[i]);
                    above += py < TOP + height + 20 ? 1 : 0;
                    below += py > TOP + plotHeight() - height - 20 ? 1 : 0;
                }
            }
        }
        return above > below;
    }

    private Path2D path(Series.Line line) {
        Path2D path = new Path2D.Double();
        path.moveTo(px(line.x()[0]), py(line.y()[0]));
        for (int i = 1; i < line.x().length; i++) {
            path.lineTo(px(line.x()[i]), py(line.y()[i]));
        }
        return path;
    }

    private double px(double value) {
        return LEFT + plotWidth() * x.position(value);
    }

    private double py(double value) {
        return TOP + plotHeight() * (1 - y.position(value));
    }

    private static double plotWidth() {
        return WIDTH - LEFT - RIGHT;
    }

    private static double plotHeight() {
        return HEIGHT - TOP - BOTTOM;
    }

    private static BasicStroke stroke(boolean dashed) {
        return dashed
                ? new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, DASH, 0)
                : new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    }

    private static Color seeThrough(Color c) {
        return new Color(c.getRed(), c.getGreen(), c.getBlue(), 90);
    }

    private static Font font(int style, int size) {
        return new Font(Font.SANS_SERIF, style, size);
    }

    private static void centred(Graphics2D g, String text, double middle, double baseline) {
        double width = g.getFontMetrics().stringWidth(text);
        g.drawString(text, (float) (middle - width / 2), (float) baseline);
    }
}
