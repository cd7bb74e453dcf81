/**
 * Trains a network like the one whose weights the toolkit brings along: AlexNet's convolutions, on drawn pictures, from
 * what MobileNetV2 says of them ({@code Teacher}).
 *
 * <p>{@link org.differnet.pretrain.Pretrain} trains, {@code Compare} compares networks on drawn products, {@link
 * org.differnet.pretrain.Judge} measures one on the data sets that nothing here was chosen on. The pictures come from
 * textures ({@code Texture}, {@code Surface}), things on a ground ({@code Motif}), a camera ({@code Shoot}) and flaws
 * ({@code Flaw}); the products of {@link org.differnet.data.Product} are not among them.
 */
package org.differnet.pretrain;
