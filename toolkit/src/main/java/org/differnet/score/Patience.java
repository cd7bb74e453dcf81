package org.differnet.score;

import java.util.List;
import java.util.Locale;

/**
 * When the views of an image that have been looked at suffice: once those that are left can hardly take its score across the
 * threshold.
 *
 * <p>After every {@link Look#STEP} views the score s of those seen is an estimate of the score S of all; the spread of the
 * views tells its standard error e in logarithms. Looking ends at the first look at which the threshold lies outside of s
 * exp(-c e) to s exp(c e). The factor c is learnt from good images that the model was not fitted on: with n of them, ranked by
 * the largest |log(S / s)| / e of any look, it is the k-th smallest, k = (n + 1) (1 - error) rounded up (split conformal
 * prediction, see {@link GoodScores}).
 *
 * <p>So of good images that come as these did at most a share {@code error} is called other than in all views, on average over
 * draws of the n. A threshold for a rate of false positives then lets through at most that rate and this error; one for the
 * difference of the two keeps the rate. Of defective images nothing is promised: measure there.
 *
 * @param factor c, at least 0; infinite where every view is looked at
 * @param error the share, between 0 and 1
 * @param images how many it was learnt from
 */
public record Patience(double factor, double error, int images) {

    public Patience {
        if (!(factor >= 0)) {
            throw new IllegalArgumentException("the factor is " + factor + "; allowed are 0 and above");
        }
        checkError(error);
    }

    /** @throws IllegalArgumentException if this is no error that can be asked for */
    public static void checkError(double error) {
        if (!(error > 0 && error < 1)) {
            throw new IllegalArgumentException(
                    "the error of patience is " + error + "; allowed are values between 0 and 1, and 0.02 is usual");
        }
    }

    /**
     * Refuses, before any image is looked at, what cannot be learnt from so many.
     *
     * @throws IllegalArgumentException if this is no error that can be asked for, or below 1 / (images + 1)
     */
    public static void checkError(double error, int images) {
        checkError(error);
        if (error < GoodScores.lowestRate(images)) {
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "an error of %s cannot be promised from %d good images; the lowest is 1/(n+1) = %.4f. Ask for a higher"
                            + " one or give more good images",
                    error,
                    images,
                    GoodScores.lowestRate(images)));
        }
    }

    /**
     * Learns the factor.
     *
     * @param good of each good image all looks, the last at all views
     * @param error of new good images the share whose call may change, between 0 and 1
     * @throws IllegalArgumentException if so few images cannot promise the error, that is if it is below 1 / (n + 1)
     */
    public static Patience learn(List<List<Look>> good, double error) {
        int n = good.size();
        checkError(error, n);
        double[] farthest =
                good.stream().mapToDouble(Patience::farthest).sorted().toArray();
        int k = Math.max(1, Math.min(n, (int) Math.ceil((n + 1) * (1 - error) - 1e-9)));
        return new Patience(farthest[k - 1], error, n);
    }

    /** How many standard errors the score of all views lies from that of a look at most. */
    private static double farthest(List<Look> looks) {
        Look last = looks.get(looks.size() - 1);
        return looks.stream()
                .filter(look -> look.views() < last.views())
                .mapToDouble(look -> Math.abs(Math.log(last.score() / look.score())) / look.standardError(last.views()))
                // Views that are all alike, as is the score of all of them.
                .map(distance -> Double.isNaN(distance) ? 0 : distance)
                .max()
                .orElse(0);
    }

    /**
     * Whether a look suffices; without a threshold only one at all views does.
     *
     * @param all how many views there are
     */
    public boolean suffices(Look look, int all, Threshold threshold) {
        return look.views() >= all
                || threshold.known()
                        && Math.abs(Math.log(look.score() / threshold.value())) > factor * look.standardError(all);
    }

    /** One line, such as "until the call is clear (error 0.02 of good images, learnt from 76)". */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "until the call is clear (error %s of good images, learnt from %d)", error, images);
    }
}
