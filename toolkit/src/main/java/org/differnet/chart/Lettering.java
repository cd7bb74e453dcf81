package org.differnet.chart;

import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;

/**
 * Text in pictures; where the machine has no font, as small containers have none, pictures are drawn without it, with the
 * room that it would take. On Debian the packages fontconfig and fonts-dejavu-core bring fonts.
 */
public final class Lettering {

    /** Looked for once: where it fails, Java does not look again. */
    private static final boolean FONTS = fonts();

    private Lettering() {}

    private static boolean fonts() {
        Graphics2D g = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            return g.getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 12)).stringWidth("x") > 0;
        } catch (RuntimeException | LinkageError | InternalError e) {
            // Java says it in many ways, by its version: that of a missing library, of none of a font, of no settings.
            return false;
        } finally {
            g.dispose();
        }
    }

    /** Writes a text with the font of {@code g}, its baseline beginning at x and y. */
    public static void write(Graphics2D g, String text, double x, double y) {
        if (FONTS && !text.isEmpty()) {
            g.drawString(text, (float) x, (float) y);
        }
    }

    /** Width of a text in pixels. */
    public static int width(Graphics2D g, Font font, String text) {
        return FONTS ? g.getFontMetrics(font).stringWidth(text) : text.length() * font.getSize() * 3 / 5;
    }

    /** Height of a line in pixels. */
    public static int height(Graphics2D g, Font font) {
        return FONTS ? g.getFontMetrics(font).getHeight() : font.getSize() * 5 / 4;
    }

    /** From the top of a line to its baseline, in pixels. */
    public static int ascent(Graphics2D g, Font font) {
        return FONTS ? g.getFontMetrics(font).getAscent() : font.getSize();
    }
}
