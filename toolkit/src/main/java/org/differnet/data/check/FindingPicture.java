package org.differnet.data.check;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.Collectors;
import org.differnet.chart.Picture;
import org.differnet.data.Sample;

/**
 * The images of findings side by side, those that are wider than high one above the other.
 *
 * @param findings at least one, all of the same images
 */
record FindingPicture(List<Finding> findings) implements Picture {

    private static final int SIDE = 200;
    private static final int GAP = 4;

    @Override
    public BufferedImage picture() {
        List<BufferedImage> images =
                findings.get(0).images().stream().map(Sample::picture).toList();
        boolean stacked = images.get(0).getWidth() > images.get(0).getHeight();
        int width = 0;
        int height = 0;
        for (BufferedImage image : images) {
            width = stacked ? SIDE : width + width(image, false) + GAP;
            height = stacked ? height + height(image, true) + GAP : SIDE;
        }
        BufferedImage picture = new BufferedImage(
                stacked ? width : width - GAP, stacked ? height - GAP : height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = picture.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, picture.getWidth(), picture.getHeight());
        int left = 0;
        int top = 0;
        for (BufferedImage image : images) {
            g.drawImage(image, left, top, width(image, stacked), height(image, stacked), null);
            left += stacked ? 0 : width(image, false) + GAP;
            top += stacked ? height(image, true) + GAP : 0;
        }
        g.dispose();
        return picture;
    }

    private static int width(BufferedImage image, boolean stacked) {
        return stacked ? SIDE : Math.max(1, Math.round((float) SIDE * image.getWidth() / image.getHeight()));
    }

    private static int height(BufferedImage image, boolean stacked) {
        return stacked ? Math.max(1, Math.round((float) SIDE * image.getHeight() / image.getWidth())) : SIDE;
    }

    @Override
    public String caption() {
        return findings.get(0).file() + ": "
                + findings.stream().map(finding -> finding.kind().label()).collect(Collectors.joining(", "));
    }
}
