/**
 * Judging: scores and labels go in, curves, intervals and comparisons come out. A higher score is more anomalous.
 */
package org.differnet.score.evaluate;
