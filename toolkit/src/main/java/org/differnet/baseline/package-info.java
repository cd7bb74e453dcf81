/**
 * Baselines: what becomes of the method when something simpler takes the place of the flow.
 *
 * <p>Comes in: a data set; a method learns from the same good images, views and features as DifferNet. Goes out: a
 * {@link org.differnet.baseline.Baseline}, which is a {@link org.differnet.Detector}: one score per image, the mean over
 * its views, higher = more anomalous. Each method is a {@link org.differnet.baseline.FeatureModel} of rows of numbers,
 * and can be learnt from any; one's own is a {@link org.differnet.baseline.FeatureDetector}. {@link
 * org.differnet.baseline.PatchMemory} is a detector of its own: it remembers places of good images, not averages over them.
 *
 * <p>{@link org.differnet.baseline.GeoTrans}, {@link org.differnet.baseline.GanOmaly}, {@link
 * org.differnet.baseline.Dsebm} and {@link org.differnet.baseline.AdGan} are the paper's other rows. They train networks of
 * their own, whose layers lie in {@code deep}, on the pixels of small images. Their settings are {@link
 * org.differnet.baseline.PixelMethod}s, which fit, with checkpoints where one is asked for; the detectors are saved and loaded.
 */
package org.differnet.baseline;
