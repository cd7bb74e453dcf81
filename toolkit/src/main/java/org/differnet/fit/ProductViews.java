package org.differnet.fit;

import java.awt.Color;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.differnet.Options;
import org.differnet.chart.Chart;
import org.differnet.chart.Palette;
import org.differnet.data.Dataset;
import org.differnet.data.Sample;
import org.differnet.features.FeaturePool;
import org.differnet.view.View;
import org.differnet.view.ViewOptions;
import org.differnet.work.ProgressListener;

/**
 * The views that fit a product, found from good images alone: is a turned or relit copy of a good image as near to the other
 * good images as the image itself?
 *
 * <p>Up to {@value #MOST_IMAGES} different images are looked at, as they are and changed. The distance of a copy is that of its
 * features, each divided by its standard deviation, to those of the nearest other image as it is. A change counts as the
 * product's own where a changed copy lies farther away than an image as it is in at most {@value #MOST_FARTHER} of all pairs
 * of the two (0.5 where the change makes no difference; the Mann-Whitney statistic).
 *
 * <ul>
 *   <li>Where copies turned by 90 degrees are the product's own, views are turned as far as the widest views are; else by
 *       {@value #FEW_DEGREES} degrees, which hardly changes an image and shows each at other places of the network's grid.
 *   <li>Where lighter and darker copies are, light changes as far as in the widest views; else by a third of that.
 * </ul>
 *
 * <p>Example: <pre>{@code
 * ProductViews found = ProductViews.of(data, Options.standard());
 * found                  // says what was found, and why
 * found.chart().get()    // the distances
 * }</pre>
 *
 * @param options the views to take
 * @param changes what was tried: images as they are, turned by 90 and by 180 degrees, lighter and darker; none where there
 *     were too few images
 */
public record ProductViews(ViewOptions options, List<Change> changes) {

    private static final int MOST_IMAGES = 24;
    private static final int FEWEST_IMAGES = 4;
    private static final double MOST_FARTHER = 0.9;
    private static final double FEW_DEGREES = 4;
    private static final double LITTLE_LIGHT = 1 / 3.0;
    private static final double QUARTER_TURN = 90;
    private static final int CHANGES = 5;

    /** Features of images, in the same views of each. */
    @FunctionalInterface
    interface Features {
        FeaturePool of(List<Sample> samples, List<View> views);
    }

    /**
     * What a change does to images.
     *
     * @param name such as "turned by 90°"
     * @param distances of the changed copies, one an image, 0 or more
     * @param farther the share of pairs of a changed copy and an image as it is in which the copy lies farther away, 0 to 1
     */
    public record Change(String name, double[] distances, double farther) {

        /** Whether the product's images contain this change. */
        public boolean own() {
            return farther <= MOST_FARTHER;
        }
    }

    public ProductViews {
        Objects.requireNonNull(options, "options");
        changes = List.copyOf(changes);
        if (!changes.isEmpty() && changes.size() != CHANGES) {
            throw new IllegalArgumentException(
                    "there are " + changes.size() + " changes; allowed are none or " + CHANGES);
        }
    }

    /**
     * Finds them from good images as a fit on these with {@link Options#standard()} would, reporting to the default listener.
     *
     * @throws IllegalArgumentException if there is no image
     */
    public static ProductViews of(List<Sample> goodImages) {
        Objects.requireNonNull(goodImages, "goodImages");
        return of(Dataset.of("good images", goodImages, List.of()), Options.standard());
    }

    /** Finds them as a fit would, reporting to the default listener. */
    public static ProductViews of(Dataset dataset, Options options) {
        return of(dataset, options, ProgressListener.getDefault());
    }

    /**
     * Finds them as a fit with these options would, from the images that it would train on.
     *
     * @param options of which views, as the widest, backbone, precision, held-out images and seed matter here
     * @throws IllegalArgumentException if there is no good image
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static ProductViews of(Dataset dataset, Options options, ProgressListener listener) {
        Options asTheyAre = options.withViews(options.views().withByProduct(false));
        try (TrainingSet good = TrainingSet.of(dataset, asTheyAre, listener)) {
            return of(options.views(), good.train(), good::probed);
        }
    }

    /** @param train in random order */
    static ProductViews of(ViewOptions widest, List<Sample> train, Features features) {
        ViewOptions fixed = widest.withByProduct(false);
        List<Sample> looked = train.subList(0, Math.min(MOST_IMAGES, train.size()));
        if (looked.size() < FEWEST_IMAGES) {
            return new ProductViews(fixed, List.of());
        }
        double light = Math.max(widest.brightness(), widest.contrast());
        List<View> views = List.of(
                View.IDENTITY,
                new View(QUARTER_TURN, 1, 1),
                new View(2 * QUARTER_TURN, 1, 1),
                new View(0, 1 + light, 1),
                new View(0, 1 - light, 1));
        FeaturePool pool = different(features.of(looked, views));
        if (pool.images() < FEWEST_IMAGES) {
            return new ProductViews(fixed, List.of());
        }
        double[][] distances = distances(pool);
        List<Change> changes = List.of(
                change("as they are", distances, 0),
                change("turned by 90°", distances, 1),
                change("turned by 180°", distances, 2),
                change(String.format(Locale.ROOT, "lighter by %.0f %%", 100 * light), distances, 3),
                change(String.format(Locale.ROOT, "darker by %.0f %%", 100 * light), distances, 4));
        boolean turns = changes.get(1).own();
        boolean relit = changes.get(3).own() && changes.get(4).own();
        double share = relit ? 1 : LITTLE_LIGHT;
        return new ProductViews(
                new ViewOptions(
                        turns ? widest.rotation() : Math.min(FEW_DEGREES, widest.rotation()),
                        share * widest.brightness(),
                        share * widest.contrast(),
                        widest.framing()),
                changes);
    }

    /** The first of images that are the same: a copy is at no distance, which says nothing of the product. */
    private static FeaturePool different(FeaturePool pool) {
        Set<FloatBuffer> seen = new HashSet<>();
        return pool.only(IntStream.range(0, pool.images())
                .filter(i -> seen.add(FloatBuffer.wrap(pool.of(i))))
                .toArray());
    }

    private static Change change(String name, double[][] distances, int view) {
        return new Change(name, distances[view], farther(distances[view], distances[0]));
    }

    /** The share of pairs in which a is the greater; equal ones count half. */
    private static double farther(double[] a, double[] b) {
        double sum = 0;
        for (double x : a) {
            for (double y : b) {
                sum += x > y ? 1 : x == y ? 0.5 : 0;
            }
        }
        return sum / a.length / b.length;
    }

    /** For each view and image how far it is from the nearest other image in the first view. */
    private static double[][] distances(FeaturePool pool) {
        int d = pool.dimension();
        float[][] rows = new float[pool.images()][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = pool.of(i);
        }
        double[] weights = weights(rows, d);
        double[][] distances = new double[pool.viewsPerImage()][rows.length];
        for (int view = 0; view < distances.length; view++) {
            for (int i = 0; i < rows.length; i++) {
                double least = Double.POSITIVE_INFINITY;
                for (int other = 0; other < rows.length; other++) {
                    if (other != i) {
                        least = Math.min(least, squared(rows[i], view * d, rows[other], weights));
                    }
                }
                distances[view][i] = Math.sqrt(least / d);
            }
        }
        return distances;
    }

    private static double squared(float[] row, int from, float[] other, double[] weights) {
        double sum = 0;
        for (int j = 0; j < weights.length; j++) {
            double difference = (double) row[from + j] - other[j];
            sum += weights[j] * difference * difference;
        }
        return sum;
    }

    /** One over the variance of each feature in the first view, 0 where it never changes. */
    private static double[] weights(float[][] rows, int d) {
        double[] weights = new double[d];
        for (int j = 0; j < d; j++) {
            int feature = j;
            double mean = Arrays.stream(rows)
                    .mapToDouble(row -> row[feature])
                    .average()
                    .orElseThrow();
            double variance = Arrays.stream(rows)
                    .mapToDouble(row -> (row[feature] - mean) * (row[feature] - mean))
                    .average()
                    .orElseThrow();
            weights[j] = variance > 0 ? 1 / variance : 0;
        }
        return weights;
    }

    /** The distances as boxes, images as they are first; empty where nothing could be tried. */
    public Optional<Chart> chart() {
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        List<Chart.Group> groups = new ArrayList<>();
        for (Change change : changes) {
            Color colour = change == changes.get(0) ? Palette.REFERENCE : change.own() ? Palette.GOOD : Palette.DEFECT;
            groups.add(new Chart.Group(change.name(), change.distances(), colour));
        }
        return Optional.of(Chart.boxes(
                "Which views the product has",
                "distance to the nearest other good image, in standard deviations of a feature",
                groups.toArray(Chart.Group[]::new)));
    }

    /** What was found and why, in a line. */
    @Override
    public String toString() {
        String views = String.format(
                Locale.ROOT,
                "views: rotation %.0f°, brightness %.0f %%, contrast %.0f %%",
                options.rotation(),
                100 * options.brightness(),
                100 * options.contrast());
        if (changes.isEmpty()) {
            return views + ", the widest, for there are fewer than " + FEWEST_IMAGES
                    + " different good images among the first " + MOST_IMAGES;
        }
        Change turned = changes.get(1);
        return views
                + String.format(
                        Locale.ROOT,
                        "; the product %s: copies turned by 90° lie farther from other good images than these from each"
                                + " other in %.0f %% of pairs, lighter and darker ones in %.0f and %.0f %%",
                        turned.own() ? "lies any way" : "always lies, or is lit, the same way",
                        100 * turned.farther(),
                        100 * changes.get(3).farther(),
                        100 * changes.get(4).farther());
    }
}
