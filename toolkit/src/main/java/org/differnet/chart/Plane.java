package org.differnet.chart;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A square part of the plane with one unit on both axes, so that areas and shapes are seen as they are: points, lines,
 * and under them a density as shades of blue. A still picture, small enough to stand beside others in a {@link Gallery}
 * or to move in an {@link Animation}.
 *
 * <p>Example: <pre>{@code
 * Plane.of("two moons", -3, 3, Series.points("", x, y, Palette.GOOD)).shaded(density)
 * }</pre>
 */
public final class Plane implements Picture {

    private static final int SIDE = 280;
    private static final int LEFT = 36;
    private static final int RIGHT = 12;
    private static final int TOP = 6;
    private static final int BOTTOM = 26;
    private static final int CELLS = 100;

    private final String title;
    private final double low;
    private final double high;
    private final List<Series> series;
    private final float[] shades;
    private final String xName;
    private final String yName;

    private Plane(
            String title, double low, double high, List<Series> series, float[] shades, String xName, String yName) {
        if (!(low < high) || !Double.isFinite(high - low)) {
            throw new IllegalArgumentException("plane '" + title + "' goes from " + low + " to " + high
                    + "; give finite ends, the lower one first");
        }
        this.title = Objects.requireNonNull(title, "title");
        this.low = low;
        this.high = high;
        this.series = List.copyOf(series);
        this.shades = shades;
        this.xName = Objects.requireNonNull(xName, "xName");
        this.yName = Objects.requireNonNull(yName, "yName");
    }

    /**
     * What lies between {@code low} and {@code high} on both axes; the rest is cut off.
     *
     * @param title stands under the picture
     * @param series points and lines; later ones are drawn over earlier ones; there is no legend
     */
    public static Plane of(String title, double low, double high, Series... series) {
        return new Plane(title, low, high, List.of(series), null, "", "");
    }

    /** This plane with more points or lines, drawn over the others. */
    public Plane with(List<Series> more) {
        List<Series> all = new ArrayList<>(series);
        all.addAll(more);
        return new Plane(title, low, high, all, shades, xName, yName);
    }

    /** This plane with names at the ends of its axes. */
    public Plane axes(String xName, String yName) {
        return new Plane(title, low, high, series, shades, xName, yName);
    }

    /**
     * This plane, shaded: white where a function of the point is 0 or below, blue where it is greatest in this picture.
     *
     * @param function takes many points at once, x and y in turn, and gives one finite value for each
     */
    public Plane shaded(Function<float[], float[]> function) {
        float[] points = new float[2 * CELLS * CELLS];
        for (int row = 0, i = 0; row < CELLS; row++) {
            for (int column = 0; column < CELLS; column++) {
                points[i++] = centre(column);
                points[i++] = centre(CELLS - 1 - row);
            }
        }
        float[] values = function.apply(points);
        if (values.length != CELLS * CELLS) {
            throw new IllegalArgumentException("plane '" + title + "' asked for the values of " + CELLS * CELLS
                    + " points and was given " + values.length + "; give one for each pair of x and y");
        }
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(
                        "plane '" + title + "' was given the value " + value + "; give finite values");
            }
        }
        return new Plane(title, low, high, series, values, xName, yName);
    }

    private float centre(int cell) {
        return (float) (low + (cell + 0.5) * (high - low) / CELLS);
    }

    @Override
    public BufferedImage picture() {
        BufferedImage image = new BufferedImage(LEFT + SIDE + RIGHT, TOP + SIDE + BOTTOM, BufferedImage.TYPE_INT_RGB);
        Rectangle2D area = new Rectangle2D.Double(LEFT, TOP, SIDE, SIDE);
        Plot plot = new Plot(area, Axis.between(low, high), Axis.between(low, high));
        Graphics2D g = image.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, image.getWidth(), image.getHeight());
        AxesDrawing axes = new AxesDrawing(g, plot);
        axes.xTicks();
        axes.yTicks();
        if (shades != null) {
            g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            g.drawImage(shading(), LEFT, TOP, SIDE, SIDE, null);
        }
        axes.lines();
        g.setClip(area);
        SeriesDrawing drawing = new SeriesDrawing(g, plot, series);
        series.forEach(drawing::draw);
        name(g, xName, LEFT + SIDE - Lettering.width(g, AxesDrawing.SMALL, xName) - 5, TOP + SIDE - 7);
        name(g, yName, LEFT + 6, TOP + 14);
        g.dispose();
        return image;
    }

    /** On white, since lines may run behind it. */
    private static void name(Graphics2D g, String text, int left, int baseline) {
        if (!text.isEmpty()) {
            g.setColor(Color.WHITE);
            g.fillRect(left - 3, baseline - 12, Lettering.width(g, AxesDrawing.SMALL, text) + 6, 16);
            g.setColor(AxesDrawing.TEXT);
            Lettering.write(g, text, left, baseline);
        }
    }

    /** See-through where the shade is white, so that the grid can be seen. */
    private BufferedImage shading() {
        float greatest = 0;
        for (float value : shades) {
            greatest = Math.max(greatest, value);
        }
        BufferedImage shading = new BufferedImage(CELLS, CELLS, BufferedImage.TYPE_INT_ARGB);
        int blue = Palette.GOOD.getRGB() & 0xFFFFFF;
        for (int i = 0; i < shades.length; i++) {
            int alpha = greatest > 0 ? Math.round(255 * Math.max(0, shades[i]) / greatest) : 0;
            shading.setRGB(i % CELLS, i / CELLS, alpha << 24 | blue);
        }
        return shading;
    }

    @Override
    public String caption() {
        return title;
    }

    @Override
    public String toString() {
        return title;
    }
}
