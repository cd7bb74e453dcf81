/**
 * Data sets: which images there are, of which kind, and where their defects lie.
 *
 * <p>Comes in: folders of images in the layouts of {@link org.differnet.data.Datasets}, images from any stream, or a seed
 * for pictures drawn by the program. Goes out: a {@link
 * org.differnet.data.Dataset} of {@link org.differnet.data.Sample}s: good images for training; good and defective ones
 * for the test, with a mask of the defect where there is one. Images have 8 bits a channel, grey or RGB, and are read or
 * drawn anew each time they are asked for.
 */
package org.differnet.data;
