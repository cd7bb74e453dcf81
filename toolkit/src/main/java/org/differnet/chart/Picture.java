package org.differnet.chart;

import java.awt.image.BufferedImage;
import java.util.Optional;

/** A result that shows itself as one image with a line of text under it. */
public interface Picture {

    /** The image, as large as it should be shown; pixels, RGB or ARGB. */
    BufferedImage picture();

    /**
     * The image for a place of a certain width, so that what is written in it can be read there, without its legend; without
     * a need for that the image as it is.
     *
     * @param width pixels that it will be shown in
     */
    default BufferedImage picture(int width) {
        return picture();
    }

    /**
     * What the colours mean, where they mean the same in all pictures of this kind: a gallery shows it once. Empty for none.
     *
     * @param height of the legend in pixels
     */
    default Optional<BufferedImage> legend(int height) {
        return Optional.empty();
    }

    /** What is to be seen, in one line; empty for none. */
    String caption();
}
