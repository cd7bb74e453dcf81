/**
 * Watching a stream of frames.
 *
 * <p>Comes in: frames as they come, and an {@link org.differnet.score.watch.Alarm} learnt from a good stretch. Goes out: a
 * {@link org.differnet.score.watch.WatchedFrame} for each frame that was looked at, and {@link
 * org.differnet.score.watch.Watched} at the end. A higher score is more anomalous.
 */
package org.differnet.score.watch;
