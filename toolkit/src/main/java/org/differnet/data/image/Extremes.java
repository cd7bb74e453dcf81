package org.differnet.data.image;

import java.util.Arrays;

/**
 * The smallest and the largest values of an image, with and without its odd pixels: a few hot or dead ones of a sensor, which
 * files mark by the largest or the smallest number that they can hold, say nothing about what a camera uses. Odd are, at each
 * end, up to four values, or one in a thousand where that is more, but no more than one in a hundred; and only if the outermost
 * is apart from the others by more than a quarter of their span.
 *
 * @param least of all values
 * @param most of all values
 * @param usualLeast of all but the odd ones
 * @param usualMost of all but the odd ones
 */
public record Extremes(double least, double most, double usualLeast, double usualMost) {

    private static final int A_FEW = 4;

    /** Looks at the values of an image one by one. */
    static final class Finder {

        private final Top largest;
        private final Top smallest;

        /** @param values how many there will be, at least 1 */
        Finder(long values) {
            int odd = (int) Math.max(values / 1000, Math.min(A_FEW, values / 100));
            largest = new Top(odd + 1);
            smallest = new Top(odd + 1);
        }

        void add(double value) {
            largest.add(value);
            smallest.add(-value);
        }

        Extremes found() {
            double least = -smallest.first();
            double most = largest.first();
            double low = -smallest.last();
            double high = largest.last();
            double apart = (high - low) / 4;
            return new Extremes(least, most, low - least > apart ? low : least, most - high > apart ? high : most);
        }
    }

    /** The largest few of many numbers. */
    private static final class Top {

        private final int few;
        private final double[] kept;
        private int count;
        private double least = Double.NEGATIVE_INFINITY;

        Top(int few) {
            this.few = few;
            kept = new double[2 * few];
        }

        void add(double value) {
            if (value > least || count < few) {
                kept[count++] = value;
                if (count == kept.length) {
                    cut();
                }
            }
        }

        private void cut() {
            Arrays.sort(kept, 0, count);
            if (count > few) {
                System.arraycopy(kept, count - few, kept, 0, few);
                count = few;
                least = kept[0];
            }
        }

        double first() {
            cut();
            return kept[count - 1];
        }

        double last() {
            cut();
            return kept[0];
        }
    }
}
