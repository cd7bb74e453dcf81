package org.differnet.score.watch;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import org.differnet.chart.Palette;
import org.differnet.chart.Picture;

/** One frame of a film that was watched, above the chart of all scores. */
final class FilmFrame implements Picture {

    static final int WIDTH = 240;
    static final int CHART_HEIGHT = 120;

    private static final int FRAME_HEIGHT = 110;
    private static final int RIM = 3;

    private final WatchedFrame watched;
    private final BufferedImage chart;

    /** @param chart of the scores, with a line at this frame; {@value #WIDTH} x {@value #CHART_HEIGHT} pixels */
    FilmFrame(WatchedFrame watched, BufferedImage chart) {
        this.watched = watched;
        this.chart = chart;
    }

    boolean inEvent() {
        return watched.inEvent();
    }

    @Override
    public BufferedImage picture() {
        BufferedImage picture =
                new BufferedImage(WIDTH, FRAME_HEIGHT + 2 * RIM + CHART_HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = picture.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        if (!watched.row().failed()) {
            drawFrame(g, watched.frame().sample().image());
        }
        g.drawImage(chart, 0, FRAME_HEIGHT + 2 * RIM, null);
        g.dispose();
        return picture;
    }

    private void drawFrame(Graphics2D g, BufferedImage image) {
        double scale = Math.min((WIDTH - 2.0 * RIM) / image.getWidth(), (double) FRAME_HEIGHT / image.getHeight());
        int width = Math.max(1, (int) Math.round(image.getWidth() * scale));
        int height = Math.max(1, (int) Math.round(image.getHeight() * scale));
        int left = (WIDTH - width) / 2;
        if (watched.inEvent()) {
            g.setColor(Palette.DEFECT);
            g.fillRect(left - RIM, 0, width + 2 * RIM, height + 2 * RIM);
        }
        g.drawImage(halved(image, width, height), left, RIM, null);
    }

    /** Smaller by halves, so that no scratch falls between two pixels. */
    private static BufferedImage halved(BufferedImage image, int width, int height) {
        BufferedImage current = image;
        while (current.getWidth() > width) {
            int w = Math.max(width, current.getWidth() / 2);
            int h = Math.max(height, current.getHeight() / 2);
            BufferedImage next = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
            Graphics2D g = next.createGraphics();
            g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            g.drawImage(current, 0, 0, w, h, null);
            g.dispose();
            current = next;
        }
        if (current.getWidth() == width && current.getHeight() == height) {
            return current;
        }
        BufferedImage enlarged = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = enlarged.createGraphics();
        g.drawImage(current, 0, 0, width, height, null);
        g.dispose();
        return enlarged;
    }

    @Override
    public String caption() {
        String name = watched.row().file();
        return watched.inEvent() ? name + ": alarm" : name;
    }

    @Override
    public String toString() {
        return caption();
    }
}
