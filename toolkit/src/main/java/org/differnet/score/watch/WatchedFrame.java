package org.differnet.score.watch;

import org.differnet.score.many.ScoredImage;

/**
 * A frame that was looked at.
 *
 * @param frame what came
 * @param row its score, or why it has none
 * @param average the smoothed score after it; as before it where it has no score
 * @param inEvent whether it belongs to an event
 */
public record WatchedFrame(Frame frame, ScoredImage row, double average, boolean inEvent) {}
