package org.differnet.score;

import java.util.Arrays;
import java.util.List;

/**
 * Scores of good images by cross-validation: the images are parted into folds, and each fold is scored by a model fitted
 * on the others. No good image is lost to a hold-out, for the price of a model per fold.
 *
 * <p>Two uses. {@link #pooled} compares scores of one more model, fitted on all images, with those of the folds: simple,
 * and without an exact promise. {@link #pValue} has a new image scored by every fold's model; its promise holds, and asks for
 * large folds.
 *
 * <p>References: V. Vovk, Cross-conformal predictors, Annals of Mathematics and Artificial Intelligence 2015; V. Vovk, R.
 * Wang, Combining p-values via averaging, Biometrika 2020.
 *
 * @param folds for each fold the scores of its images by the model that was fitted without them; at least two folds
 */
public record FoldScores(List<double[]> folds) {

    public FoldScores {
        folds = List.copyOf(folds);
        if (folds.size() < 2 || folds.stream().anyMatch(fold -> fold.length == 0)) {
            throw new IllegalArgumentException("there are "
                    + folds.stream().map(fold -> fold.length).toList()
                    + " scores in the folds; give at least two folds, none of them empty");
        }
    }

    /** All scores together. */
    public GoodScores pooled() {
        return new GoodScores(
                folds.stream().flatMapToDouble(Arrays::stream).toArray(), GoodScores.Source.CROSS_VALIDATED);
    }

    /**
     * Twice the mean over folds of the image's p-value among the good images of the fold. Of new good images at most a share
     * a has a p-value of a or less, on average over draws of the images; the factor 2 is the price for the folds' models
     * knowing each other's images (Vovk and Wang), and mostly half as much would do. With m images a fold the least value is
     * 2 / (m + 1), about 0.49 for 31 images in ten folds: a level of 5 % needs 39 images a fold.
     *
     * @param scores of the new image by each fold's model
     */
    public double pValue(double... scores) {
        if (scores.length != folds.size()) {
            throw new IllegalArgumentException(scores.length + " scores for " + folds.size()
                    + " folds; give the image's score by each fold's model, in order");
        }
        double mean = 0;
        for (int fold = 0; fold < scores.length; fold++) {
            mean += new GoodScores(folds.get(fold), GoodScores.Source.HELD_OUT).pValue(scores[fold]) / scores.length;
        }
        return Math.min(1, 2 * mean);
    }
}
