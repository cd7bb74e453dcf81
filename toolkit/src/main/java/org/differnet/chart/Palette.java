package org.differnet.chart;

import java.awt.Color;

/**
 * The colours of the charts, told apart by colour-blind readers too.
 *
 * <p>M. Okabe, K. Ito: Color Universal Design, 2008.
 */
public final class Palette {

    /** Good images. */
    public static final Color GOOD = new Color(0x0072B2);

    /** Images with a defect. */
    public static final Color DEFECT = new Color(0xD55E00);

    /** A third series. */
    public static final Color THIRD = new Color(0x009E73);

    /** A fourth series. */
    public static final Color FOURTH = new Color(0xCC79A7);

    /** What is only there for comparison: chance, thresholds. */
    public static final Color REFERENCE = new Color(0x777777);

    private Palette() {}
}
