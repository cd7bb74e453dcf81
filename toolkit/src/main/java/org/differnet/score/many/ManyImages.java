package org.differnet.score.many;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.differnet.data.Sample;
import org.differnet.engine.InOrder;
import org.differnet.score.Threshold;
import org.differnet.work.ProgressListener;

/**
 * Scores images one after the other, on all cores, a few of them at a time in memory.
 *
 * @param detector for legends and messages
 * @param threshold what scores are compared with
 * @param scoring scores an image; called on several threads. What it throws becomes the row of the image, but for errors,
 *     {@link CancellationException} and {@link IllegalStateException}, which end the whole unless the sample itself threw
 *     them
 */
public record ManyImages(String detector, Threshold threshold, Function<Sample, Scored> scoring) {

    /**
     * What scoring one image gives.
     *
     * @param row of the image
     * @param seen the image as it was looked at
     */
    public record Scored(ScoredImage row, Sample seen) {}

    /** The row of one image; a reason in place of a score where it has none. Ended by an interrupt of this thread. */
    public Scored row(Sample sample) {
        return row(sample, true);
    }

    /** As {@link #row}, on a thread that nobody interrupts: a sample that says it was stopped has stopped by itself. */
    Scored rowOfWorker(Sample sample) {
        return row(sample, false);
    }

    private Scored row(Sample sample, boolean interruptible) {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        try {
            return scoring.apply(sample.telling(thrown::set));
        } catch (OutOfMemoryError e) {
            String reason = sample.name() + " needs more memory than Java's "
                    + Runtime.getRuntime().maxMemory() / (1 << 20) + " MB: start it with a larger -Xmx";
            return failed(sample, reason);
        } catch (Throwable e) { // Also what code in another language throws undeclared.
            boolean ends = e instanceof Error || e instanceof IllegalStateException;
            boolean stopped = e instanceof CancellationException && interruptible;
            if (ends && (stopped || !comesFrom(thrown.get(), e))) {
                throw e;
            }
            return failed(sample, reason(e));
        }
    }

    private Scored failed(Sample sample, String reason) {
        return new Scored(ScoredImage.failed(sample.name(), threshold, reason), sample);
    }

    private static boolean comesFrom(Throwable thrown, Throwable e) {
        return thrown != null
                && Stream.iterate(e, Objects::nonNull, Throwable::getCause).anyMatch(cause -> cause == thrown);
    }

    private static String reason(Throwable e) {
        boolean meant = e instanceof UncheckedIOException || e instanceof IllegalArgumentException;
        return meant ? e.getMessage() : e.toString();
    }

    /**
     * The rows of images as they come; none is asked for before its row is, but for a few ahead. What the samples throw
     * comes after the rows of those before.
     */
    public Stream<ScoredImage> rows(Stream<Sample> samples) {
        UntilItThrows source = new UntilItThrows(samples.iterator());
        InOrder<Scored> scored = InOrder.of(source, this::rowOfWorker);
        Iterator<Scored> all = new Iterator<>() {
            @Override
            public boolean hasNext() {
                boolean more = scored.hasNext();
                if (!more) {
                    source.rethrow();
                }
                return more;
            }

            @Override
            public Scored next() {
                return scored.next();
            }
        };
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(all, Spliterator.ORDERED), false)
                .map(Scored::row)
                .onClose(scored::close)
                .onClose(samples::close);
    }

    /** Scores all images and keeps their rows in memory. */
    public ScoredImages all(Iterable<Sample> samples, ProgressListener listener) {
        List<ScoredImage> kept = new ArrayList<>();
        return new ScoringRun(this, samples, RowLog.inMemory(kept), listener).go(Optional.empty(), kept);
    }

    /**
     * Scores all images and writes their rows to a file as they come. Images that have a row there by name are not scored
     * again.
     *
     * @throws UncheckedIOException if the file cannot be written; what is in it stays
     * @throws IllegalArgumentException if it is no file of scores, or another model's or threshold's
     */
    public ScoredImages all(Iterable<Sample> samples, Path csv, ProgressListener listener) {
        return new ScoringRun(this, samples, new CsvLog(csv, threshold.value()), listener)
                .go(Optional.of(csv), List.of());
    }
}
