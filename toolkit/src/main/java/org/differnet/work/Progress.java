package org.differnet.work;

import java.time.Duration;
import java.util.Locale;

/**
 * How far a long piece of work has come.
 *
 * @param task what is being done, such as "training"
 * @param done steps finished, 0 to {@code total}
 * @param total steps in all, at least 1
 * @param loss the current training loss, NaN where there is none
 * @param elapsed time since the work began
 */
public record Progress(String task, long done, long total, double loss, Duration elapsed) {

    public Progress {
        if (total < 1 || done < 0 || done > total) {
            throw new IllegalArgumentException("progress of " + done + " of " + total + " steps is not possible");
        }
    }

    /** Whether this is the last report of its task. */
    public boolean finished() {
        return done == total;
    }

    /** Steps per second since the work began; 0 at its start. */
    public double rate() {
        double seconds = elapsed.toNanos() / 1e9;
        return seconds > 0 ? done / seconds : 0;
    }

    /** Time left at the rate so far; zero when finished or not yet known. */
    public Duration left() {
        return rate() > 0 ? Duration.ofMillis(Math.round(1000 * (total - done) / rate())) : Duration.ZERO;
    }

    @Override
    public String toString() {
        return line(finished() ? seconds(elapsed) : seconds(left()) + " left");
    }

    /** One line on a task that goes no further: where it ended in the place of the time left. */
    public String whenOver() {
        return line((finished() ? "" : "ended after ") + seconds(elapsed));
    }

    private String line(String time) {
        String lossText = Double.isNaN(loss) ? "" : String.format(Locale.ROOT, ", loss %.3f", loss);
        return String.format(Locale.ROOT, "%s %d/%d, %.1f/s, %s%s", task, done, total, rate(), time, lossText);
    }

    private static String seconds(Duration duration) {
        long s = Math.round(duration.toMillis() / 1000.0);
        return s < 100 ? s + " s" : String.format(Locale.ROOT, "%d min %02d s", s / 60, s % 60);
    }
}
