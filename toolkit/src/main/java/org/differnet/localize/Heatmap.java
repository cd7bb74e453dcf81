package org.differnet.localize;

import java.awt.image.BufferedImage;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.differnet.chart.Picture;
import org.differnet.data.Sample;
import org.differnet.store.Replacement;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/**
 * Where in an image its score comes from.
 *
 * <p>Values are times the level of good images, on one scale for all images of a model (see {@link MapScale}): a typical
 * good image stays below 1 on 99 % of its pixels, and 0 is what good images have at that place on average. Higher = more
 * anomalous. The map covers the whole image; its own pixels have not the image's aspect ratio.
 */
public final class Heatmap implements Picture {

    private final String caption;
    private final Sample sample;
    private final float[] values;
    private final int size;
    private final BufferedImage image;
    private float[] resized;

    /**
     * @param caption said under the picture
     * @param sample the image
     * @param values in times the level of good images, size x size, row by row
     */
    public Heatmap(String caption, Sample sample, float[] values, int size) {
        if (values.length != size * size) {
            throw new IllegalArgumentException(
                    "a map of " + size + " x " + size + " pixels cannot have " + values.length + " values");
        }
        this.caption = caption;
        this.sample = sample;
        this.values = values.clone();
        this.size = size;
        this.image = sample.picture();
    }

    /** The image. */
    public Sample sample() {
        return sample;
    }

    /** The map in times the level of good images, size x size, row by row. */
    public float[] values() {
        return values.clone();
    }

    /** Side of the map in pixels. */
    public int size() {
        return size;
    }

    /** Width of the image in pixels. */
    public int width() {
        return image.getWidth();
    }

    /** Height of the image in pixels. */
    public int height() {
        return image.getHeight();
    }

    /** The value at a place of the image, interpolated, in times the level of good images; x and y from 0 to 1. */
    public double at(double x, double y) {
        return Bilinear.at(values, size, x, y);
    }

    /** The map at the size of the image, row by row, in times the level of good images. */
    public float[] resized() {
        if (resized == null) {
            resized = new float[width() * height()];
            for (int y = 0, i = 0; y < height(); y++) {
                for (int x = 0; x < width(); x++, i++) {
                    resized[i] = (float) at((x + 0.5) / width(), (y + 0.5) / height());
                }
            }
        }
        return resized;
    }

    /**
     * A place in the image.
     *
     * @param x from its left edge in pixels
     * @param y from its upper edge in pixels
     * @param value there, in times the level of good images
     */
    public record Place(double x, double y, double value) {}

    /** The pixel of the image with the highest value. */
    public Place peak() {
        float[] map = resized();
        int highest = 0;
        for (int i = 1; i < map.length; i++) {
            highest = map[i] > map[highest] ? i : highest;
        }
        return new Place(highest % width() + 0.5, highest / width() + 0.5, map[highest]);
    }

    /** The share of the image at or above the level of good images, 0 to 1. */
    public double areaAboveLevel() {
        float[] map = resized();
        int above = 0;
        for (float value : map) {
            above += value >= 1 ? 1 : 0;
        }
        return (double) above / map.length;
    }

    /**
     * A bright region: pixels of the image at or above the level of good images that hang together.
     *
     * @param x left end of its bounding box in pixels
     * @param y upper end
     * @param width of the box
     * @param height of the box
     * @param area its pixels
     * @param peak its highest value in times the level of good images
     * @param centroidX mean place of its pixels, each weighted by its value, from the left edge in pixels
     * @param centroidY likewise, from the upper edge
     */
    public record Spot(
            int x, int y, int width, int height, int area, double peak, double centroidX, double centroidY) {}

    /** The bright regions, largest first; none where the whole image lies below the level. */
    public List<Spot> spots() {
        float[] map = resized();
        return Region.of(width(), height(), i -> map[i] >= 1).stream()
                .map(region -> spot(region, map))
                .toList();
    }

    /** The bright regions, one a row: bounding box, area, peak and centroid in pixels of the image. */
    public Table table() {
        IntColumn x = IntColumn.create("x");
        IntColumn y = IntColumn.create("y");
        IntColumn width = IntColumn.create("width");
        IntColumn height = IntColumn.create("height");
        IntColumn area = IntColumn.create("area");
        DoubleColumn peak = DoubleColumn.create("peak");
        DoubleColumn centroidX = DoubleColumn.create("centroid x");
        DoubleColumn centroidY = DoubleColumn.create("centroid y");
        for (Spot spot : spots()) {
            x.append(spot.x);
            y.append(spot.y);
            width.append(spot.width);
            height.append(spot.height);
            area.append(spot.area);
            peak.append(spot.peak);
            centroidX.append(spot.centroidX);
            centroidY.append(spot.centroidY);
        }
        return Table.create(sample.name(), x, y, width, height, area, peak, centroidX, centroidY);
    }

    /**
     * The image at its own size, coloured where the map lies above the level, with a white contour there and a black one at
     * half of the peak.
     */
    public BufferedImage overlay() {
        return new Overlay(this, image).draw();
    }

    /** The image beside its overlay, the mask where there is one, and the scale of the colours. */
    @Override
    public BufferedImage picture() {
        return new Overlay(this, image).beside(sample.mask());
    }

    /** 3 with a mask, 2 without. */
    @Override
    public int panels() {
        return sample.mask().isPresent() ? 3 : 2;
    }

    /** The same without the scale, with room for so many panels. */
    @Override
    public BufferedImage picture(int width, int panels) {
        return new Overlay(this, image).beside(sample.mask(), width, panels);
    }

    /** The scale of the colours, in multiples of the level of good images. */
    @Override
    public Optional<BufferedImage> legend(int height) {
        return Optional.of(Overlay.scale(height));
    }

    /**
     * Writes the overlay as PNG, at the size and aspect ratio of the image, in whole or not at all.
     *
     * @throws UncheckedIOException if the file cannot be written; the message names it, and an old one is as it was
     */
    public void save(Path file) {
        BufferedImage overlay = overlay();
        Replacement.write(file, out -> ImageIO.write(overlay, "png", out));
    }

    @Override
    public String caption() {
        return caption;
    }

    @Override
    public String toString() {
        Place peak = peak();
        if (peak.value <= 0) {
            return caption + "; nowhere above what good images have there";
        }
        return String.format(
                Locale.ROOT,
                "%s; peak %.1f times the level of good images at (%.0f, %.0f), %.1f %% of the image above it",
                caption,
                peak.value,
                peak.x,
                peak.y,
                100 * areaAboveLevel());
    }

    private Spot spot(Region region, float[] map) {
        double sum = 0;
        double sumX = 0;
        double sumY = 0;
        float peak = 0;
        for (int i : region.pixels()) {
            sum += map[i];
            sumX += map[i] * (i % width() + 0.5);
            sumY += map[i] * (i / width() + 0.5);
            peak = Math.max(peak, map[i]);
        }
        return new Spot(
                region.x(),
                region.y(),
                region.width(),
                region.height(),
                region.pixels().length,
                peak,
                sumX / sum,
                sumY / sum);
    }
}
