package org.differnet;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.differnet.data.Dataset;
import org.differnet.data.Sample;
import org.differnet.features.ViewFeatures;
import org.differnet.score.AnomalyScore;
import org.differnet.score.Evaluation;
import org.differnet.score.Threshold;
import org.differnet.work.Progress;
import org.differnet.work.ProgressListener;

/**
 * Something that has seen good images and scores others: DifferNet, or a baseline on the same features.
 *
 * <p>An image is scored in several views; its score is the mean of theirs, higher = more anomalous. A detector holds
 * native memory until it is closed.
 */
public interface Detector extends AutoCloseable {

    /** The method, in a word or two, for legends and messages. */
    String name();

    /** The network and the renderer of views, for a closer look; they belong to this detector. */
    ViewFeatures features();

    /** What every result has to say of a network that was never trained, with a space before it; empty for others. */
    default String caveat() {
        return features().extractor().pretrained() ? "" : " [untrained network: shows the machinery only]";
    }

    /** The threshold, learnt from good images. */
    Threshold threshold();

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
     * @param features views x dimension, row by row
     * @return one score a view
     */
    double[] viewScores(float[] features);

    /**
     * Scores the test images of a data set against their labels, reporting to the default listener.
     *
     * @throws CancellationException if the thread is interrupted
     */
    default Evaluation evaluate(Dataset dataset) {
        return evaluate(dataset, ProgressListener.getDefault());
    }

    /**
     * Scores the test images of a data set against their labels.
     *
     * @throws CancellationException if the thread is interrupted
     */
    default Evaluation evaluate(Dataset dataset, ProgressListener listener) {
        List<Sample> test = dataset.test();
        double[] scores = new double[test.size()];
        long start = System.nanoTime();
        for (int i = 0; i < scores.length; i++) {
            if (Thread.interrupted()) {
                throw new CancellationException("stopped after scoring " + i + " of " + scores.length + " images");
            }
            scores[i] = score(test.get(i)).value();
            listener.on(new Progress(
                    "scoring", i + 1, scores.length, Double.NaN, Duration.ofNanos(System.nanoTime() - start)));
        }
        return evaluation(dataset, scores);
    }

    /**
     * What scores that are known say of the test images of a data set.
     *
     * @param scores one for each test image, higher = more anomalous
     */
    default Evaluation evaluation(Dataset dataset, double[] scores) {
        return new Evaluation(
                name() + caveat(),
                dataset.test().stream().map(Sample::name).toList(),
                dataset.test().stream().map(Sample::kind).toList(),
                scores,
                threshold());
    }

    /** The score of an image of whose views the features are known, views x dimension row by row. */
    default double imageScore(float[] features) {
        return AnomalyScore.ofImage(viewScores(features));
    }

    @Override
    void close();
}
