package org.differnet;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.differnet.data.Dataset;
import org.differnet.data.ImageTree;
import org.differnet.data.ReadError;
import org.differnet.data.ReadErrors;
import org.differnet.data.Sample;
import org.differnet.engine.Cores;
import org.differnet.features.ViewFeatures;
import org.differnet.score.AnomalyScore;
import org.differnet.score.GoodScores;
import org.differnet.score.Threshold;
import org.differnet.score.evaluate.Evaluation;
import org.differnet.score.many.ManyImages;
import org.differnet.score.many.ScoredImage;
import org.differnet.score.many.ScoredImages;
import org.differnet.score.watch.Alarm;
import org.differnet.score.watch.FrameSource;
import org.differnet.score.watch.Watch;
import org.differnet.score.watch.Watched;
import org.differnet.score.watch.WatchedFrame;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;
import org.differnet.work.Seeds;

/**
 * Something that has seen good images and scores others: DifferNet, or a baseline on the same features.
 *
 * <p>An image is scored in several views; its score is the mean of theirs, or what {@link Options#scoring} says, higher = more
 * anomalous. A detector holds native memory until it is closed or, where that was forgotten, until the garbage collector finds
 * it.
 *
 * <p>One's own is a few lines on features that are computed already: see {@link org.differnet.baseline.FeatureDetector}.
 * Scikit-learn's outlier detectors call {@link #viewScores} {@code score_samples} or {@code decision_function}, with the other
 * sign; anomalib's models call {@link Verdict#score} {@code pred_score}.
 */
public interface Detector extends AutoCloseable {

    /** The method, in a word or two, for legends and messages. */
    String name();

    /** The network and the renderer of views, for a closer look; they belong to this detector. */
    ViewFeatures features();

    /** What every result has to say of a network that was not trained on photographs, with a space before it; else empty. */
    default String caveat() {
        return features().extractor().trainedOn().caveat();
    }

    /** What verdicts are given by, learnt from good images. */
    Threshold threshold();

    /** The scores of good images, which thresholds and p-values come from; empty if there were none to spare. */
    GoodScores goodScores();

    /** Scores one image of a data set. */
    Verdict score(Sample sample);

    /** Scores a file. */
    default Verdict score(Path file) {
        return score(Sample.of(file));
    }

    /** Scores an image of any size and type. */
    default Verdict score(BufferedImage image) {
        return score(Sample.of("image", image));
    }

    /**
     * The scores of views whose features are known.
     *
     * @param features views x dimension, row by row; at least one view
     * @return one score a view
     * @throws IllegalArgumentException if the features are not so many, or not all finite
     */
    double[] viewScores(float[] features);

    /**
     * Whether {@link #viewScores} takes the rows that {@link #features} gives of views; where it takes others, who scores many
     * images has to score each by itself.
     */
    default boolean scoresFeatures() {
        return true;
    }

    /** Scores the test images of a data set against their labels, reporting to the default listener. */
    default Evaluation evaluate(Dataset dataset) {
        return evaluate(dataset, ProgressListener.getDefault());
    }

    /**
     * Scores the test images of a data set against their labels.
     *
     * <p>An image that cannot be read is a row of errors of the result, and the numbers are of the others.
     *
     * <p>Interrupting the thread ends it early: the result is that of the images scored so far, which are drawn from all
     * kinds, and its name says so.
     *
     * @throws CancellationException if the thread is interrupted before a good and a defective image are scored
     * @throws java.io.UncheckedIOException if more than half of the images cannot be read; the message names the first ones
     */
    default Evaluation evaluate(Dataset dataset, ProgressListener listener) {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(listener, "listener");
        List<Sample> test = dataset.test();
        int[] order = Seeds.shuffled(test.size(), 0);
        double[] scores = new double[order.length];
        String task = "scoring";
        long start = System.nanoTime();
        boolean[] scored = new boolean[order.length];
        ReadErrors errors = ReadErrors.amongHalfOf(test);
        String some = "";
        try {
            Cores.forEach(
                    order.length,
                    i -> scored[order[i]] = errors.attempt(
                            order[i],
                            () -> scores[order[i]] = score(test.get(order[i])).score()),
                    done -> listener.on(new Progress(
                            task, done, order.length, Double.NaN, Duration.ofNanos(System.nanoTime() - start))));
        } catch (CancellationException e) {
            int[] known =
                    IntStream.range(0, order.length).filter(i -> scored[i]).toArray();
            long defective =
                    Arrays.stream(known).filter(i -> test.get(i).anomalous()).count();
            some = " (stopped after " + (known.length + errors.rows().size()) + " of " + order.length + " images)";
            if (defective == 0 || defective == known.length) {
                throw (CancellationException)
                        new CancellationException(name() + some + ", before a good and a defective one were scored")
                                .initCause(e);
            }
            listener.warn(name() + some);
        } finally {
            listener.end(task);
        }
        errors.tell(listener);
        int[] known = IntStream.range(0, order.length).filter(i -> scored[i]).toArray();
        return evaluation(
                some,
                Arrays.stream(known).mapToObj(test::get).toList(),
                Arrays.stream(known).mapToDouble(i -> scores[i]).toArray(),
                errors.rows());
    }

    /**
     * What scores that are known say of the test images of a data set.
     *
     * @param scores one for each test image, higher = more anomalous
     */
    default Evaluation evaluation(Dataset dataset, double[] scores) {
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(scores, "scores");
        return evaluation("", dataset.test(), scores, List.of());
    }

    private Evaluation evaluation(String some, List<Sample> images, double[] scores, List<ReadError> errors) {
        return new Evaluation(
                name() + caveat() + some,
                images.stream().map(Sample::name).toList(),
                images.stream().map(Sample::kind).toList(),
                scores,
                threshold(),
                errors);
    }

    /** {@link #scoreAll(Iterable)} of the images in a folder and below, whatever its folders are called. */
    default ScoredImages scoreAll(Path folder) {
        return scoreAll(ImageTree.of(folder));
    }

    /** {@link #scoreAll(Iterable, Path, ProgressListener)} of the images in a folder and below. */
    default ScoredImages scoreAll(Path folder, Path csv) {
        return scoreAll(ImageTree.of(folder), csv, ProgressListener.getDefault());
    }

    /** {@link #scoreAll(Iterable, ProgressListener)}, reporting to the default listener. */
    default ScoredImages scoreAll(Iterable<Sample> samples) {
        return scoreAll(samples, ProgressListener.getDefault());
    }

    /**
     * Scores images on all cores, a few at a time in memory, with the bits of {@link #score(Sample)}. An image that cannot be
     * scored is a row with its reason, whatever the code that reads it throws.
     *
     * <p>Interrupting the thread ends it early: the result is that of the images scored so far. So does a source of samples
     * that throws; the listener and the text of the result say what.
     *
     * @param samples asked for on this thread, as they are needed; their rows are kept in memory
     * @param listener told of the rate and the time left, where the number of samples is known
     */
    default ScoredImages scoreAll(Iterable<Sample> samples, ProgressListener listener) {
        Objects.requireNonNull(samples, "samples");
        Objects.requireNonNull(listener, "listener");
        return manyImages().all(samples, listener);
    }

    /**
     * As {@link #scoreAll(Iterable, ProgressListener)}, with the rows in a file that grows row by row in place of memory.
     * Called again with the same file, it goes on: images that have a row there, found by name, are not scored again.
     *
     * @param csv made if it is not there; see {@link ScoredImages#save}
     * @throws java.io.UncheckedIOException if the file cannot be written; what is in it stays
     * @throws IllegalArgumentException if it is no file of scores, or those of another model or threshold, or a line is
     *     damaged, which the message names; a last line that a killed process tore is scored again
     */
    default ScoredImages scoreAll(Iterable<Sample> samples, Path csv, ProgressListener listener) {
        Objects.requireNonNull(samples, "samples");
        Objects.requireNonNull(csv, "csv");
        Objects.requireNonNull(listener, "listener");
        return manyImages().all(samples, csv, listener);
    }

    /**
     * Scores images as they come and are asked for, on all cores, a few ahead: any number of them in bounded memory. Close
     * the result, which closes {@code samples}, if it is not read to its end. What {@code samples} throw comes after the rows
     * of those before.
     */
    default Stream<ScoredImage> score(Stream<Sample> samples) {
        Objects.requireNonNull(samples, "samples");
        return manyImages().rows(samples);
    }

    /**
     * Looks at frames as they come, on this thread, until they end, it is interrupted or their source throws: {@link
     * Watched#fault} and a warning tell of that. What {@code seen} throws is thrown on, and {@link Watched#before} gives what
     * was seen until then.
     *
     * @param frames such as {@link org.differnet.score.watch.FolderFrames}
     * @param alarm learnt from a stretch of good frames, see {@link Alarm#learn}
     * @param seen told of each frame that was looked at
     */
    default Watched watch(FrameSource frames, Alarm alarm, Consumer<WatchedFrame> seen) {
        Objects.requireNonNull(frames, "frames");
        Objects.requireNonNull(alarm, "alarm");
        Objects.requireNonNull(seen, "seen");
        return Watch.run(manyImages(), frames, alarm, seen);
    }

    /**
     * Scores one image as one of many, on this thread alone: where it cannot be scored, the row says why. For who runs
     * several threads; {@link #scoreAll(Iterable)} does.
     *
     * @throws IllegalStateException if this detector is closed
     */
    default ScoredImage row(Sample sample) {
        Objects.requireNonNull(sample, "sample");
        return Cores.here(() -> manyImages().row(sample).row());
    }

    private ManyImages manyImages() {
        boolean compares = goodScores().count() > 0;
        return new ManyImages(name() + caveat(), threshold(), sample -> {
            Verdict verdict = score(sample);
            double pValue = compares ? verdict.pValue() : Double.NaN;
            return new ManyImages.Scored(
                    ScoredImage.of(sample.name(), verdict.score(), verdict.threshold(), pValue), verdict.sample());
        });
    }

    /** The score of an image of whose views the features are known, views x dimension row by row. */
    default double imageScore(float[] features) {
        return AnomalyScore.ofImage(viewScores(features));
    }

    @Override
    void close();
}
