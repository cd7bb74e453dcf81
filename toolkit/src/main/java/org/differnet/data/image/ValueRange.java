package org.differnet.data.image;

import java.util.Locale;

/**
 * The values of files with more than 8 bits that become 0 and 255.
 *
 * <p>A value v becomes 255 (v - low) / (high - low), rounded; what lies outside becomes 0 or 255. Values of up to 8 bits
 * are taken as they are stored. Cameras of 10, 12 or 14 bits write files of 16 bits, of which they use the lower part:
 * without a range nearly all of their grey levels are lost.
 *
 * @param low the value that becomes 0
 * @param high the value that becomes 255, larger than {@code low}
 */
public record ValueRange(double low, double high) {

    /** @throws IllegalArgumentException if a value is not finite or {@code high} is not larger than {@code low} */
    public ValueRange {
        if (!Double.isFinite(low) || !Double.isFinite(high) || !(low < high)) {
            throw new IllegalArgumentException("the range of values is " + low + " to " + high
                    + "; give two finite numbers, the larger one last, such as 0 and 4095");
        }
    }

    /**
     * 0 to 2^bits - 1.
     *
     * @throws IllegalArgumentException if {@code bits} is not 1 to 16
     */
    public static ValueRange ofBits(int bits) {
        if (bits < 1 || bits > 16) {
            throw new IllegalArgumentException("values have " + bits + " bits; give 1 to 16");
        }
        return new ValueRange(0, (1 << bits) - 1);
    }

    /** What a value becomes, 0 to 255. */
    int scaled(double value) {
        return (int) Math.max(0, Math.min(255, Math.floor(255 * (value - low) / (high - low) + 0.5)));
    }

    /** Such as "0 to 4095". */
    @Override
    public String toString() {
        return number(low) + " to " + number(high);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : String.format(Locale.ROOT, "%s", value);
    }
}
