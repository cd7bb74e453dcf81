/**
 * Where the defect is.
 *
 * <p>Comes in: an image and the model's flow. An {@link org.differnet.localize.AnomalyMap} looks at its pixels, at
 * its places in the network or at both, a {@link org.differnet.localize.MapScale} learnt from good images brings all maps of a model onto one
 * scale. Goes out: a {@link org.differnet.localize.Heatmap}, square, in times the level of good images, higher = more
 * anomalous, with its overlay on the image; and a {@link org.differnet.localize.evaluate.LocalizationEvaluation} of many maps
 * against masks.
 */
package org.differnet.localize;
