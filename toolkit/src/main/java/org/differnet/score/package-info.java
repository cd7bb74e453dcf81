/**
 * From latent vectors to a verdict, and from verdicts on a test set to numbers.
 *
 * <p>Comes in: z, float32 (views, d). Goes out: one number per image as a {@link org.differnet.score.Scoring} says,
 * higher = more anomalous; {@link org.differnet.score.GoodScores} and from them a {@link
 * org.differnet.score.Threshold} and p-values; an {@link org.differnet.score.evaluate.Evaluation} of a whole test set. Shares
 * are in [0, 1].
 *
 * <p>The test set never chooses anything: no threshold, no epoch, no option. A report carries the value of the last epoch,
 * over several seeds as a {@link org.differnet.score.evaluate.SeedSummary}; two detectors meet in a {@link
 * org.differnet.score.evaluate.Comparison}. What looking at the test set would do, {@link
 * org.differnet.score.evaluate.TestSetCurveForTeaching} shows.
 */
package org.differnet.score;
