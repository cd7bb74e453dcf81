package org.differnet.parity;

import java.util.Locale;

/**
 * One comparison.
 *
 * @param key what is compared
 * @param error as said above, NaN never holds
 * @param tolerance largest error allowed
 */
public record Check(String key, double error, double tolerance) {

    public boolean holds() {
        return error <= tolerance;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%-4s %-36s error %.2e  tolerance %.0e", holds() ? "ok" : "FAIL", key, error, tolerance);
    }
}
