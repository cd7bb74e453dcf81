/**
 * Where the defect is: from the gradient of the loss back to the pixels.
 *
 * <p>Comes in: an image and the model's flow. Goes out: a {@link org.differnet.localize.Heatmap}, (448, 448), at least
 * 0, higher = more anomalous, and its overlay on the image.
 */
package org.differnet.localize;
