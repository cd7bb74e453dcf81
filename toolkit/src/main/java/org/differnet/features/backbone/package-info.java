/**
 * The networks that this library has, and {@link org.differnet.features.backbone.Pixels}, which is none: views, float32 (n, 3, s, s),
 * go in at several scales; features (n, d) come out, or the activations on the way.
 *
 * <p>{@code AlexNet}, {@code MobileNetV2}, {@code ResNet18} and {@code Vgg16} are descriptions, equal where layer, scales and {@link
 * org.differnet.features.backbone.Source} of weights are. What they share stands in {@link
 * org.differnet.features.backbone.Network}; a new one adds its layout, its positions and a script with its maps.
 */
package org.differnet.features.backbone;
