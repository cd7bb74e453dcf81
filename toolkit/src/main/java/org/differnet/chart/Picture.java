package org.differnet.chart;

import java.awt.image.BufferedImage;
import java.util.Optional;

/** A result that shows itself as one image with a line of text under it. */
public interface Picture {

    /** The image, as large as it should be shown; pixels, RGB or ARGB. */
    BufferedImage picture();

    /** How many panels stand side by side in it. */
    default int panels() {
        return 1;
    }

    /**
     * The image for a place in a gallery, so that what is written in it can be read there and its panels are as large as
     * those of the others, without its legend; without a need for that the image as it is.
     *
     * @param width pixels that it will be shown in
     * @param panels the most that a picture of the gallery has
     */
    default BufferedImage picture(int width, int panels) {
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
