package org.differnet.localize.evaluate;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.util.List;
import org.differnet.data.Sample;
import org.differnet.localize.Heatmap;
import org.differnet.localize.Region;

/**
 * How the map of one image agrees with its mask, at the size of the image, as counts of its pixels by value.
 *
 * <p>Values in times the level fall into bins that are 1/64 of a doubling wide or less, of either sign, down to 2^-12:
 * areas under curves come out as if values in one bin were equal.
 *
 * @param name of the image
 * @param kind "good" or the kind of defect
 * @param good how many pixels outside the mask have a value in each bin
 * @param defect how many pixels inside have
 * @param coverage sum over the mask's regions of the share of the region's pixels in each bin
 * @param regions of the mask
 * @param hit share of the map's highest pixels that lie in the mask: 1 or 0 but for maps with ties
 * @param iou intersection over union of the mask and the pixels at or above the level; NaN for a good image
 */
record MaskAgreement(
        String name, String kind, int[] good, int[] defect, float[] coverage, int regions, double hit, double iou) {

    private static final int MANTISSA = 6;
    private static final int OCTAVES = 12;
    private static final int DROPPED = 23 - MANTISSA;
    private static final int LOWEST = (127 - OCTAVES) << MANTISSA;
    private static final int SIDE = 2 * OCTAVES << MANTISSA;

    /** Bins, from the most negative values to the highest. */
    static final int BINS = 2 * SIDE + 1;

    /** Whether pixels are marked. */
    boolean anomalous() {
        return regions > 0;
    }

    /** Whether a defect is there that no pixel of the mask marks. */
    boolean unmarked() {
        return regions == 0 && !kind.equals(Sample.GOOD);
    }

    /** The bin of a value in times the level. */
    static int bin(float value) {
        int magnitude = (Float.floatToRawIntBits(Math.abs(value)) >>> DROPPED) - LOWEST;
        int step = Math.max(0, Math.min(SIDE, magnitude + 1));
        return SIDE + (value < 0 ? -step : step);
    }

    static MaskAgreement of(Heatmap map) {
        Sample sample = map.sample();
        BufferedImage mask = sample.mask().orElse(null);
        float[] values = map.resized();
        int width = map.width();
        int height = map.height();
        boolean[] marked = mask == null ? new boolean[width * height] : marked(mask);
        int[] good = new int[BINS];
        int[] defect = new int[BINS];
        float highest = Float.NEGATIVE_INFINITY;
        for (int i = 0; i < values.length; i++) {
            (marked[i] ? defect : good)[bin(values[i])]++;
            highest = Math.max(highest, values[i]);
        }
        List<Region> regions = Region.of(width, height, i -> marked[i]);
        float[] coverage = new float[BINS];
        for (Region region : regions) {
            float share = 1f / region.pixels().length;
            for (int i : region.pixels()) {
                coverage[bin(values[i])] += share;
            }
        }
        int tops = 0;
        int hits = 0;
        int both = 0;
        int either = 0;
        for (int i = 0; i < values.length; i++) {
            boolean top = values[i] == highest;
            boolean bright = values[i] >= 1;
            tops += top ? 1 : 0;
            hits += top && marked[i] ? 1 : 0;
            both += bright && marked[i] ? 1 : 0;
            either += bright || marked[i] ? 1 : 0;
        }
        double iou = sample.anomalous() ? (double) both / either : Double.NaN;
        return new MaskAgreement(
                sample.name(), sample.kind(), good, defect, coverage, regions.size(), (double) hits / tops, iou);
    }

    private static boolean[] marked(BufferedImage mask) {
        Raster raster = mask.getRaster();
        int[] levels = raster.getSamples(0, 0, mask.getWidth(), mask.getHeight(), 0, (int[]) null);
        boolean[] marked = new boolean[levels.length];
        for (int i = 0; i < levels.length; i++) {
            marked[i] = levels[i] > 0;
        }
        return marked;
    }
}
