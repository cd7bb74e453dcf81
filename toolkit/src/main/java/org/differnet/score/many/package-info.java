/**
 * Scoring any number of images.
 *
 * <p>Comes in: samples, one after the other, and what scores one of them. Goes out: a {@link
 * org.differnet.score.many.ScoredImage} for each, in their order, in memory or in a file of comma-separated values that
 * another call goes on with. A higher score is more anomalous; an image that cannot be scored is a row with its reason.
 */
package org.differnet.score.many;
