package org.differnet.fit;

import java.util.concurrent.CancellationException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.differnet.engine.Cores;
import org.differnet.features.FeaturePool;
import org.differnet.score.GoodScores;
import org.differnet.work.ProgressListener;

/**
 * Scores of few good images by models that have not seen them: the images are parted into folds, and a model that was fitted
 * on all other folds scores those of one.
 *
 * <p>The threshold that comes of them is used with one more model, fitted on all images. What is known of its
 * false-positive rate: if every fold's model scored the new image, and each good score were compared with that of its own
 * fold's model, at most 2 alpha + min(2 (1 - 1/K) / (n/K + 1), (1 - K/n) / (K + 1)) would be called anomalous where alpha was
 * asked for, of n images in K folds, whatever the models do (CV+ of Barber et al. 2021, theorem 4); the term is 0.06 for 31
 * images in ten folds. With one model in their place the rate is near the one asked for as far as leaving out a fold hardly
 * changes scores. A model of fewer images rather scores unseen ones higher, which errs towards fewer false positives.
 *
 * <p>Reference: R. F. Barber, E. J. Candes, A. Ramdas, R. J. Tibshirani, Predictive inference with the jackknife+, Annals of
 * Statistics 2021.
 */
public final class CrossValidation {

    private CrossValidation() {}

    /** Fits a model on the features of some of the good images. */
    @FunctionalInterface
    public interface Fit {

        /**
         * Fits.
         *
         * @param rest the training views of all images but the fold's
         * @param fold from 0
         * @throws CancellationException if the thread is interrupted
         */
        Model on(FeaturePool rest, int fold);
    }

    /** A model of one fold; closed when its images are scored. */
    public interface Model extends AutoCloseable {

        /**
         * The score of an image, higher = more anomalous.
         *
         * @param rows the features of its test views, views x dimension row by row; called on several threads
         */
        double score(float[] rows);

        @Override
        void close();
    }

    /**
     * The fold of an image is its place modulo the number of folds.
     *
     * @param train the training views of each image
     * @param test the features of an image's test views, views x dimension row by row, by its place in {@code train}; asked
     *     for once an image, on several threads
     * @param folds at least 2; no more than images are taken
     * @throws CancellationException if the thread is interrupted
     */
    public static GoodScores scores(
            FeaturePool train, IntFunction<float[]> test, int folds, Fit fit, ProgressListener listener) {
        int images = train.images();
        int parts = Math.min(folds, images);
        double[] scores = new double[images];
        listener.say("the threshold comes from " + parts + " more trainings, each without a part of the " + images
                + " good images");
        for (int part = 0; part < parts; part++) {
            int fold = part;
            int[] rest =
                    IntStream.range(0, images).filter(i -> i % parts != fold).toArray();
            int[] own =
                    IntStream.range(0, images).filter(i -> i % parts == fold).toArray();
            try (Model model = fit.on(train.only(rest), fold)) {
                double[] found = new double[own.length];
                Cores.forEach(own.length, i -> found[i] = model.score(test.apply(own[i])), done -> {});
                for (int i = 0; i < own.length; i++) {
                    scores[own[i]] = found[i];
                }
            }
        }
        return new GoodScores(scores, GoodScores.Source.CROSS_VALIDATED);
    }
}
