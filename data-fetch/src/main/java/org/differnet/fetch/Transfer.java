package org.differnet.fetch;

import java.util.Locale;

/**
 * How far work on bytes has come.
 *
 * @param task what is being done, such as "downloading MVTec AD"
 * @param done bytes so far
 * @param total bytes in all; 0 if not known
 * @param bytesPerSecond the rate since the work began, without what an earlier run had brought
 */
public record Transfer(String task, long done, long total, double bytesPerSecond) {

    /** Whether all has come. */
    public boolean finished() {
        return done == total;
    }

    /** Seconds left at this rate; NaN if not known. */
    public double secondsLeft() {
        return total > 0 && bytesPerSecond > 0 ? (total - done) / bytesPerSecond : Double.NaN;
    }

    @Override
    public String toString() {
        String of =
                total > 0 ? String.format(Locale.ROOT, " of %.1f MB (%d %%)", total / 1e6, 100 * done / total) : " MB";
        String left = finished() || Double.isNaN(secondsLeft()) ? "" : ", " + time(Math.round(secondsLeft())) + " left";
        return String.format(Locale.ROOT, "%s: %.1f%s, %.1f MB/s%s", task, done / 1e6, of, bytesPerSecond / 1e6, left);
    }

    private static String time(long seconds) {
        return seconds < 100 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }
}
