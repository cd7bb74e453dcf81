/**
 * Features: what a backbone sees in a view.
 *
 * <p>Comes in: views, float32 (n, 3, s, s), normalised, s the largest scale of the backbone (448 of the paper's). Goes out:
 * features, float32 (n, d): those of each scale one after the other, d = 768 for the paper's AlexNet at 448, 224 and 112,
 * whose last 256 maps are averaged over positions; or these maps before the mean, for heat maps, which need the positions.
 *
 * <p>A {@link org.differnet.features.Backbone} is what options hold and what a user may write; opened, it is a {@link
 * org.differnet.features.FeatureExtractor} with weights on a device. {@link org.differnet.features.TrainedOn} says what these
 * have learnt from. {@link org.differnet.features.FeaturePool} holds the features of many views of many images, computed
 * once. For people to look at there are {@link org.differnet.features.FeatureMap}, one map before the mean, and {@link
 * org.differnet.features.PrincipalComponents}, the plane on which most of many features is seen.
 */
package org.differnet.features;
