package org.differnet.flow;

import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.differnet.chart.Gallery;
import org.differnet.chart.Picture;
import org.differnet.data.Sample;
import org.differnet.features.ViewFeatures;
import org.differnet.view.View;
import tech.tablesaw.api.Table;

/**
 * Looks at a flow on the features of images, such as {@code model.flow()} and {@code model.features()}. A flow has no images
 * for what it draws; the nearest real one stands for it. Images are taken as they are, in one view.
 */
public final class ImageLook {

    private static final int COLUMNS = 5;

    private record Captioned(Picture image, String caption) implements Picture {
        @Override
        public BufferedImage picture() {
            return image.picture();
        }
    }

    private ImageLook() {}

    /**
     * Samples, and the nearest of some images to each.
     *
     * @param images from which the flow has learned, at least one
     * @param n samples, at least 1
     * @return the table's columns are those of {@link FlowLook#samples}
     * @throws CancellationException if the thread is interrupted
     */
    public static Look samples(Flow flow, ViewFeatures features, List<Sample> images, int n, long seed) {
        return shown(FlowLook.samples(flow, n, seed, rows(flow, features, images)), images);
    }

    /**
     * The way between two images that is straight in latent space: the nearest of some images to each step.
     *
     * @param images among which to look, at least one
     * @param steps at least 2, both ends among them
     * @return the table's columns are those of {@link FlowLook#interpolation}
     * @throws CancellationException if the thread is interrupted
     */
    public static Look interpolation(
            Flow flow, ViewFeatures features, Sample from, Sample to, List<Sample> images, int steps) {
        float[] ends = rows(flow, features, List.of(from, to));
        int d = flow.dimension();
        float[] a = Arrays.copyOfRange(ends, 0, d);
        float[] b = Arrays.copyOfRange(ends, d, 2 * d);
        return shown(FlowLook.interpolation(flow, a, b, rows(flow, features, images), steps), images);
    }

    /**
     * The share of each scale of the network in the score of an image, against the mean of good ones.
     *
     * @param good at least one
     * @return the table's columns are those of {@link FlowLook#shares}
     * @throws CancellationException if the thread is interrupted
     */
    public static Look scales(Flow flow, ViewFeatures features, Sample image, List<Sample> good) {
        int d = flow.dimension();
        float[] rows = rows(flow, features, good);
        float[] mean = new float[d];
        for (int i = 0; i < rows.length; i++) {
            mean[i % d] += rows[i] / good.size();
        }
        List<String> names = features.extractor().backbone().scales().stream()
                .map(side -> side + " pixels")
                .toList();
        return FlowLook.shares(flow, rows(flow, features, List.of(image)), mean, names);
    }

    private static float[] rows(Flow flow, ViewFeatures features, List<Sample> images) {
        int d = flow.dimension();
        float[] rows = new float[Math.multiplyExact(images.size(), d)];
        try (NDManager step = flow.manager().newSubManager()) {
            for (int i = 0; i < images.size(); i++) {
                if (Thread.interrupted()) {
                    throw new CancellationException("stopped after the features of " + i + " images");
                }
                System.arraycopy(features.values(step, images.get(i), List.of(View.IDENTITY)), 0, rows, i * d, d);
            }
        }
        return rows;
    }

    private static Look shown(Look look, List<Sample> images) {
        Table table = look.table();
        List<Picture> pictures = new ArrayList<>();
        for (int i = 0; i < table.rowCount(); i++) {
            Sample nearest =
                    images.get((int) (double) table.doubleColumn("nearest").get(i));
            double distance = table.doubleColumn("distance").get(i);
            pictures.add(
                    new Captioned(nearest, String.format(Locale.ROOT, "%s, distance %.2f", nearest.name(), distance)));
        }
        return new Look(Gallery.of(pictures, Math.min(COLUMNS, pictures.size())), table);
    }
}
