package org.differnet.data.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.differnet.data.check.Finding.Kind;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;

/**
 * Images that show the same picture twice.
 *
 * <p>Exact: size, channels and all pixels are equal. Near: the dHash differs in at most {@link #MOST_BITS} of 64 places
 * and the thumbnails by at most {@link #MOST_GREY} grey levels on average, but not by more than an eighth of what two
 * images of this data set usually differ by: products that lie always alike are not copies. Found are images saved
 * again, resized, recompressed or shifted a little, not turned ones.
 *
 * <p>Each image is told of once, with the most similar one before it, training images coming before those of the test.
 */
final class Duplicates {

    static final String TASK = "comparing images";

    static final int MOST_BITS = 4;
    static final double MOST_GREY = 3;

    private static final double USUAL_PART = 8;
    private static final int PAIRS_FOR_USUAL = 20_000;

    private Duplicates() {}

    static List<Finding> in(List<ImageFacts> images, ProgressListener listener) {
        long start = System.nanoTime();
        List<Finding> findings = new ArrayList<>();
        double limit = Math.min(MOST_GREY, usualDifference(images) / USUAL_PART);
        Map<String, ImageFacts> byDigest = new HashMap<>();
        List<ImageFacts> different = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            ImageFacts image = images.get(i);
            listener.on(
                    new Progress(TASK, i + 1, images.size(), Double.NaN, Duration.ofNanos(System.nanoTime() - start)));
            if (Thread.interrupted()) {
                throw new CancellationException("check stopped while images were compared");
            }
            ImageFacts same = byDigest.putIfAbsent(image.digest(), image);
            if (same != null) {
                findings.add(finding(Kind.DUPLICATE, image, same, "the same pixels as "));
                continue;
            }
            ImageFacts nearest = nearest(image, different, limit);
            if (nearest != null) {
                String text =
                        String.format(Locale.ROOT, "%.1f grey levels from ", image.differenceTo(nearest.thumbnail()));
                findings.add(finding(Kind.NEAR_DUPLICATE, image, nearest, text));
            }
            different.add(image);
        }
        return findings;
    }

    private static ImageFacts nearest(ImageFacts image, List<ImageFacts> others, double limit) {
        ImageFacts nearest = null;
        double least = limit;
        for (ImageFacts other : others) {
            if (Long.bitCount(image.hash() ^ other.hash()) <= MOST_BITS) {
                double difference = image.differenceTo(other.thumbnail());
                if (difference <= least) {
                    least = difference;
                    nearest = other;
                }
            }
        }
        return nearest;
    }

    private static Finding finding(Kind kind, ImageFacts image, ImageFacts other, String text) {
        String label = other.sample().kind().equals(image.sample().kind())
                ? ""
                : ", which is labelled " + other.sample().kind();
        boolean leak = image.training() != other.training();
        String advice = leak
                ? "take it out of the test: a model is not tested by what it was trained on"
                : label.isEmpty() ? "keep one of them" : "keep the one whose label is right";
        return new Finding(
                leak ? Kind.LEAK : kind,
                image.sample().name(),
                text + other.sample().name() + label,
                advice,
                List.of(image.sample(), other.sample()));
    }

    /** The median difference of two images, from all pairs or a seeded draw of them. */
    private static double usualDifference(List<ImageFacts> images) {
        if (images.size() < 2) {
            return 0;
        }
        SplittableRandom random = new SplittableRandom(0);
        double[] differences = new double[PAIRS_FOR_USUAL];
        for (int i = 0; i < differences.length; i++) {
            int a = random.nextInt(images.size());
            int b = (a + 1 + random.nextInt(images.size() - 1)) % images.size();
            differences[i] = images.get(a).differenceTo(images.get(b).thumbnail());
        }
        Arrays.sort(differences);
        return differences[differences.length / 2];
    }
}
