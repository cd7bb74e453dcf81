package org.differnet.score.watch;

import java.util.Arrays;
import java.util.Locale;
import org.differnet.score.GoodScores;
import org.differnet.score.Threshold;
import org.differnet.work.ProgressListener;

/**
 * When scores that follow each other are an event. They are smoothed by an exponentially weighted moving average,
 *
 * <pre>
 *   e_t = w s_t + (1 - w) e_(t-1)
 * </pre>
 *
 * <p>from the mean of good scores on, and an event lasts as long as e is at least a limit.
 *
 * <p>Reference: S. W. Roberts, Control Chart Tests Based on Geometric Moving Averages, Technometrics 1959.
 *
 * @param weight w of the newest score, above 0 to 1; 1 smooths nothing
 * @param start e before the first frame
 * @param limit from which e on there is an event
 * @param falseAlarmsPerHour how many events an hour of good frames is meant to have
 * @param origin what it was learnt from, and what that promises
 */
public record Alarm(double weight, double start, double limit, double falseAlarmsPerHour, String origin) {

    /** After so many times 1/w frames less than 2 % of the start is left. */
    private static final int SETTLED = 4;

    public Alarm {
        if (!(weight > 0 && weight <= 1)) {
            throw new IllegalArgumentException("the weight of the newest score is " + weight
                    + "; allowed are values above 0 to 1, and 0.3 is usual");
        }
        if (!Double.isFinite(start) || Double.isNaN(limit)) {
            throw new IllegalArgumentException(
                    "the average starts at " + start + " with the limit " + limit + "; give numbers");
        }
    }

    /**
     * Learns from a stretch of good frames, in their order, whose scores are smoothed as later ones will be.
     *
     * <p>An event has at least one frame, so that a share falseAlarmsPerHour / framesPerHour of smoothed good scores above
     * the limit makes at most as many events. Where the stretch is long enough, the limit is the conformal one of {@link
     * GoodScores#threshold}; where it is not, {@link GoodScores#tailThreshold} extrapolates. Neighbouring frames are alike,
     * so that the rate holds in the long run, for good frames that vary as these do, and not as an exact promise.
     *
     * @param goodScores of frames without a defect, finite, in their order; at least 4 / weight to settle the average and
     *     then 50, which makes 64 at a weight of 0.3, or as many as show the rate: framesPerHour / falseAlarmsPerHour
     * @param weight as in {@link #Alarm}
     * @param falseAlarmsPerHour above 0
     * @param framesPerHour that will be looked at, above {@code falseAlarmsPerHour}
     * @throws IllegalArgumentException if the scores are too few, one is not finite, or another value is not allowed
     */
    public static Alarm learn(double[] goodScores, double weight, double falseAlarmsPerHour, double framesPerHour) {
        double share = falseAlarmsPerHour / framesPerHour;
        if (!(falseAlarmsPerHour > 0 && share < 1 && framesPerHour < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(falseAlarmsPerHour + " false alarms an hour of " + framesPerHour
                    + " frames are not possible; give a rate above 0 and more frames than that");
        }
        for (int i = 0; i < goodScores.length; i++) {
            if (!Double.isFinite(goodScores[i])) {
                throw new IllegalArgumentException("the score of good frame " + i + " (from 0) is " + goodScores[i]
                        + ", as of one that could not be scored; leave such frames out: filter(row -> !row.failed())");
            }
        }
        tellOfAnOddFrame(goodScores);
        double mean = Arrays.stream(goodScores).average().orElse(0);
        Alarm open = new Alarm(weight, mean, Double.POSITIVE_INFINITY, falseAlarmsPerHour, "");
        int settled = weight == 1 ? 0 : (int) Math.ceil(SETTLED / weight);
        refuseTooFew(goodScores.length, settled, weight, share);
        double[] smoothed = new double[goodScores.length];
        double average = mean;
        for (int i = 0; i < smoothed.length; i++) {
            average = open.next(average, goodScores[i]);
            smoothed[i] = average;
        }
        GoodScores good =
                new GoodScores(Arrays.copyOfRange(smoothed, settled, smoothed.length), GoodScores.Source.HELD_OUT);
        boolean extrapolated = share < GoodScores.lowestRate(good.count());
        Threshold threshold = extrapolated ? good.tailThreshold(share) : good.threshold(share);
        return new Alarm(
                weight,
                mean,
                threshold.value(),
                falseAlarmsPerHour,
                String.format(
                        Locale.ROOT,
                        "from %d good frames, %s",
                        goodScores.length,
                        extrapolated ? "extrapolated beyond the highest of them" : "within their range"));
    }

    private static void tellOfAnOddFrame(double[] scores) {
        GoodScores all = new GoodScores(scores, GoodScores.Source.HELD_OUT);
        if (!all.highestIsOdd()) {
            return;
        }
        double[] sorted = all.values();
        double highest = sorted[sorted.length - 1];
        int frame = 0;
        while (scores[frame] != highest) {
            frame++;
        }
        ProgressListener.getDefault()
                .warn(String.format(
                        Locale.ROOT,
                        "the score of good frame %d (from 0), %.4g, stands far above the next, %.4g, and raises the limit of"
                                + " the alarm. If that frame shows a defect, leave it out",
                        frame,
                        highest,
                        sorted[sorted.length - 2]));
    }

    private static void refuseTooFew(int count, int settled, double weight, double share) {
        long left = Math.max(0, count - settled);
        if (left < GoodScores.FEWEST_FOR_TAIL && share < GoodScores.lowestRate((int) left)) {
            double shown = Math.ceil(1 / share - 1);
            double fewest = settled + Math.min(GoodScores.FEWEST_FOR_TAIL, Math.max(1, shown));
            throw new IllegalArgumentException(String.format(
                    Locale.ROOT,
                    "%d good scores are too few: at the weight %s the first %d settle the average, and %d are left; give"
                            + " %.0f or more",
                    count,
                    weight,
                    settled,
                    left,
                    fewest));
        }
    }

    /** The average after another score. */
    public double next(double average, double score) {
        return weight * score + (1 - weight) * average;
    }

    /** Whether an average is an event. */
    public boolean rings(double average) {
        return average >= limit;
    }

    /** One line, such as "alarm at 1.234, weight 0.3: 1 false alarm an hour, from 600 good frames, within their range". */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "alarm at %.4g, weight %s: %s false alarms an hour, %s",
                limit,
                weight,
                falseAlarmsPerHour,
                origin);
    }
}
