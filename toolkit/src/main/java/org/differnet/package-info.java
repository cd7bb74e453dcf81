/**
 * The entry point of the toolkit: {@code DifferNet.fit(dataset).score(image).heatmap()}.
 *
 * <p>Comes in: a {@link org.differnet.data.Dataset} of which only good images are seen in training, and then images.
 * Goes out: for each a {@link org.differnet.Score} (higher = more anomalous) with a verdict and a heat map. {@link
 * org.differnet.Detector} is what DifferNet and the baselines have in common.
 */
package org.differnet;
