package org.differnet.score.many;

import java.util.Locale;
import java.util.Objects;
import org.differnet.score.Call;
import org.differnet.score.Threshold;

/**
 * What became of one of many images.
 *
 * @param file the name of the image, such as its path in the folder
 * @param score higher = more anomalous; NaN where it could not be scored
 * @param threshold what it was compared with; positive infinity where there was none
 * @param call what it is called; undecided where it has no score or there was no threshold
 * @param pValue the share of good images that score as high or higher, above 0 to 1; NaN where it is not known
 * @param error why it could not be scored; empty where it was
 */
public record ScoredImage(String file, double score, double threshold, Call call, double pValue, String error) {

    /** The header of rows of comma-separated values. */
    public static final String CSV_HEADER = CsvRow.HEADER;

    public ScoredImage {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(call, "call");
        Objects.requireNonNull(error, "error");
        if (Double.isNaN(score) == error.isEmpty()) {
            throw new IllegalArgumentException(
                    file + " has score " + score + " and error \"" + error + "\"; give one of the two");
        }
        if (Double.isInfinite(score)) {
            throw new IllegalArgumentException(file + " has the score " + score + "; only finite ones can be compared");
        }
    }

    /** An image with a score; one that is not finite is none, and the reason says so. */
    public static ScoredImage of(String file, double score, Threshold threshold, double pValue) {
        if (!Double.isFinite(score)) {
            return failed(file, threshold, file + " has the score " + score + "; a detector has to give a finite one");
        }
        return new ScoredImage(file, score, threshold.value(), threshold.call(score), pValue, "");
    }

    /** An image that could not be scored. */
    public static ScoredImage failed(String file, Threshold threshold, String reason) {
        return new ScoredImage(
                file,
                Double.NaN,
                threshold.value(),
                Call.UNDECIDED,
                Double.NaN,
                reason == null || reason.isBlank() ? "no reason was given" : reason);
    }

    /** A row of comma-separated values, by RFC 4180, without the end of its line; what is not known is empty. */
    public String csv() {
        return CsvRow.of(this);
    }

    /** Whether it could not be scored. */
    public boolean failed() {
        return !error.isEmpty();
    }

    /** One line, such as "a/7.png: score 1.93 (threshold 1.45), p = 0.05, anomalous" or "a/8.png: cannot be read". */
    @Override
    public String toString() {
        if (failed()) {
            return file + ": " + error;
        }
        String compared = threshold < Double.POSITIVE_INFINITY
                ? String.format(Locale.ROOT, " (threshold %.2f)", threshold)
                : " (no threshold)";
        String unusual = Double.isNaN(pValue) ? "" : String.format(Locale.ROOT, ", p = %.2g", pValue);
        return String.format(Locale.ROOT, "%s: score %.2f%s%s, %s", file, score, compared, unusual, call);
    }
}
