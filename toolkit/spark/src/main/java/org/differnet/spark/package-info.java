/**
 * Scores and experiments on a cluster of Apache Spark.
 *
 * <p>Comes in: paths or contents of image files, and a model file. Goes out: the rows of {@link
 * org.differnet.score.many.ScoredImage}, with the bits of {@link org.differnet.Detector#score(org.differnet.data.Sample)},
 * as a data frame. A higher score is more anomalous.
 */
package org.differnet.spark;
