package org.differnet.localize;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.differnet.chart.Lettering;
import org.differnet.chart.Palette;

/** Draws a map over its image: the stronger, the less transparent; nothing where the map lies below the level. */
final class Overlay {

    /** The colours go from the level over this many doublings of it, the same in every picture. */
    private static final int DOUBLINGS = 4;

    private static final double LEAST_OPACITY = 0.25;
    private static final double MOST_OPACITY = 0.75;
    private static final int CONTOUR = 0xffffff;
    private static final int HALF_PEAK = 0x000000;
    private static final int SHOWN_SIDE = 320;
    private static final int BAR_WIDTH = 12;
    private static final Font SCALE_FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    private static final int MARGIN = 8;
    private static final int LABELS = 34;

    private final Heatmap map;
    private final BufferedImage image;

    /**
     * @param map the map
     * @param image RGB, its image
     */
    Overlay(Heatmap map, BufferedImage image) {
        this.map = map;
        this.image = image;
    }

    /** The image with the map over it, at the size of the image. */
    BufferedImage draw() {
        return over(scaled(image, image.getWidth(), image.getHeight()));
    }

    /** The image, the image with the map and the outline of the mask, the mask where there is one, and the scale. */
    BufferedImage beside(Optional<BufferedImage> mask) {
        BufferedImage panels = panels(mask, SHOWN_SIDE, 0);
        BufferedImage scale = scale(panels.getHeight());
        BufferedImage picture = white(panels.getWidth() + MARGIN + scale.getWidth(), panels.getHeight());
        Graphics2D g = picture.createGraphics();
        g.drawImage(panels, 0, 0, null);
        g.drawImage(scale, panels.getWidth() + MARGIN, 0, null);
        g.dispose();
        return picture;
    }

    /** The same without the scale, {@code width} pixels wide, with room for so many panels. */
    BufferedImage beside(Optional<BufferedImage> mask, int width, int panels) {
        return panels(mask, Math.max(1, (width - (panels - 1) * MARGIN) / panels), width);
    }

    private BufferedImage panels(Optional<BufferedImage> mask, int side, int least) {
        double scale = (double) side / Math.max(image.getWidth(), image.getHeight());
        int w = (int) Math.round(image.getWidth() * scale);
        int h = (int) Math.round(image.getHeight() * scale);
        List<BufferedImage> panels = new ArrayList<>();
        panels.add(scaled(image, w, h));
        BufferedImage overlay = over(scaled(image, w, h));
        panels.add(overlay);
        mask.ifPresent(marks -> {
            BufferedImage shown = scaled(marks, w, h);
            edge(overlay, (x, y) -> (shown.getRGB(x, y) & 255) >= 128, Palette.DEFECT.getRGB());
            panels.add(shown);
        });
        BufferedImage picture = white(Math.max(least, panels.size() * (w + MARGIN) - MARGIN), h);
        Graphics2D g = picture.createGraphics();
        // A mask that reaches the rim would run into the page.
        g.setColor(Color.GRAY);
        for (int i = 0; i < panels.size(); i++) {
            g.drawImage(panels.get(i), i * (w + MARGIN), 0, null);
            g.drawRect(i * (w + MARGIN), 0, w - 1, h - 1);
        }
        g.dispose();
        return picture;
    }

    private static BufferedImage white(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = picture.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        g.dispose();
        return picture;
    }

    private BufferedImage over(BufferedImage picture) {
        int w = picture.getWidth();
        int h = picture.getHeight();
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                double value = value(x, y, w, h);
                if (value >= 1) {
                    double strength = Math.min(1, Math.log(value) / Math.log(2) / DOUBLINGS);
                    double opacity = LEAST_OPACITY + strength * (MOST_OPACITY - LEAST_OPACITY);
                    picture.setRGB(x, y, Colours.blend(picture.getRGB(x, y), Colours.of(strength), opacity));
                }
            }
        }
        edge(picture, (x, y) -> value(x, y, w, h) >= 1, CONTOUR);
        double half = map.peak().value() / 2;
        if (half > 1) {
            edge(picture, (x, y) -> value(x, y, w, h) >= half, HALF_PEAK);
        }
        return picture;
    }

    private double value(int x, int y, int w, int h) {
        return map.at((x + 0.5) / w, (y + 0.5) / h);
    }

    /** Colours the pixels of a region that have a neighbour outside it; the rim of the picture is no edge. */
    private static void edge(BufferedImage picture, BiPredicate<Integer, Integer> inside, int colour) {
        int w = picture.getWidth();
        int h = picture.getHeight();
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                if (inside.test(x, y)
                        && !(inside.test(Math.max(0, x - 1), y)
                                && inside.test(Math.min(w - 1, x + 1), y)
                                && inside.test(x, Math.max(0, y - 1))
                                && inside.test(x, Math.min(h - 1, y + 1)))) {
                    picture.setRGB(x, y, colour);
                }
            }
        }
    }

    private static BufferedImage scaled(BufferedImage image, int w, int h) {
        BufferedImage result = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = result.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.drawImage(image, 0, 0, w, h, null);
        g.dispose();
        return result;
    }

    /** The colours from the level of good images to its 16-fold, and what they stand for. */
    static BufferedImage scale(int height) {
        BufferedImage scale = white(BAR_WIDTH + LABELS, height);
        Graphics2D g = scale.createGraphics();
        for (int y = 0; y < height; y++) {
            g.setColor(new Color(Colours.of(1 - (y + 0.5) / height)));
            g.fillRect(0, y, BAR_WIDTH, 1);
        }
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setFont(SCALE_FONT);
        g.setColor(Color.DARK_GRAY);
        int ascent = Lettering.ascent(g, SCALE_FONT);
        for (int i = 0; i <= DOUBLINGS; i++) {
            int y = height - 1 - i * (height - 1) / DOUBLINGS;
            int text = Math.max(ascent, Math.min(height - 2, y + ascent / 2));
            Lettering.write(g, (1 << i) + "×", BAR_WIDTH + 3, text);
        }
        g.dispose();
        return scale;
    }
}
