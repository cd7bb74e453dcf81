package org.differnet.data;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.differnet.data.image.Extremes;
import org.differnet.data.image.RawImage;
import org.differnet.data.image.ValueRange;

/**
 * Which values of files with more than 8 bits a product uses: a camera of 12 bits that writes files of 16 fills a
 * sixteenth of them.
 *
 * <p>The rule: from 0 to 2^b - 1, where b is the smallest of 8, 10, 12, 14 and 16 that the values of all good training images
 * fit into, but for the {@linkplain Extremes odd pixels} of each, such as the hot ones of a sensor; floats of 0 to 1 use that
 * range, larger ones follow the same rule. Odd pixels, and values that are seen later and lie outside, become 0 or 255.
 */
public final class UsedRange {

    private static final int[] BITS = {8, 10, 12, 14, 16};

    private UsedRange() {}

    /**
     * The range of the training images of a data set: the one that was {@linkplain Dataset#withRange given}, else the one
     * that they use. Images of 8 bits, and those drawn by a function, are not read for it.
     *
     * @return empty where every value that the type can hold is used, and where no image has more than 8 bits
     * @throws IllegalArgumentException if images were given different ranges, or if floats lie below 0 or above 65535
     * @throws CancellationException if the thread is interrupted
     */
    public static Optional<ValueRange> of(List<Sample> training) {
        List<ValueRange> given = training.stream()
                .flatMap(sample -> sample.range().stream())
                .distinct()
                .toList();
        if (given.size() > 1) {
            throw new IllegalArgumentException("the images have different ranges of values: " + given
                    + "; give all of them one (Dataset.withRange)");
        }
        return given.isEmpty() ? look(training).range() : Optional.of(given.get(0));
    }

    /**
     * What the values of images with more than 8 bits are.
     *
     * @param least of them all but the odd ones; 0 where no image has more than 8 bits
     * @param most of them all but the odd ones; 0 where no image has more than 8 bits
     * @param range the one that they use by the rule, empty where every value that the type can hold is used
     * @param oddImages how many images have odd pixels above that range
     */
    public record Values(double least, double most, Optional<ValueRange> range, int oddImages) {}

    /**
     * Looks at all images, whether they were given a range or not.
     *
     * @throws IllegalArgumentException as {@link #of}
     * @throws CancellationException if the thread is interrupted
     */
    public static Values look(List<Sample> training) {
        double least = Double.POSITIVE_INFINITY;
        double largest = 0;
        List<Double> tops = new ArrayList<>();
        int floats = 0;
        int integers = 0;
        for (Sample sample : training) {
            if (Thread.interrupted()) {
                throw new CancellationException("looking for the range of values was stopped");
            }
            RawImage raw = deep(sample);
            if (raw != null) {
                Extremes extremes = raw.extremes();
                check(sample, extremes.least(), extremes.most());
                least = Math.min(least, extremes.usualLeast());
                largest = Math.max(largest, extremes.usualMost());
                tops.add(extremes.most());
                floats += raw.floats() ? 1 : 0;
                integers += raw.floats() ? 0 : 1;
            }
        }
        if (floats > 0 && integers > 0) {
            throw new IllegalArgumentException("of the training images " + floats + " have floats and " + integers
                    + " integers of 16 bits; save them alike");
        }
        if (tops.isEmpty()) {
            return new Values(0, 0, Optional.empty(), 0);
        }
        ValueRange range = floats > 0 && largest <= 1 ? new ValueRange(0, 1) : smallest(largest);
        int odd = (int) tops.stream().filter(top -> top > range.high()).count();
        boolean full = floats > 0 ? range.high() == 1 && odd == 0 : range.equals(ValueRange.ofBits(16));
        return new Values(least, largest, full ? Optional.empty() : Optional.of(range), odd);
    }

    /** The image of a sample with more than 8 bits; null for others and for those that cannot be read, told elsewhere. */
    private static RawImage deep(Sample sample) {
        try {
            return sample.deep() ? sample.raw() : null;
        } catch (UncheckedIOException e) {
            return null;
        }
    }

    private static ValueRange smallest(double largest) {
        return Arrays.stream(BITS)
                .mapToObj(ValueRange::ofBits)
                .filter(range -> largest <= range.high())
                .findFirst()
                .orElseThrow();
    }

    private static void check(Sample sample, double least, double most) {
        if (!Double.isFinite(least) || !Double.isFinite(most)) {
            throw new IllegalArgumentException(sample.name() + " has a pixel that is "
                    + (Double.isFinite(least) ? most : least) + "; every value must be finite, give such pixels one");
        }
        if (least < 0 || most > 65535) {
            throw new IllegalArgumentException(sample.name() + " has values from " + least + " to " + most
                    + ", where 0 to 65535 are read without a range; say what becomes black and white"
                    + " (Dataset.withRange)");
        }
    }
}
