/**
 * Frames of video files, for the toolkit, which knows nothing of them.
 *
 * <p>Comes in: a file. Goes out: a {@link org.differnet.score.watch.FrameSource}, whose frames {@link
 * org.differnet.Detector#watch} looks at in the order in which they are shown.
 */
package org.differnet.video;
