/**
 * Long work: how it reports and how it stops.
 *
 * <p>Comes in: steps done. Goes out: {@link org.differnet.work.Progress} to one {@link
 * org.differnet.work.ProgressListener}. Whoever works in a loop checks the thread's interrupt flag between two steps.
 */
package org.differnet.work;
