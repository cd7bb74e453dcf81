/**
 * Features: what a pretrained network sees in a view.
 *
 * <p>Comes in: views, float32 (n, 3, 448, 448), normalised. Goes out: features, float32 (n, 768): for each of the
 * scales 448, 224 and 112 the mean over positions of AlexNet's last 256 maps; or these maps before the mean, for those who
 * ask where. {@link org.differnet.features.Backbone} says which network, layer and scales; others than AlexNet give other
 * numbers of features. {@link
 * org.differnet.features.FeaturePool} holds the features of many views of many images, computed once. For people to look at
 * there are {@link org.differnet.features.FeatureMap}, one map before the mean, and {@link
 * org.differnet.features.PrincipalComponents}, the plane on which most of many features is seen.
 */
package org.differnet.features;
