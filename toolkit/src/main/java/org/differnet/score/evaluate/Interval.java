package org.differnet.score.evaluate;

import java.util.Locale;

/**
 * Where a share may lie, at a level of confidence.
 *
 * @param low 0 to 1
 * @param high 0 to 1, not below {@code low}
 */
public record Interval(double low, double high) {

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f to %.1f %%", 100 * low, 100 * high);
    }
}
