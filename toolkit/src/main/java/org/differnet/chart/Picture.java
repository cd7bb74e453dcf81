package org.differnet.chart;

import java.awt.image.BufferedImage;

/** A result that shows itself as one image with a line of text under it. */
public interface Picture {

    /** The image, as large as it should be shown; pixels, RGB or ARGB. */
    BufferedImage picture();

    /** What is to be seen, in one line; empty for none. */
    String caption();
}
