package org.differnet.score.many;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.differnet.data.ImageTree;
import org.differnet.data.Sample;
import org.differnet.engine.InOrder;
import org.differnet.score.many.ManyImages.Scored;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;

/** One call of {@link ManyImages}: what it has come to. Used by one thread; the scoring alone is done by others. */
final class ScoringRun {

    private static final String TASK = "scoring";

    /** How often an unknown number of images is told of. */
    private static final long SAY_EVERY_NANOS = 5_000_000_000L;

    /** Scores of the same model on another processor differ by less, relative to the larger of 1 and the score. */
    private static final double SAME_MODEL = 1e-3;

    private final ManyImages images;
    private final Iterable<Sample> samples;
    private final RowLog log;
    private final ProgressListener listener;
    private final Highest highest = new Highest();
    private final long start = System.nanoTime();
    private long said = start;
    private long total;
    private long fresh;
    private long met;
    private ScoredImages.Counts counts;
    private boolean compared;

    /** @param log closed at the end */
    ScoringRun(ManyImages images, Iterable<Sample> samples, RowLog log, ProgressListener listener) {
        this.images = images;
        this.samples = samples;
        this.log = log;
        this.listener = listener;
        this.counts = log.before();
    }

    ScoredImages go(Optional<Path> file, List<ScoredImage> kept) {
        Optional<String> stopped = Optional.empty();
        try (log) {
            total = number(samples);
            UntilItThrows source = new UntilItThrows(samples.iterator());
            try (InOrder<Scored> scored = InOrder.of(new Unknown(source), images::rowOfWorker)) {
                while (scored.hasNext()) {
                    Scored next = scored.next();
                    log.add(next.row());
                    fresh++;
                    counts = counts.and(next.row());
                    highest.offer(next.row(), next.seen());
                    tell(Math.max(fresh, total - met));
                }
                stopped = source.thrown().map(ScoringRun::why);
                if (stopped.isEmpty() && fresh > 0 && met + fresh < total) {
                    tell(fresh);
                }
            } catch (CancellationException e) {
                stopped = Optional.of("");
            } finally {
                listener.end(TASK);
            }
        }
        stopped.ifPresent(why -> listener.warn(images.detector() + ": stopped after " + (met + fresh)
                + (total > 0 ? " of " + total : "") + " images" + why + (why.isEmpty() ? "" : hint(file))));
        return new ScoredImages(images.detector(), file, kept, highest.all(), counts, stopped);
    }

    private static String why(Throwable thrown) {
        return thrown instanceof CancellationException ? "" : ": no more samples could be had, " + thrown;
    }

    private static String hint(Optional<Path> file) {
        return file.map(csv -> "; called again with " + csv + ", it goes on").orElse("");
    }

    /** How many images there are, 0 where that is not known. */
    private static long number(Iterable<Sample> samples) {
        if (samples instanceof ImageTree tree) {
            return tree.count();
        }
        return samples instanceof Collection<?> some ? some.size() : 0;
    }

    private void tell(long expected) {
        long now = System.nanoTime();
        if (total > 0) {
            listener.on(new Progress(TASK, fresh, expected, Double.NaN, Duration.ofNanos(now - start)));
        } else if (now - said > SAY_EVERY_NANOS) {
            said = now;
            listener.say(String.format(Locale.ROOT, "scored %d images, %.1f/s", fresh, fresh * 1e9 / (now - start)));
        }
    }

    /** The samples that have no row yet; those that have are counted in passing. */
    private final class Unknown implements Iterator<Sample> {

        private final Iterator<Sample> all;
        private Sample next;

        Unknown(Iterator<Sample> all) {
            this.all = all;
        }

        @Override
        public boolean hasNext() {
            while (next == null && all.hasNext()) {
                Sample sample = all.next();
                log.earlier(sample.name()).ifPresentOrElse(known -> pass(known, sample), () -> next = sample);
            }
            return next != null;
        }

        @Override
        public Sample next() {
            Sample found = next;
            next = null;
            return found;
        }
    }

    private void pass(ScoredImage known, Sample sample) {
        // The first row as well: where a killed call of another model has left rows, the others are of that one.
        if (!known.failed() && (!compared || log.isOldest(known))) {
            ScoredImage now = images.row(sample).row();
            compared |= !now.failed();
            refuseOtherModel(known, now);
        }
        met++;
        highest.offer(known, sample);
    }

    private void refuseOtherModel(ScoredImage known, ScoredImage now) {
        if (!now.failed()
                && Math.abs(known.score() - now.score()) > SAME_MODEL * Math.max(1, Math.abs(known.score()))) {
            log.undo();
            throw new IllegalArgumentException(
                    "the file has the scores of another model, threshold or patience: it says that "
                            + known.file() + " has score " + known.score() + ", this one " + now.score()
                            + ". Give another file, or delete this one; where it was begun in all views, go on so"
                            + " (withoutPatience, --all-views); where a spreadsheet rounded the numbers, save them with all their"
                            + " digits");
        }
    }
}
