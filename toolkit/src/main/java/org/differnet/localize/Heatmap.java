package org.differnet.localize;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.differnet.chart.Picture;
import org.differnet.data.Sample;

/**
 * Where in an image its score comes from.
 *
 * <p>The map has the size of a view and covers the whole image: its aspect ratio is not the image's. Values are at least
 * 0, higher = more anomalous. All maps of one model share one scale: {@link #level} is what the strongest pixels of a
 * typical good image reach, and overlays colour only what lies above it.
 */
public final class Heatmap implements Picture {

    /** Share of the pixels of a typical good image that lie below the level. */
    private static final double GOOD_SHARE = 0.99;

    /** The colours go from once the level over this many doublings of it. */
    private static final int DOUBLINGS = 6;

    private static final double OPACITY = 0.65;
    private static final int SHOWN_SIDE = 320;
    private static final int BAR_WIDTH = 12;
    private static final int MARGIN = 8;
    private static final int LABELS = 34;

    private final String caption;
    private final Sample sample;
    private final float[] values;
    private final int size;
    private final double level;

    /**
     * @param caption said under the picture
     * @param sample the image
     * @param values size x size, row by row
     * @param level as {@link #level(List)} gives it for good images, above 0
     */
    public Heatmap(String caption, Sample sample, float[] values, int size, double level) {
        if (values.length != size * size) {
            throw new IllegalArgumentException(
                    "a map of " + size + " x " + size + " pixels cannot have " + values.length + " values");
        }
        if (!(level > 0)) {
            throw new IllegalArgumentException("the level of good images is " + level + "; it must be above 0");
        }
        this.caption = caption;
        this.sample = sample;
        this.values = values;
        this.size = size;
        this.level = level;
    }

    /** The level of good images: half of them have 99 % of their pixels below it. */
    public static double level(List<float[]> goodMaps) {
        double[] strongest = goodMaps.stream()
                .mapToDouble(map -> {
                    float[] sorted = map.clone();
                    Arrays.sort(sorted);
                    return sorted[(int) (GOOD_SHARE * (sorted.length - 1))];
                })
                .sorted()
                .toArray();
        return strongest[strongest.length / 2];
    }

    /** The map, size x size, row by row. */
    public float[] values() {
        return values.clone();
    }

    /** Side of the map in pixels. */
    public int size() {
        return size;
    }

    /** What 99 % of the pixels of a typical good image stay below. */
    public double level() {
        return level;
    }

    /** The highest value of the map in times the level of good images. */
    public double peak() {
        double peak = 0;
        for (float value : values) {
            peak = Math.max(peak, value);
        }
        return peak / level;
    }

    /** The value at a place of the image, in times the level of good images; x and y from 0 to 1. */
    public double at(double x, double y) {
        double column = Math.max(0, Math.min(size - 1.000001, x * size - 0.5));
        double row = Math.max(0, Math.min(size - 1.000001, y * size - 0.5));
        int c = (int) column;
        int r = (int) row;
        double fx = column - c;
        double fy = row - r;
        int i = r * size + c;
        double top = values[i] + fx * (values[i + 1] - values[i]);
        double bottom = values[i + size] + fx * (values[i + size + 1] - values[i + size]);
        return (top + fy * (bottom - top)) / level;
    }

    /** The image at its own size, coloured where the map lies above the level of good images. */
    public BufferedImage overlay() {
        BufferedImage result = sample.picture();
        for (int y = 0; y < result.getHeight(); y++) {
            for (int x = 0; x < result.getWidth(); x++) {
                double times = at((x + 0.5) / result.getWidth(), (y + 0.5) / result.getHeight());
                double strength = Math.log(times) / Math.log(2) / DOUBLINGS;
                if (strength > 0) {
                    double alpha = OPACITY * Math.min(1, 4 * strength);
                    result.setRGB(x, y, Colours.blend(result.getRGB(x, y), Colours.of(strength), alpha));
                }
            }
        }
        return result;
    }

    /** The image beside its overlay, the outline of the mask where there is one, and the scale of the colours. */
    @Override
    public BufferedImage picture() {
        BufferedImage image = sample.picture();
        BufferedImage overlay = overlay();
        sample.mask().ifPresent(mask -> outline(overlay, mask));
        double scale = (double) SHOWN_SIDE / Math.max(image.getWidth(), image.getHeight());
        int w = (int) Math.round(image.getWidth() * scale);
        int h = (int) Math.round(image.getHeight() * scale);
        BufferedImage picture =
                new BufferedImage(2 * w + 2 * MARGIN + BAR_WIDTH + LABELS, h, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = picture.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, picture.getWidth(), h);
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.drawImage(image, 0, 0, w, h, null);
        g.drawImage(overlay, w + MARGIN, 0, w, h, null);
        drawScale(g, 2 * w + 2 * MARGIN, h);
        g.dispose();
        return picture;
    }

    @Override
    public String caption() {
        return caption;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s; peak %.1f times the level of good images", caption, peak());
    }

    private void drawScale(Graphics2D g, int left, int height) {
        for (int y = 0; y < height; y++) {
            g.setColor(new Color(Colours.of(1 - (y + 0.5) / height)));
            g.fillRect(left, y, BAR_WIDTH, 1);
        }
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
        g.setColor(Color.DARK_GRAY);
        int ascent = g.getFontMetrics().getAscent();
        for (int i = 0; i <= DOUBLINGS; i++) {
            int y = height - 1 - i * (height - 1) / DOUBLINGS;
            int text = Math.max(ascent, Math.min(height - 2, y + ascent / 2));
            g.drawString((1 << i) + "×", left + BAR_WIDTH + 3, text);
        }
    }

    private static void outline(BufferedImage image, BufferedImage mask) {
        int w = Math.min(image.getWidth(), mask.getWidth());
        int h = Math.min(image.getHeight(), mask.getHeight());
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                boolean inside = marked(mask, x - 1, y)
                        && marked(mask, x + 1, y)
                        && marked(mask, x, y - 1)
                        && marked(mask, x, y + 1);
                if (marked(mask, x, y) && !inside) {
                    image.setRGB(x, y, 0xffffff);
                }
            }
        }
    }

    private static boolean marked(BufferedImage mask, int x, int y) {
        return x >= 0
                && y >= 0
                && x < mask.getWidth()
                && y < mask.getHeight()
                && mask.getRaster().getSample(x, y, 0) > 0;
    }
}
