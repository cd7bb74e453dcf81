/**
 * Views of an image: turned, lighter or darker, with more or less contrast.
 *
 * <p>Comes in: an image of any size, grey or RGB, 8 bits a channel, and n {@link org.differnet.view.View}s. Goes out:
 * float32 (n, 3, s, s) with s = 448 by default, normalised with ImageNet's mean and standard deviation. Angles are in
 * degrees, counterclockwise; a {@link org.differnet.view.Framing} says how the image becomes a square and what fills the
 * corners of a turned one. A {@link org.differnet.view.RenderedView} is such a view for people to look at.
 */
package org.differnet.view;
