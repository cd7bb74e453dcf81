package org.differnet.data;

import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.differnet.data.image.RawImage;
import org.differnet.data.image.ValueRange;

/**
 * Which values of files with more than 8 bits a product uses: a camera of 12 bits that writes files of 16 fills a
 * sixteenth of them.
 *
 * <p>The rule: from 0 to 2^b - 1, where b is the smallest of 8, 10, 12, 14 and 16 that the largest value of all good
 * training images fits into; floats of 0 to 1 use that range, larger ones follow the same rule. Values that are seen later
 * and lie outside become 0 or 255.
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
     * @param least of them all; 0 where no image has more than 8 bits
     * @param most of them all; 0 where no image has more than 8 bits
     * @param range the one that they use by the rule, empty where every value that the type can hold is used
     */
    public record Values(double least, double most, Optional<ValueRange> range) {}

    /**
     * Looks at all images, whether they were given a range or not.
     *
     * @throws IllegalArgumentException as {@link #of}
     * @throws CancellationException if the thread is interrupted
     */
    public static Values look(List<Sample> training) {
        double least = Double.POSITIVE_INFINITY;
        double largest = 0;
        int floats = 0;
        int integers = 0;
        for (Sample sample : training) {
            if (Thread.interrupted()) {
                throw new CancellationException("looking for the range of values was stopped");
            }
            RawImage raw = deep(sample);
            if (raw != null) {
                double[] extremes = raw.extremes();
                check(sample, extremes[0], extremes[1]);
                least = Math.min(least, extremes[0]);
                largest = Math.max(largest, extremes[1]);
                floats += raw.floats() ? 1 : 0;
                integers += raw.floats() ? 0 : 1;
            }
        }
        if (floats > 0 && integers > 0) {
            throw new IllegalArgumentException("of the training images " + floats + " have floats and " + integers
                    + " integers of 16 bits; save them alike");
        }
        boolean full = floats > 0
                ? largest <= 1
                : largest > ValueRange.ofBits(BITS[BITS.length - 2]).high();
        if (floats + integers == 0) {
            return new Values(0, 0, Optional.empty());
        }
        return new Values(least, largest, full ? Optional.empty() : Optional.of(smallest(largest)));
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
