package org.differnet.chart;

import java.awt.image.BufferedImage;

/** A result that shows itself as one image with a line of text under it. */
public interface Picture {

    /** The image, as large as it should be shown; pixels, RGB or ARGB. */
    BufferedImage picture();

    /**
     * The image for a place of a certain width, so that what is written in it can be read there; without a need for that the
     * image as it is.
     *
     * @param width pixels that it will be shown in
     */
    default BufferedImage picture(int width) {
        return picture();
    }

    /** What is to be seen, in one line; empty for none. */
    String caption();
}
