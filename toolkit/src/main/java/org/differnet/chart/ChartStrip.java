package org.differnet.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** A chart drawn small: without title and legend, with numbers at the ends of its axes alone. */
final class ChartStrip {

    private static final int LEFT = 36;
    private static final int RIGHT = 16;
    private static final int TOP = 8;
    private static final int BOTTOM = 24;

    private final Chart chart;
    private final BufferedImage image;

    /** @param width in pixels, like {@code height} */
    ChartStrip(Chart chart, int width, int height) {
        if (width <= LEFT + RIGHT || height <= TOP + BOTTOM) {
            throw new IllegalArgumentException("a chart of " + width + " x " + height
                    + " pixels has no room for its axes; give more than " + (LEFT + RIGHT) + " x " + (TOP + BOTTOM));
        }
        this.chart = chart;
        this.image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    }

    BufferedImage draw() {
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        Rectangle2D area =
                new Rectangle2D.Double(LEFT, TOP, image.getWidth() - LEFT - RIGHT, image.getHeight() - TOP - BOTTOM);
        Plot plot = new Plot(area, chart.xAxis(), chart.yAxis());
        new AxesDrawing(g, plot).ends();
        g.setClip(area);
        SeriesDrawing drawing = new SeriesDrawing(g, plot, chart.series());
        chart.series().forEach(drawing::draw);
        g.dispose();
        return image;
    }
}
