/**
 * From latent vectors to a verdict, and from verdicts on a test set to numbers.
 *
 * <p>Comes in: z, float32 (views, d). Goes out: one number per image, higher = more anomalous; a {@link
 * org.differnet.score.Threshold}; an {@link org.differnet.score.Evaluation} of a whole test set.
 */
package org.differnet.score;
